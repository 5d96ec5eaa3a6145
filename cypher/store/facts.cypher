// Writes names, identifiers, records and events that are not there yet, with their links.
// Parameters: $shared (the properties of all, unless their own say otherwise), $days, $rows (labels, properties, dated (property: place in $days), links)
// Columns: none
CYPHER 25
UNWIND $rows AS row
CREATE (fact:Fact:$(row.labels))
SET fact = $shared, fact += row.properties
FOREACH (name IN keys(row.dated) | SET fact[name] = $days[row.dated[name]])
WITH fact, row
UNWIND row.links AS link
MATCH (subject:Subject {id: link.subject})
USING INDEX SEEK subject:Subject(id)
CREATE (fact)-[edge:$(link.type)]->(subject)
SET edge = link.properties
