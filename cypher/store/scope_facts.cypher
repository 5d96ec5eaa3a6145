// Which facts are known in these snapshot scopes, whenever they hold, and which file stated each?
// Parameters: $open (the open commit number), $scopes
// Columns: scope, file, sid, valid_from, valid_to
CYPHER 25
UNWIND $scopes AS scope
MATCH (fact:Fact {scope: scope})
WHERE fact.until = $open
RETURN scope, fact.file AS file, fact.sid AS sid, fact.valid_from AS valid_from, fact.valid_to AS valid_to
