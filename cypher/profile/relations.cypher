// Which relations does a subject have on a day, by type, and how many have ended?
// Parameters: $entity, $as_of, $seen, $limit (items of a type)
// Columns: type, count (in force), ended, items (the relation's properties, direction, other: entity)
CYPHER 25
MATCH (entity:Entity {id: $entity})
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
MATCH (subject)-[relation WHERE relation.sid IS NOT NULL AND relation.since <= $seen AND relation.until > $seen
                 AND relation.valid_from <= $as_of]-(other:Subject)
MATCH (other)-[other_is:IS]->(other_entity:Entity)
WHERE other_is.since <= $seen AND other_is.until > $seen
WITH type(relation) AS type, relation.valid_to >= $as_of AS held,
     CASE WHEN startNode(relation) = subject THEN 'out' ELSE 'in' END AS direction,
     properties(relation) AS properties, other_entity.id AS other
ORDER BY type, properties.valid_from, other, properties.sid
WITH type, sum(CASE WHEN held THEN 1 ELSE 0 END) AS count, sum(CASE WHEN held THEN 0 ELSE 1 END) AS ended,
     collect(CASE WHEN held THEN {properties: properties, direction: direction, other: other} END)[..$limit] AS items
RETURN type, count, ended, items
ORDER BY type
