// Which facts are known in these snapshot scopes, whenever they hold?
// Parameters: $open (the open commit number), $scopes
// Columns: scope, key, file, sid, valid_from, valid_to, parties (subject ids), names (as written)
CYPHER 25
UNWIND $scopes AS scope
MATCH (fact:Fact {scope: scope})
USING INDEX SEEK fact:Fact(scope)
WHERE fact.until = $open
RETURN scope, fact.key AS key, fact.file AS file, fact.sid AS sid, fact.valid_from AS valid_from, fact.valid_to AS valid_to,
       [(fact)-[:CONCERNS|OF]->(party:Subject) | party.id] AS parties,
       [(fact)-[named:CONCERNS WHERE named.name_as_written IS NOT NULL]->(:Subject) | named.name_as_written] AS names
