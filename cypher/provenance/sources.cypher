// Which sources were received, and when last, as far as was known?
// Parameters: $seen
// Columns: id, source, last_received, schedule_days, formats
CYPHER 25
MATCH (source:Source)
MATCH (file:File {source: source.id})
WHERE EXISTS { MATCH (commit:Commit {file: file.id}) WHERE commit.seq <= $seen }
RETURN source.id AS id, source.name AS source, max(file.received_at) AS last_received,
       source.schedule_days AS schedule_days, collect(DISTINCT file.format) AS formats
ORDER BY source
