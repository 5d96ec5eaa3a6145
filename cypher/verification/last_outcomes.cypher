// How did the last calls of a verification end, the newest first?
// Parameters: $verification, $limit, $seen
// Columns: state, ended_at
CYPHER 25
MATCH (outcome:Outcome {verification: $verification})
WHERE outcome.since <= $seen
RETURN outcome.state AS state, outcome.ended_at AS ended_at
ORDER BY outcome.since DESC
LIMIT $limit
