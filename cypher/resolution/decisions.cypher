// Which decisions that stood at a commit name any of these subjects?
// Parameters: $ids (subject ids), $seen
// Columns: decision, subjects (all that it names), number (its place in its commit)
CYPHER 25
UNWIND $ids AS id
MATCH (:Subject {id: id})<-[:DECIDES]-(decision:Decision)
WHERE decision.since <= $seen AND decision.until > $seen
WITH DISTINCT decision
MATCH (decision)-[:DECIDES]->(subject:Subject)
RETURN decision {.id, .a, .b, .verdict, .members, .undoes, .by, .reason, .rule, .score, .evidence, .contradictions,
                 .since, .until} AS decision,
       collect(subject.id) AS subjects, decision.number AS number
