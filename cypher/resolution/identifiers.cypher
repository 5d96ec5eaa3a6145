// Which identifiers do sources state for these entities beside those in their ids?
// Parameters: $entities (entity ids), $as_of, $seen
// Columns: entity, identifiers (scheme, value, and the statement: sid, key, file, row, since)
CYPHER 25
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)<-[:OF]-(identifier:Identifier)
WHERE identifier.since <= $seen AND identifier.until > $seen
  AND identifier.valid_from <= $as_of AND identifier.valid_to >= $as_of
RETURN id AS entity, collect(identifier {.scheme, .value, .sid, .key, .file, .row, .since}) AS identifiers
