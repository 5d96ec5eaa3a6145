// Which subjects are reached by an address, phone or e-mail on a day?
// Parameters: $contacts (kind, key), $most (of each), $as_of, $seen
// Columns: entity, kind, value
CYPHER 25
UNWIND $contacts AS row
CALL (row) {
  MATCH (contact:Contact {contact_key: row.key})
  USING INDEX SEEK contact:Contact(contact_key)
  WHERE contact.kind = row.kind AND contact.since <= $seen AND contact.until > $seen
    AND contact.valid_from <= $as_of AND contact.valid_to >= $as_of
  MATCH (contact)-[:OF]->(subject:Subject)
  MATCH (subject)-[is:IS]->(entity:Entity)
  WHERE is.since <= $seen AND is.until > $seen
  RETURN entity.id AS entity, min(contact.value) AS value
  ORDER BY entity LIMIT $most
}
RETURN entity, row.kind AS kind, value
