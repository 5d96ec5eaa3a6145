// Which versions of one fact are visible? (tests)
// Parameters: $key, $seen
// Columns: sid, fine_fen, valid_from, valid_to
CYPHER 25
MATCH (fact:Fact {key: $key})
WHERE fact.since <= $seen AND fact.until > $seen
RETURN fact.sid AS sid, fact.fine_fen AS fine_fen, fact.valid_from AS valid_from, fact.valid_to AS valid_to
