// Removes all data but the marks of tests and migrations.
// Parameters: none
// Columns: none
CYPHER 25
MATCH (node)
WHERE NOT node:TestDatabase AND NOT node:Migration
CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 5000 ROWS
