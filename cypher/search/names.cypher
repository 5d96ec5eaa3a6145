// Whose names contain these words, best first?
// Parameters: $words (a full-text query, escaped), $most (names looked at), $as_of, $seen
// Columns: entity, value (the name that matched), basis, score
CYPHER 25
CALL db.index.fulltext.queryNodes('name_text', $words, {limit: $most}) YIELD node AS name, score
WHERE name.since <= $seen AND name.until > $seen AND name.valid_from <= $as_of
MATCH (name)-[:OF]->(subject:Subject)
MATCH (subject)-[is:IS]->(entity:Entity)
WHERE is.since <= $seen AND is.until > $seen
WITH entity, name, score
ORDER BY score DESC, name.value
WITH entity, collect(name)[0] AS best, max(score) AS score
RETURN entity.id AS entity, best.value AS value, best.basis AS basis, score
ORDER BY score DESC, entity
