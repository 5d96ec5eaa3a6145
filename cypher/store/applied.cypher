// Records that a migration was applied.
// Parameters: $number, $name, $checksum
// Columns: none
CYPHER 25
MERGE (migration:Migration {number: $number})
ON CREATE SET migration.name = $name, migration.checksum = $checksum, migration.at = datetime()
