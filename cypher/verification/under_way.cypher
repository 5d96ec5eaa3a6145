// How many calls of a verification that began after an instant have not ended?
// Parameters: $verification, $after (instant), $seen
// Columns: calls
CYPHER 25
MATCH (receipt:Receipt {verification: $verification})
WHERE receipt.asked_at > $after AND receipt.since <= $seen
  AND NOT EXISTS {
    MATCH (outcome:Outcome {receipt: receipt.id})
    WHERE outcome.since <= $seen
  }
RETURN count(receipt) AS calls
