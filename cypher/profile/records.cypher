// Which records concern a subject, as known then, and what was done to them?
// Parameters: $entity, $as_of, $seen
// Columns: record (its properties), role, kind_of_party, events (their properties, in the order of their days)
CYPHER 25
MATCH (entity:Entity {id: $entity})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)<-[concerns:CONCERNS]-(record:Record)
WHERE record.since <= $seen AND record.until > $seen AND record.valid_from <= $as_of
  AND (record.date IS NULL OR record.date <= $as_of)
RETURN properties(record) AS record, concerns.role AS role, subject.kind AS kind_of_party,
       COLLECT {
         MATCH (event:Event {record: record.key})
         USING INDEX SEEK event:Event(record)
         WHERE event.since <= $seen AND event.until > $seen AND event.valid_from <= $as_of
           AND (event.date IS NULL OR event.date <= $as_of)
         RETURN properties(event) ORDER BY event.date, event.key
       } AS events
ORDER BY record.date DESC, record.key, role
