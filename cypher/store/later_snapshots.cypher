// Was a later snapshot of the same kind from the same source loaded already?
// Parameters: $source, $format, $day
// Columns: day (of the latest such snapshot, or null)
CYPHER 25
OPTIONAL MATCH (file:File)
WHERE file.source = $source AND file.format = $format AND file.mode = 'snapshot' AND file.dated > $day AND file.finished
RETURN max(file.dated) AS day
