// What is agreed of each format that a source sends, in versions; until now the source itself had it.
// Parameters: none
// Columns: none
CREATE INDEX feed_source IF NOT EXISTS FOR (x:Feed) ON (x.source);
CALL db.awaitIndexes(300);
MATCH (source:Source)
WHERE source.schedule_days IS NOT NULL
CALL (source) {
  MATCH (file:File {source: source.id})
  WITH DISTINCT source, file.format AS format
  CREATE (:Feed {source: source.id, format: format, schedule_days: source.schedule_days, by: 'migration',
                 at: datetime('1970-01-01T00:00Z'), since: 0, until: 4611686018427387904})
}
REMOVE source.schedule_days;
