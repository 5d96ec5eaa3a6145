// Marks a file as loaded to its end under a version of the rulebook.
// Parameters: $id, $rulebook, $read, $sheet_end (its last row)
// Columns: none
CYPHER 25
MATCH (file:File {id: $id})
SET file.finished = true, file.rulebook = $rulebook, file.read = $read, file.sheet_end = $sheet_end
