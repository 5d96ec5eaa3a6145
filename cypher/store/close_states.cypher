// Closes states that a report replaces.
// Parameters: $seq (this commit), $rows (sid)
// Columns: none
CYPHER 25
UNWIND $rows AS row
MATCH (old:Fact {sid: row.sid})
USING INDEX SEEK old:Fact(sid)
SET old.until = $seq
