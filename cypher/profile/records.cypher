// Which records concern a subject, as known then?
// Parameters: $entity, $as_of, $seen
// Columns: record (its properties), role, kind_of_party
CYPHER 25
MATCH (entity:Entity {id: $entity})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)<-[concerns:CONCERNS]-(record:Record)
WHERE record.since <= $seen AND record.until > $seen AND record.valid_from <= $as_of
  AND (record.date IS NULL OR record.date <= $as_of)
RETURN properties(record) AS record, concerns.role AS role, subject.kind AS kind_of_party
ORDER BY record.date DESC, record.key, role
