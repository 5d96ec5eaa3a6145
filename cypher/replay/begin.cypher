// Marks that a replay has begun; without a clock, nothing of it is visible.
// Parameters: none
// Columns: none
CYPHER 25
MERGE (:Replay {id: 1})
