// Writes edges of a log that run from a Subject to a Subject.
// Parameters: $rows (start, type, end, properties)
// Columns: none
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
USING INDEX SEEK start:Subject(id)
MATCH (end:Subject {id: row.end})
USING INDEX SEEK end:Subject(id)
CREATE (start)-[edge:$(row.type)]->(end)
SET edge = row.properties
