// Which relations are there at all, visible or not? (tests)
// Parameters: none
// Columns: start, type, end_id, properties
CYPHER 25
MATCH (start:Subject)-[relation WHERE relation.sid IS NOT NULL]->(end:Subject)
RETURN start.id AS start, type(relation) AS type, end.id AS end_id, properties(relation) AS properties
