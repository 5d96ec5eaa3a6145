// By which relations in force are these two entities related to each other?
// Parameters: $a, $b (entity ids), $as_of, $seen
// Columns: type
CYPHER 25
MATCH (:Entity {id: $a})<-[one:IS]-(start:Subject)
WHERE one.since <= $seen AND one.until > $seen
MATCH (:Entity {id: $b})<-[other:IS]-(end:Subject)
WHERE other.since <= $seen AND other.until > $seen
MATCH (start)-[relation:BRANCH_OF|SUCCESSOR_OF|CONTROLLER_OF|SHAREHOLDER_OF|DECLARED_RELATED_TO|AGENT_OF]-(end)
WHERE start <> end AND relation.since <= $seen AND relation.until > $seen
  AND relation.valid_from <= $as_of AND relation.valid_to >= $as_of
RETURN DISTINCT type(relation) AS type
