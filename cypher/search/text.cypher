// Which names resemble a text, best first by the index's own measure?
// Parameters: $text (a query of the full-text index, escaped), $hits (how many are looked at), $most (how many visible ones are wanted), $as_of, $seen
// Columns: entity, value, key, former
CYPHER 25
CALL db.index.fulltext.queryNodes('name_text', $text, {limit: $hits}) YIELD node AS name
WHERE name.since <= $seen AND name.until > $seen AND name.valid_from <= $as_of
WITH name LIMIT $most
MATCH (name)-[:OF]->(subject:Subject)
MATCH (subject)-[is:IS]->(entity:Entity)
WHERE is.since <= $seen AND is.until > $seen
RETURN entity.id AS entity, name.value AS value, name.name_key AS key,
       name.basis = 'former' OR name.valid_to < $as_of AS former
