// Under which names were these entities ever known?
// Parameters: $entities (entity ids), $as_of, $seen
// Columns: entity, keys (name keys)
CYPHER 25
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)<-[:OF]-(name:Name)
WHERE name.since <= $seen AND name.until > $seen AND name.valid_from <= $as_of
RETURN id AS entity, collect(DISTINCT name.name_key) AS keys
