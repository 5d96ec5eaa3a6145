// What is kept of these quarantined rows, and of the files they stood in?
// Parameters: $ids
// Columns: id, file, file_id, row, format, reasons, raw, state, source, source_name, dated, mapping, again (id under which it was refused again)
CYPHER 25
UNWIND $ids AS id
MATCH (refused:QuarantinedRow {id: id})
MATCH (file:File {id: refused.file})
MATCH (source:Source {id: file.source})
RETURN refused.id AS id, file.name AS file, file.id AS file_id, refused.row AS row, refused.format AS format,
       refused.reasons AS reasons, refused.raw AS raw, refused.state AS state, source.id AS source,
       source.name AS source_name, file.dated AS dated, file.mapping_text AS mapping, refused.again AS again
