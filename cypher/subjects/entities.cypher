// Which entity is each of these subjects?
// Parameters: $ids (subject ids), $seen
// Columns: id, entity
CYPHER 25
UNWIND $ids AS id
MATCH (subject:Subject {id: id})
USING INDEX SEEK subject:Subject(id)
MATCH (subject)-[is:IS]->(entity:Entity)
WHERE is.since <= $seen AND is.until > $seen
RETURN id, entity.id AS entity
