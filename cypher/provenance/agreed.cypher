// What is agreed now of the formats that a source sends?
// Parameters: $source, $open (the open commit number)
// Columns: format, schedule_days, region, officer, at
CYPHER 25
MATCH (feed:Feed {source: $source, until: $open})
RETURN feed.format AS format, feed.schedule_days AS schedule_days, feed.region AS region,
       feed.officer AS officer, feed.at AS at
