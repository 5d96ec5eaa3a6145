// What does the register say of these entities on a day?
// Parameters: $entities (entity ids), $as_of, $seen
// Columns: entity, record (properties of the registration)
CYPHER 25
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)<-[concern:CONCERNS {role: 'registered'}]-(record:Registration)
WHERE record.since <= $seen AND record.until > $seen
  AND record.valid_from <= $as_of AND record.valid_to >= $as_of
RETURN id AS entity, properties(record) AS record
ORDER BY entity, record.since DESC, record.sid
