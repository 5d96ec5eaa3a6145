// What was asked up to a day, and what came of it, the newest first?
// Parameters: $before (the commit of the last one shown), $limit, $as_of, $seen
// Columns: receipt, outcome (null while there is none)
CYPHER 25
MATCH (receipt:Receipt)
WHERE receipt.since < $before AND receipt.since <= $seen AND receipt.asked_on <= $as_of
WITH receipt ORDER BY receipt.since DESC LIMIT $limit
OPTIONAL MATCH (outcome:Outcome {receipt: receipt.id})
WHERE outcome.since <= $seen
RETURN properties(receipt) AS receipt, properties(outcome) AS outcome
ORDER BY receipt.since DESC
