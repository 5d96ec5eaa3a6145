// Keeps the check value of the secret that person keys are made with.
// Parameters: $id, $check
// Columns: none
CYPHER 25
MERGE (key:PersonKey {id: $id})
ON CREATE SET key.check = $check
