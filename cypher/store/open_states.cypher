// Which states are recorded under these bases (registrations, registered names)?
// Parameters: $open (the open commit number), $bases
// Columns: base, sid, content, valid_from, valid_to, observed
CYPHER 25
UNWIND $bases AS base
MATCH (state:Fact {base: base})
USING INDEX SEEK state:Fact(base)
WHERE state.until = $open
RETURN base, state.sid AS sid, coalesce(state.content, state.sid) AS content,
       state.valid_from AS valid_from, state.valid_to AS valid_to, state.observed AS observed
ORDER BY base, valid_from
