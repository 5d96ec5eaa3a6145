// Makes subjects another entity from this commit on; what was seen before stays.
// Parameters: $seq (this commit), $open (the open commit number), $rows (id, entity, decision)
// Columns: moved (how many)
CYPHER 25
UNWIND $rows AS row
MATCH (subject:Subject {id: row.id})
USING INDEX SEEK subject:Subject(id)
MATCH (subject)-[old:IS {until: $open}]->(:Entity)
MATCH (entity:Entity {id: row.entity})
USING INDEX SEEK entity:Entity(id)
SET old.until = $seq
CREATE (subject)-[:IS {since: $seq, until: $open, decision: row.decision}]->(entity)
RETURN count(*) AS moved
