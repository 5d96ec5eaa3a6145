// What was the newest commit number at an instant?
// Parameters: $known_at (instant)
// Columns: seq (0 when nothing was written by then)
CYPHER 25
OPTIONAL MATCH (commit:Commit)
WHERE commit.at <= $known_at
RETURN coalesce(max(commit.seq), 0) AS seq
