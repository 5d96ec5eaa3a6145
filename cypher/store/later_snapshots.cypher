// Which later snapshots of the same kind from the same source were loaded already?
// Parameters: $source, $format, $day
// Columns: id, day (oldest first)
CYPHER 25
MATCH (file:File {source: $source, format: $format, mode: 'snapshot'})
WHERE file.dated > $day AND file.finished
RETURN file.id AS id, file.dated AS day
ORDER BY day, id
