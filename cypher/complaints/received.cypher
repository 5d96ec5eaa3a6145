// Which complaints had been received, by whom against whom?
// Parameters: $as_of, $seen
// Columns: complaint (properties), against (entity), complainant (entity)
CYPHER 25
MATCH (complaint:Complaint)
WHERE complaint.since <= $seen AND complaint.until > $seen AND complaint.date <= $as_of
  AND complaint.valid_from <= $as_of AND complaint.valid_to >= $as_of
CALL (complaint) {
  MATCH (complaint)-[concerns:CONCERNS]->(subject:Subject)
  MATCH (subject)-[is:IS]->(entity:Entity)
  WHERE is.since <= $seen AND is.until > $seen
  RETURN min(CASE concerns.role WHEN 'complained' THEN entity.id END) AS against,
         min(CASE concerns.role WHEN 'complainant' THEN entity.id END) AS complainant
}
WITH complaint, against, complainant
WHERE against IS NOT NULL AND complainant IS NOT NULL
RETURN complaint {.*} AS complaint, against, complainant
