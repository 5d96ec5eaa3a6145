// Which records that may count against them concern these entities on a day?
// Parameters: $entities (entity ids), $kinds (labels of records), $roles (of those whom a record is against), $as_of, $seen
// Columns: entity, party (the subject that is named), party_kind, written (its code as written), record (all its properties), events (theirs, by the day)
CYPHER 25
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
MATCH (entity)<-[is:IS]-(subject:Subject&Adverse)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)<-[concerns:CONCERNS]-(record:Record)
WHERE record.kind IN $kinds AND concerns.role IN $roles
  AND record.since <= $seen AND record.until > $seen
  AND record.valid_from <= $as_of AND record.valid_to >= $as_of
  AND (record.date IS NULL OR record.date <= $as_of)
RETURN id AS entity, subject.id AS party, subject.kind AS party_kind, concerns.identifier_as_written AS written,
       properties(record) AS record,
       COLLECT {
         MATCH (event:Event {record: record.key})
         USING INDEX SEEK event:Event(record)
         WHERE event.since <= $seen AND event.until > $seen
           AND event.valid_from <= $as_of AND event.valid_to >= $as_of
           AND (event.date IS NULL OR event.date <= $as_of)
         RETURN properties(event) ORDER BY event.date, event.key
       } AS events
ORDER BY entity, record.key, record.sid
