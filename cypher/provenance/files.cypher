// From which source and file, received when, are facts of these files?
// Parameters: $files (file ids)
// Columns: id, source, file, received_at
CYPHER 25
UNWIND $files AS id
MATCH (file:File {id: id})
MATCH (source:Source {id: file.source})
RETURN id, source.name AS source, file.name AS file, file.received_at AS received_at
