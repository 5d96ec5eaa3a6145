// Which subjects that something is recorded against and that bear no code share a name with these entities?
// Parameters: $entities (entity ids), $as_of, $seen
// Columns: entity, key (the name's key), namesake (entity)
CYPHER 25
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen AND subject.kind <> 'Person'
MATCH (subject)<-[:OF]-(own:Name)
WHERE own.since <= $seen AND own.until > $seen AND own.valid_from <= $as_of
WITH DISTINCT id, own.name_key AS key
MATCH (name:Name {name_key: key})
USING INDEX SEEK name:Name(name_key)
WHERE name.since <= $seen AND name.until > $seen AND name.valid_from <= $as_of
MATCH (name)-[:OF]->(other:Subject&Adverse)
WHERE other.id STARTS WITH 'row:' AND other.kind <> 'Person'
MATCH (other)-[other_is:IS]->(namesake:Entity)
WHERE other_is.since <= $seen AND other_is.until > $seen
  AND namesake.id STARTS WITH 'entity:row:' AND namesake.id <> id
RETURN DISTINCT id AS entity, key, namesake.id AS namesake
ORDER BY entity, key, namesake
