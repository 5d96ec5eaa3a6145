// Keeps what came of a question; a second outcome of it fails by its constraint.
// Parameters: $seq (this commit), $properties (receipt, verification, state, ended_at, answer, reference, answered_at, failure)
// Columns: none
CYPHER 25
CREATE (outcome:Outcome)
SET outcome = $properties, outcome.since = $seq
