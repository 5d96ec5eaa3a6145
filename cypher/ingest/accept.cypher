// Marks as resolved the rows of a file that it was refused for before and that are loaded now.
// Parameters: $file, $refused (the rows that are refused still)
// Columns: none
CYPHER 25
MATCH (row:QuarantinedRow {file: $file, state: 'open'})
WHERE NOT row.row IN $refused
SET row.state = 'resolved', row.by_file = $file
