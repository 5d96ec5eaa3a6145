// Which entities, persons and mere mentions left out, share each of these names, where at least one has no code?
// Parameters: $keys (name keys), $roles (in which a record describes a party), $seen
// Columns: key, entities (entity ids, at least two)
CYPHER 25
UNWIND $keys AS key
MATCH (name:Name {name_key: key})
USING INDEX SEEK name:Name(name_key)
WHERE name.since <= $seen AND name.until > $seen
MATCH (name)-[:OF]->(subject:Subject)
WHERE subject.kind <> 'Person'
WITH key, collect(DISTINCT subject) AS subjects
WHERE size(subjects) > 1 AND any(subject IN subjects WHERE subject.id STARTS WITH 'row:')
UNWIND subjects AS subject
WITH key, subject
WHERE NOT subject.id STARTS WITH 'row:' OR EXISTS { (subject)<-[:LEGAL_REPRESENTATIVE_OF]-(:Subject) } OR EXISTS {
  MATCH (subject)<-[link:CONCERNS]-(record:Record)
  WHERE link.role IN $roles AND record.since <= $seen AND record.until > $seen
    AND (record.legal_representative IS NOT NULL OR record.address IS NOT NULL OR record.established IS NOT NULL
         OR link.identifier_as_written CONTAINS '*' OR link.identifier_as_written CONTAINS '＊')
}
MATCH (subject)-[is:IS]->(entity:Entity)
WHERE is.since <= $seen AND is.until > $seen
WITH key, collect(DISTINCT entity.id) AS entities
WHERE size(entities) > 1
RETURN key, entities
ORDER BY key
