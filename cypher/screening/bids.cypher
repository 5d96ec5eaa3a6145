// Who bids for a lot at a stage, and has not withdrawn?
// Parameters: $lot (key of the lot), $stage, $as_of, $seen
// Columns: subject, name (as written)
CYPHER 25
MATCH (bid:Bid {lot: $lot})
USING INDEX SEEK bid:Bid(lot)
WHERE bid.stage = $stage AND bid.since <= $seen AND bid.until > $seen
  AND bid.valid_from <= $as_of AND bid.valid_to >= $as_of AND (bid.date IS NULL OR bid.date <= $as_of)
  AND (bid.withdrawn_on IS NULL OR bid.withdrawn_on > $as_of)
MATCH (bid)-[concerns:CONCERNS]->(subject:Subject)
RETURN subject.id AS subject, min(concerns.name_as_written) AS name
ORDER BY name, subject
