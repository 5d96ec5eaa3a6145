// What is owed under which contracts, by whom to whom, and what was paid?
// Parameters: $as_of, $seen
// Columns: contract, buyer (entity), supplier (entity), obligations, payments (properties of each)
CYPHER 25
MATCH (contract:Contract)
WHERE contract.since <= $seen AND contract.until > $seen AND contract.date <= $as_of
  AND contract.valid_from <= $as_of AND contract.valid_to >= $as_of
CALL (contract) {
  MATCH (contract)-[concerns:CONCERNS]->(subject:Subject)
  MATCH (subject)-[is:IS]->(entity:Entity)
  WHERE is.since <= $seen AND is.until > $seen
  RETURN min(CASE concerns.role WHEN 'buyer' THEN entity.id END) AS buyer,
         min(CASE concerns.role WHEN 'supplier' THEN entity.id END) AS supplier
}
CALL (contract) {
  OPTIONAL MATCH (obligation:Obligation {contract: contract.key})
  WHERE obligation.since <= $seen AND obligation.until > $seen
    AND obligation.valid_from <= $as_of AND obligation.valid_to >= $as_of
  RETURN collect(obligation {.*}) AS obligations
}
CALL (contract) {
  OPTIONAL MATCH (payment:Payment {contract: contract.key})
  WHERE payment.date <= $as_of
    AND payment.since <= $seen AND payment.until > $seen
    AND payment.valid_from <= $as_of AND payment.valid_to >= $as_of
  RETURN collect(payment {.*}) AS payments
}
WITH contract, buyer, supplier, obligations, payments
WHERE buyer IS NOT NULL AND supplier IS NOT NULL AND size(obligations) > 0
RETURN contract {.*} AS contract, buyer, supplier, obligations, payments
