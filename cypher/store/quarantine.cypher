// Keeps rows that were refused, with every reason, in the transaction of the chunk they stood in.
// Parameters: $seq (this commit), $rows (id, file, row, format, reasons, raw)
// Columns: none
CYPHER 25
UNWIND $rows AS row
MERGE (refused:QuarantinedRow {id: row.id})
ON CREATE SET refused.since = $seq, refused.state = 'open'
ON MATCH SET refused.state = CASE refused.by_file WHEN row.file THEN 'open' ELSE refused.state END
SET refused += row
