// Writes relations between subjects; what is there already stays.
// Parameters: $seq (this commit), $open (the open commit number), $rows (sid, type, start, end, properties)
// Columns: sid, fresh (written now), closed (there already, and replaced since)
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
MATCH (end:Subject {id: row.end})
MERGE (start)-[relation:$(row.type) {sid: row.sid}]->(end)
ON CREATE SET relation += row.properties, relation.since = $seq, relation.until = $open
RETURN row.sid AS sid, relation.since = $seq AS fresh, relation.until < $open AS closed
