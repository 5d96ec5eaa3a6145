// Removes what an unfinished replay has written.
// Parameters: $limit
// Columns: removed
CYPHER 25
MATCH (node)
WHERE NOT node:TestDatabase AND NOT node:Migration AND NOT node:Replay
WITH node LIMIT $limit
DETACH DELETE node
RETURN count(*) AS removed
