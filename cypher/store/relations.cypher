// Writes relations between subjects that are not there yet.
// Parameters: $shared (the properties of all, unless their own say otherwise), $days, $rows (type, start, end, properties, dated (property: place in $days))
// Columns: none
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
USING INDEX SEEK start:Subject(id)
MATCH (end:Subject {id: row.end})
USING INDEX SEEK end:Subject(id)
CREATE (start)-[relation:$(row.type)]->(end)
SET relation = $shared, relation += row.properties
FOREACH (name IN keys(row.dated) | SET relation[name] = $days[row.dated[name]])
