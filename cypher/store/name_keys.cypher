// Under which names were these subjects ever stated?
// Parameters: $ids
// Columns: id, keys
CYPHER 25
UNWIND $ids AS id
MATCH (subject:Subject {id: id})<-[:OF]-(name:Name)
USING INDEX SEEK subject:Subject(id)
RETURN id, collect(DISTINCT name.name_key) AS keys
