// Which subjects are each of these entities, and what are they called?
// Parameters: $entities (entity ids), $seen
// Columns: entity, members (id, kind, names (value, basis, valid_from, valid_to, since))
CYPHER 25
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
CALL (subject) {
  OPTIONAL MATCH (subject)<-[:OF]-(name:Name)
  WHERE name.since <= $seen AND name.until > $seen
  RETURN collect(name {.value, .basis, .valid_from, .valid_to, .since}) AS names
}
RETURN id AS entity, collect({id: subject.id, kind: subject.kind, names: names}) AS members
