// Which subjects are now one with each of these, as which entity?
// Parameters: $ids (subject ids), $open (the open commit number)
// Columns: entity, members (subject ids)
CYPHER 25
UNWIND $ids AS id
MATCH (subject:Subject {id: id})
USING INDEX SEEK subject:Subject(id)
MATCH (subject)-[is:IS {until: $open}]->(entity:Entity)
WITH DISTINCT entity
MATCH (entity)<-[:IS {until: $open}]-(member:Subject)
RETURN entity.id AS entity, collect(member.id) AS members
