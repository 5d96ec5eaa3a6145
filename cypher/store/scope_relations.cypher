// Which relations are known in these snapshot scopes, whenever they hold, and which file stated each?
// Parameters: $open (the open commit number), $scopes (scope, subject), $types
// Columns: scope, file, sid, type, start, end_id, valid_from, valid_to
CYPHER 25
UNWIND $scopes AS row
MATCH (anchor:Subject {id: row.subject})
USING INDEX SEEK anchor:Subject(id)
MATCH (anchor)-[relation:$any($types)]-(:Subject)
WHERE relation.scope = row.scope AND relation.until = $open
RETURN DISTINCT row.scope AS scope, relation.file AS file, relation.sid AS sid, type(relation) AS type,
       startNode(relation).id AS start, endNode(relation).id AS end_id,
       relation.valid_from AS valid_from, relation.valid_to AS valid_to
