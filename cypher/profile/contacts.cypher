// By which addresses, phones and e-mails is a subject reached on a day, and how many others state them?
// Parameters: $entity, $as_of, $seen, $most (how many others are counted)
// Columns: contact (its properties), shared (other entities that state it on the day, at most $most)
CYPHER 25
MATCH (entity:Entity {id: $entity})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)<-[:OF]-(contact:Contact)
WHERE contact.since <= $seen AND contact.until > $seen AND contact.valid_from <= $as_of AND contact.valid_to >= $as_of
RETURN properties(contact) AS contact,
       COUNT {
         MATCH (same:Contact {contact_key: contact.contact_key})
         USING INDEX SEEK same:Contact(contact_key)
         WHERE same.kind = contact.kind AND same.since <= $seen AND same.until > $seen
           AND same.valid_from <= $as_of AND same.valid_to >= $as_of
         MATCH (same)-[:OF]->(other:Subject)
         MATCH (other)-[other_is:IS]->(other_entity:Entity)
         WHERE other_is.since <= $seen AND other_is.until > $seen AND other_entity <> entity
         RETURN DISTINCT other_entity LIMIT $most
       } AS shared
ORDER BY contact.kind, contact.valid_from DESC, contact.contact_key, contact.sid
