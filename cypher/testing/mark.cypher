// Marks a database as one for tests.
// Parameters: none
// Columns: none
CYPHER 25
MERGE (:TestDatabase {id: 1})
