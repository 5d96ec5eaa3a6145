// What was asked under a receipt by a day, and what came of it?
// Parameters: $receipt, $as_of, $seen
// Columns: receipt, outcome (null while there is none)
CYPHER 25
MATCH (receipt:Receipt {id: $receipt})
WHERE receipt.since <= $seen AND receipt.asked_on <= $as_of
OPTIONAL MATCH (outcome:Outcome {receipt: $receipt})
WHERE outcome.since <= $seen
RETURN properties(receipt) AS receipt, properties(outcome) AS outcome
