// Which recorded lots have a number, or are the record with that key?
// Parameters: $lot (number or key), $as_of, $seen
// Columns: key, announcement, number, closes_on, deals (their days, the first before the others)
CYPHER 25
CALL () {
  MATCH (lot:Lot {lot_number: $lot})
  USING INDEX SEEK lot:Lot(lot_number)
  RETURN lot
  UNION
  MATCH (lot:Fact {key: $lot})
  USING INDEX SEEK lot:Fact(key)
  WHERE lot:Lot
  RETURN lot
}
WITH lot
WHERE lot.since <= $seen AND lot.until > $seen AND lot.valid_from <= $as_of AND lot.valid_to >= $as_of
  AND (lot.date IS NULL OR lot.date <= $as_of)
RETURN lot.key AS key, lot.announcement_number AS announcement, lot.lot_number AS number, lot.closes_on AS closes_on,
       COLLECT {
         MATCH (deal:Bid {lot: lot.key})
         USING INDEX SEEK deal:Bid(lot)
         WHERE deal.stage = 'deal' AND deal.since <= $seen AND deal.until > $seen AND deal.date <= $as_of
           AND deal.valid_from <= $as_of AND deal.valid_to >= $as_of
         RETURN deal.date ORDER BY deal.date
       } AS deals
ORDER BY key
