// Which applications for repair are not decided, on which record of whom?
// Parameters: $as_of, $seen
// Columns: event (properties), record (properties), party_kind, entity, events (all that happened to the record)
CYPHER 25
MATCH (event:Repair)
WHERE event.since <= $seen AND event.until > $seen AND event.date <= $as_of
  AND event.valid_from <= $as_of AND event.valid_to >= $as_of
  AND (event.decided_on IS NULL OR event.decided_on > $as_of)
MATCH (record:Fact {key: event.record})
USING INDEX SEEK record:Fact(key)
WHERE record.since <= $seen AND record.until > $seen AND record.valid_from <= $as_of AND record.valid_to >= $as_of
  AND (record.date IS NULL OR record.date <= $as_of)
MATCH (record)-[concerns:CONCERNS]->(subject:Subject)
WHERE concerns.role IN ['punished', 'listed', 'debtor']
MATCH (subject)-[is:IS]->(entity:Entity)
WHERE is.since <= $seen AND is.until > $seen
RETURN properties(event) AS event, properties(record) AS record, subject.kind AS party_kind, entity.id AS entity,
       COLLECT {
         MATCH (other:Event {record: record.key})
         USING INDEX SEEK other:Event(record)
         WHERE other.since <= $seen AND other.until > $seen
           AND other.valid_from <= $as_of AND other.valid_to >= $as_of
           AND (other.date IS NULL OR other.date <= $as_of)
         RETURN properties(other) ORDER BY other.date, other.key
       } AS events
ORDER BY event.date, event.key, entity
