// Which states are recorded of these things (registrations, registered names)?
// Parameters: $open (the open commit number), $rows (thing)
// Columns: thing, sid, content, valid_from, valid_to, observed, stated_to
CYPHER 25
UNWIND $rows AS row
MATCH (state:Fact {base: row.thing})
USING INDEX SEEK state:Fact(base)
WHERE state.until = $open
RETURN row.thing AS thing, state.sid AS sid, coalesce(state.content, state.sid) AS content,
       state.valid_from AS valid_from, state.valid_to AS valid_to, state.observed AS observed,
       coalesce(state.stated_to, date('9999-12-31')) AS stated_to
