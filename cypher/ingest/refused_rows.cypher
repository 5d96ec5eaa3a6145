// Which rows of a file are in quarantine?
// Parameters: $file
// Columns: id, row
CYPHER 25
MATCH (refused:QuarantinedRow {file: $file})
RETURN refused.id AS id, refused.row AS row
