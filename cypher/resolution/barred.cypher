// Which pairs with these subjects did somebody decide apart, or take a decision on back, and not unite since?
// Parameters: $ids (subject ids), $seen
// Columns: a, b (subject ids)
CYPHER 25
UNWIND $ids AS id
MATCH (:Subject {id: id})<-[:DECIDES]-(decision:Decision)
WHERE decision.since <= $seen AND decision.until > $seen AND decision.verdict <> 'match'
WITH DISTINCT decision
WHERE NOT EXISTS {
  MATCH (decision)-[:DECIDES]->(:Subject)<-[:DECIDES]-(newer:Decision {verdict: 'match'})
  WHERE newer.since <= $seen AND newer.until > $seen AND newer.since > decision.since
    AND newer.a IN [decision.a, decision.b] AND newer.b IN [decision.a, decision.b]
}
RETURN DISTINCT decision.a AS a, decision.b AS b
