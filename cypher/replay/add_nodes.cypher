// Writes nodes of a log into an empty graph; one that is there already fails by its constraint.
// Parameters: $rows (labels, properties)
// Columns: none
CYPHER 25
UNWIND $rows AS row
CREATE (node:$(row.labels))
SET node = row.properties
