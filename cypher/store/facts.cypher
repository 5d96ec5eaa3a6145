// Writes names, identifiers, records and events with their links; what is there already stays.
// Parameters: $seq (this commit), $open (the open commit number), $rows (sid, labels, properties, links, adverse)
// Columns: sid, fresh (written now), closed (there already, and replaced since)
CYPHER 25
UNWIND $rows AS row
MERGE (fact:Fact {sid: row.sid})
ON CREATE SET fact += row.properties, fact.since = $seq, fact.until = $open, fact:$(row.labels)
CALL (fact, row) {
  WITH fact, row WHERE fact.since = $seq
  UNWIND row.links AS link
  MATCH (subject:Subject {id: link.subject})
  CREATE (fact)-[edge:$(link.type)]->(subject)
  SET edge = link.properties
  FOREACH (_ IN CASE WHEN row.adverse THEN [1] ELSE [] END | SET subject:Adverse)
}
RETURN row.sid AS sid, fact.since = $seq AS fresh, fact.until < $open AS closed
