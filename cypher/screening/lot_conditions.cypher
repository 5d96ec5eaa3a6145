// What does the announcement of a lot demand of bidders?
// Parameters: $lot (key of the lot), $as_of, $seen
// Columns: key, quote (also once for each whom it reaches), rule
CYPHER 25
MATCH (condition:LotCondition {lot: $lot})
USING INDEX SEEK condition:LotCondition(lot)
WHERE condition.since <= $seen AND condition.until > $seen
  AND condition.valid_from <= $as_of AND condition.valid_to >= $as_of
  AND (condition.date IS NULL OR condition.date <= $as_of)
RETURN condition.key AS key, condition.quote AS quote, condition.rule AS rule
ORDER BY condition.condition_number, key
