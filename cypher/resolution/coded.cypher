// Which entities does each code name: by id, by the organisation code in it, or as a source states it?
// Parameters: $codes (value, id, org), $as_of, $seen
// Columns: code, entity, subject, rank (0 the id, 1 the organisation code, 2 stated, 3 the organisation code in it stated)
CYPHER 25
UNWIND $codes AS code
CALL (code) {
  MATCH (subject:Subject {id: code.id})
  USING INDEX SEEK subject:Subject(id)
  RETURN subject, 0 AS rank
  UNION
  MATCH (subject:Subject {org_code: code.org})
  USING INDEX SEEK subject:Subject(org_code)
  WHERE subject.id <> code.id
  RETURN subject, 1 AS rank
  UNION
  MATCH (identifier:Identifier {value: code.value})
  USING INDEX SEEK identifier:Identifier(value)
  WHERE identifier.since <= $seen AND identifier.until > $seen AND identifier.valid_from <= $as_of
  MATCH (identifier)-[:OF]->(subject:Subject)
  RETURN subject, 2 AS rank
  UNION
  MATCH (identifier:Identifier {value: code.org})
  USING INDEX SEEK identifier:Identifier(value)
  WHERE identifier.value <> code.value
    AND identifier.since <= $seen AND identifier.until > $seen AND identifier.valid_from <= $as_of
  MATCH (identifier)-[:OF]->(subject:Subject)
  RETURN subject, 3 AS rank
}
MATCH (subject)-[is:IS]->(entity:Entity)
WHERE is.since <= $seen AND is.until > $seen
RETURN code.value AS code, entity.id AS entity, subject.id AS subject, rank
ORDER BY code, rank, subject
