// Records decisions on who is who, each with the subjects that it names.
// Parameters: $seq (this commit), $open (the open commit number), $rows (properties, subjects)
// Columns: none
CYPHER 25
UNWIND $rows AS row
CREATE (decision:Decision)
SET decision = row.properties
SET decision.since = $seq, decision.until = $open
WITH decision, row
UNWIND row.subjects AS id
MATCH (subject:Subject {id: id})
CREATE (decision)-[:DECIDES]->(subject)
