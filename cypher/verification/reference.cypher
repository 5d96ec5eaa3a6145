// Which receipt has a reference of the other side already?
// Parameters: $verification, $reference, $seen
// Columns: receipt
CYPHER 25
MATCH (outcome:Outcome {verification: $verification, reference: $reference})
WHERE outcome.since <= $seen
RETURN outcome.receipt AS receipt
