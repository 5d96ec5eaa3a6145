// What does a decision say?
// Parameters: $id
// Columns: decision
CYPHER 25
MATCH (decision:Decision {id: $id})
RETURN decision {.id, .a, .b, .verdict, .members, .undoes, .by, .reason, .rule, .score, .evidence, .contradictions,
                 .since, .until} AS decision
