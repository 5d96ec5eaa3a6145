// As of when, and of what, was a screening made?
// Parameters: $id
// Columns: properties
CYPHER 25
MATCH (screening:Case {id: $id})
RETURN properties(screening) AS properties
