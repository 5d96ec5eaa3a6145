// How many obligations name a contract that nothing was recorded of?
// Parameters: $as_of, $seen
// Columns: obligations (count)
CYPHER 25
MATCH (obligation:Obligation)
WHERE obligation.since <= $seen AND obligation.until > $seen
  AND obligation.valid_from <= $as_of AND obligation.valid_to >= $as_of
  AND NOT EXISTS {
    MATCH (contract:Fact&Contract {key: obligation.contract})
    WHERE contract.since <= $seen AND contract.until > $seen
  }
RETURN count(*) AS obligations
