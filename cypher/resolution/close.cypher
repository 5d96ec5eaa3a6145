// Ends a decision that was undone.
// Parameters: $seq (this commit), $id
// Columns: closed (how many)
CYPHER 25
MATCH (decision:Decision {id: $id})
SET decision.until = $seq
RETURN count(decision) AS closed
