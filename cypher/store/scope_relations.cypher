// Which states of relations are known in these snapshot scopes, whenever they hold?
// Parameters: $open (the open commit number), $scopes (scope, subject), $types
// Columns: scope, thing, type, start, end, sid, content, valid_from, valid_to, observed, stated_to
CYPHER 25
UNWIND $scopes AS row
MATCH (anchor:Subject {id: row.subject})
USING INDEX SEEK anchor:Subject(id)
MATCH (anchor)-[relation:$any($types)]-(:Subject)
WHERE relation.scope = row.scope AND relation.until = $open
RETURN DISTINCT row.scope AS scope, relation.key AS thing, type(relation) AS type, startNode(relation).id AS start,
       endNode(relation).id AS end, relation.sid AS sid, coalesce(relation.content, relation.sid) AS content,
       relation.valid_from AS valid_from, relation.valid_to AS valid_to, relation.observed AS observed,
       coalesce(relation.stated_to, date('9999-12-31')) AS stated_to
ORDER BY thing, valid_from
