// Files, found by the source that sent them.
// Parameters: none
// Columns: none
CREATE INDEX file_source IF NOT EXISTS FOR (x:File) ON (x.source);
CALL db.awaitIndexes(300);
