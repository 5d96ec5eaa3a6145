// Who was ever which entity, and by a decision or not? (tests)
// Parameters: none
// Columns: id, labels, properties (of the subject), entity, until, decided
CYPHER 25
MATCH (subject:Subject)
OPTIONAL MATCH (subject)-[is:IS]->(entity:Entity)
RETURN subject.id AS id, labels(subject) AS labels, properties(subject) AS properties, entity.id AS entity,
       is.until AS until, is.decision IS NOT NULL AS decided
