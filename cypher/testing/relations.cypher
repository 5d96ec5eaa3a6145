// Which relations are visible? (tests)
// Parameters: $seen
// Columns: sid, start, type, end_id, share_ppm, valid_from, valid_to, end
CYPHER 25
MATCH (start:Subject)-[relation WHERE relation.sid IS NOT NULL]->(end:Subject)
WHERE relation.since <= $seen AND relation.until > $seen
RETURN relation.sid AS sid, start.id AS start, type(relation) AS type, end.id AS end_id, relation.share_ppm AS share_ppm,
       relation.valid_from AS valid_from, relation.valid_to AS valid_to, relation.end AS end
ORDER BY start, type, end_id, valid_from
