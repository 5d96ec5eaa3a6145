// Which penalties and listings may be repairable, of whom, and what happened to them?
// Parameters: $as_of, $seen
// Columns: record (properties), party_kind, entity, events (all that happened to the record)
CYPHER 25
MATCH (record:Penalty|Listing|Enforcement)
WHERE record.since <= $seen AND record.until > $seen
  AND record.valid_from <= $as_of AND record.valid_to >= $as_of
  AND (record.date IS NULL OR record.date <= $as_of)
MATCH (record)-[concerns:CONCERNS]->(subject:Subject)
WHERE concerns.role IN ['punished', 'listed', 'debtor']
MATCH (subject)-[is:IS]->(entity:Entity)
WHERE is.since <= $seen AND is.until > $seen
RETURN properties(record) AS record, subject.kind AS party_kind, entity.id AS entity,
       COLLECT {
         MATCH (event:Event {record: record.key})
         USING INDEX SEEK event:Event(record)
         WHERE event.since <= $seen AND event.until > $seen
           AND event.valid_from <= $as_of AND event.valid_to >= $as_of
           AND (event.date IS NULL OR event.date <= $as_of)
         RETURN properties(event) ORDER BY event.date, event.key
       } AS events
