// Which formats has which source sent, when last, and what is agreed of them, as far as was known?
// Parameters: $seen
// Columns: source, name, format, last_received, schedule_days, region, officer, stated_by, stated_at
CYPHER 25
MATCH (file:File)
WHERE EXISTS { MATCH (commit:Commit {file: file.id}) WHERE commit.seq <= $seen }
WITH file.source AS id, file.format AS format, max(file.received_at) AS last_received
MATCH (source:Source {id: id})
OPTIONAL MATCH (feed:Feed {source: id, format: format} WHERE feed.since <= $seen AND feed.until > $seen)
RETURN id AS source, source.name AS name, format, last_received, feed.schedule_days AS schedule_days,
       feed.region AS region, feed.officer AS officer, feed.by AS stated_by, feed.at AS stated_at
ORDER BY name, source, format
