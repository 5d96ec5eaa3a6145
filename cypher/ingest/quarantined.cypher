// Which rows are in quarantine?
// Parameters: $state (open | resolved | resubmitted), $format (or null), $file (its name, or that of the file the row came in first, or null), $after (id or ''), $limit
// Columns: id, file, file_id, row, format, reasons, raw, since
CYPHER 25
MATCH (refused:QuarantinedRow {state: $state})
WHERE refused.id > $after AND ($format IS NULL OR refused.format = $format)
MATCH (file:File {id: refused.file})
WHERE $file IS NULL OR file.name = $file OR refused.first_file = $file
RETURN refused.id AS id, file.name AS file, file.id AS file_id, refused.row AS row, refused.format AS format,
       refused.reasons AS reasons, refused.raw AS raw, refused.since AS since
ORDER BY id
LIMIT $limit
