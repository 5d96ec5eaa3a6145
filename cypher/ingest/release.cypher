// Marks quarantined rows as corrected and loaded, or as sent again and refused again.
// Parameters: $rows (id, state, again: id under which it was refused again), $by_file (the file that corrected them)
// Columns: none
CYPHER 25
UNWIND $rows AS row
MATCH (refused:QuarantinedRow {id: row.id})
MATCH (file:File {id: refused.file})
SET refused.state = row.state, refused.by_file = $by_file, refused.again = row.again
WITH row, coalesce(refused.first_file, file.name) AS first_file
MATCH (again:QuarantinedRow {id: row.again})
SET again.first_file = first_file
