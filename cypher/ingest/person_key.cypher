// Which check value belongs to the secret that this graph's person keys were made with?
// Parameters: $id (of the key)
// Columns: check
CYPHER 25
MATCH (key:PersonKey {id: $id})
RETURN key.check AS check
