// How many questions of an office on a day were answered, or may yet be?
// Parameters: $verification, $office, $day, $seen
// Columns: spent
CYPHER 25
MATCH (receipt:Receipt {verification: $verification, office: $office, asked_on: $day})
WHERE receipt.since <= $seen
  AND NOT EXISTS {
    MATCH (outcome:Outcome {receipt: receipt.id, state: 'failed'})
    WHERE outcome.since <= $seen
  }
RETURN count(receipt) AS spent
