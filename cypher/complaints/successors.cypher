// Which bodies succeeded each of these, as of a day?
// Parameters: $entities (entity ids), $as_of, $seen
// Columns: entity, successor (entity), since (first day), debts (whether it took the debts over)
CYPHER 25
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
MATCH (entity)<-[was:IS]-(former:Subject)
WHERE was.since <= $seen AND was.until > $seen
MATCH (heir:Subject)-[succession:SUCCESSOR_OF]->(former)
WHERE succession.since <= $seen AND succession.until > $seen
  AND succession.valid_from <= $as_of AND succession.valid_to >= $as_of
MATCH (heir)-[is:IS]->(successor:Entity)
WHERE is.since <= $seen AND is.until > $seen AND successor.id <> id
RETURN DISTINCT id AS entity, successor.id AS successor, succession.valid_from AS since,
                coalesce(succession.debts, false) AS debts
