// Which node facts are there at all, visible or not? (tests)
// Parameters: none
// Columns: sid, labels, properties, links
CYPHER 25
MATCH (fact:Fact)
RETURN fact.sid AS sid, labels(fact) AS labels, properties(fact) AS properties,
       [(fact)-[edge]->(subject:Subject) | [type(edge), subject.id, properties(edge)]] AS links
ORDER BY sid
