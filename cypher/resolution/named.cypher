// Who bears each name, now or before?
// Parameters: $keys (name keys), $most (how many a name), $as_of, $seen
// Columns: key, bearers (how many), entities (entity, present, value as written; present ones first, codes before mentions)
CYPHER 25
UNWIND $keys AS key
CALL (key) {
  MATCH (name:Name {name_key: key})
  USING INDEX SEEK name:Name(name_key)
  WHERE name.since <= $seen AND name.until > $seen AND name.valid_from <= $as_of
  MATCH (name)-[:OF]->(subject:Subject)
  MATCH (subject)-[is:IS]->(entity:Entity)
  WHERE is.since <= $seen AND is.until > $seen
  WITH entity, subject, name.value AS value, name.basis <> 'former' AND name.valid_to >= $as_of AND (name.basis = 'registered' OR NOT EXISTS {
    MATCH (entity)<-[also:IS]-(member:Subject)
    WHERE also.since <= $seen AND also.until > $seen
    MATCH (member)<-[:OF]-(other:Name)
    WHERE other.since <= $seen AND other.until > $seen AND other.valid_from <= $as_of AND other.valid_to >= $as_of
      AND other.basis = 'registered' AND other.name_key <> key
  }) AS present
  RETURN entity.id AS entity, max(toInteger(present)) = 1 AS present,
         min(value) AS value,
         min(CASE WHEN subject.id STARTS WITH 'row:' THEN 1 ELSE 0 END) AS mention
  ORDER BY present DESC, mention, entity
}
WITH key, collect({entity: entity, present: present, value: value}) AS entities
RETURN key, size(entities) AS bearers, entities[..$most] AS entities
