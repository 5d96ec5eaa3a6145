// Which of these facts are there already, and which of them were replaced since?
// Parameters: $open (the open commit number), $sids
// Columns: sid, closed
CYPHER 25
UNWIND $sids AS sid
MATCH (fact:Fact {sid: sid})
USING INDEX SEEK fact:Fact(sid)
RETURN sid, fact.until < $open AS closed
