// Which entities, persons left out, share each of these names, where at least one has no code?
// Parameters: $keys (name keys), $seen
// Columns: key, entities (entity ids, at least two)
CYPHER 25
UNWIND $keys AS key
MATCH (name:Name {name_key: key})
WHERE name.since <= $seen AND name.until > $seen
MATCH (name)-[:OF]->(subject:Subject)
WHERE subject.kind <> 'Person'
WITH key, collect(DISTINCT subject) AS subjects
WHERE size(subjects) > 1 AND any(subject IN subjects WHERE subject.id STARTS WITH 'row:')
UNWIND subjects AS subject
MATCH (subject)-[is:IS]->(entity:Entity)
WHERE is.since <= $seen AND is.until > $seen
WITH key, collect(DISTINCT entity.id) AS entities
WHERE size(entities) > 1
RETURN key, entities
ORDER BY key
