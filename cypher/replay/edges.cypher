// Which edges does the graph hold as known at a commit: relations, who is who, whom facts and decisions concern?
// Parameters: $seen, $after (only what began or ended after this commit)
// Columns: start (sid or id), type, end (id), properties
CYPHER 25
MATCH (start:Subject|Fact|Decision)-[edge]->(end:Subject|Entity)
WHERE coalesce(edge.since, start.since, 0) <= $seen
  AND ($after = 0 OR coalesce(edge.since, start.since) > $after
       OR (coalesce(edge.until, start.until) > $after AND coalesce(edge.until, start.until) <= $seen))
RETURN coalesce(start.sid, start.id) AS start, type(edge) AS type, end.id AS end, properties(edge) AS properties
