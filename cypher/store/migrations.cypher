// Which migrations were applied?
// Parameters: none
// Columns: number, name, checksum
CYPHER 25
MATCH (migration:Migration)
RETURN migration.number AS number, migration.name AS name, migration.checksum AS checksum
ORDER BY number
