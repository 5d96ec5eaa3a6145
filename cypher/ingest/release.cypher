// Marks quarantined rows as corrected and loaded, or as sent again and refused again.
// Parameters: $rows (id, state), $by_file (the file that corrected them)
// Columns: none
CYPHER 25
UNWIND $rows AS row
MATCH (refused:QuarantinedRow {id: row.id})
SET refused.state = row.state, refused.by_file = $by_file
