// How far was a file loaded, and with what result?
// Parameters: $id
// Columns: finished, rulebook, read, row_to (last committed row or 0), quarantined
CYPHER 25
OPTIONAL MATCH (file:File {id: $id})
OPTIONAL MATCH (commit:Commit {file: $id})
RETURN coalesce(file.finished, false) AS finished, file.rulebook AS rulebook, coalesce(file.read, 0) AS read,
       coalesce(max(commit.row_to), 0) AS row_to,
       COUNT { (row:QuarantinedRow {file: $id} WHERE NOT (row.state = 'resolved' AND row.by_file = $id)) } AS quarantined
