// Which rows of a file are in quarantine?
// Parameters: $file
// Columns: row
CYPHER 25
MATCH (refused:QuarantinedRow {file: $file})
RETURN refused.row AS row
