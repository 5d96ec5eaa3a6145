// Which facts of these snapshot scopes have not ended by a day?
// Parameters: $open (the open commit number), $scopes, $day
// Columns: sid, key, scope, valid_from, valid_to, parties (subject ids), names (as written)
CYPHER 25
UNWIND $scopes AS scope
MATCH (fact:Fact {scope: scope})
USING INDEX SEEK fact:Fact(scope)
WHERE fact.until = $open AND fact.valid_from < $day AND fact.valid_to >= $day
RETURN fact.sid AS sid, fact.key AS key, scope, fact.valid_from AS valid_from, fact.valid_to AS valid_to,
       [(fact)-[:CONCERNS]->(party:Subject) | party.id] AS parties,
       [(fact)-[named:CONCERNS WHERE named.name_as_written IS NOT NULL]->(:Subject) | named.name_as_written] AS names
