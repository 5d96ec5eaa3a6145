// Is this database marked as one for tests, and does it hold data?
// Parameters: none
// Columns: marked, nodes (how many that are no schema record)
CYPHER 25
RETURN EXISTS { (:TestDatabase) } AS marked,
       COUNT { (node) WHERE NOT node:TestDatabase AND NOT node:Migration } AS nodes
