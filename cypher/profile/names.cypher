// Which former names has a subject borne by a day?
// Parameters: $entity, $as_of, $seen
// Columns: value, basis, valid_from, valid_to, file, row, since
CYPHER 25
MATCH (entity:Entity {id: $entity})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)<-[:OF]-(name:Name)
WHERE name.since <= $seen AND name.until > $seen AND name.basis <> 'written' AND name.valid_to < $as_of
RETURN name.value AS value, name.basis AS basis, name.valid_from AS valid_from, name.valid_to AS valid_to,
       name.file AS file, name.row AS row, name.since AS since
ORDER BY valid_to DESC, value
