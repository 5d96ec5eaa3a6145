// Which relations of these snapshot scopes have not ended by a day?
// Parameters: $open (the open commit number), $scopes (scope, subject), $types, $day
// Columns: sid, key, type, start, end_id, valid_from, valid_to
CYPHER 25
UNWIND $scopes AS row
MATCH (anchor:Subject {id: row.subject})
USING INDEX SEEK anchor:Subject(id)
MATCH (anchor)-[relation:$any($types)]-(:Subject)
WHERE relation.scope = row.scope AND relation.until = $open
  AND relation.valid_from < $day AND relation.valid_to >= $day
RETURN DISTINCT relation.sid AS sid, relation.key AS key, type(relation) AS type, startNode(relation).id AS start,
       endNode(relation).id AS end_id, relation.valid_from AS valid_from, relation.valid_to AS valid_to
