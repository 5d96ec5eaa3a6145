// Which file of each format came last from each source, and how many of its rows were read and refused?
// Parameters: $seen
// Columns: source, format, file (its name), read, refused
CYPHER 25
MATCH (file:File)
WHERE EXISTS { MATCH (commit:Commit {file: file.id}) WHERE commit.seq <= $seen }
WITH file ORDER BY file.received_at DESC, file.id
WITH file.source AS source, file.format AS format, collect(file)[0] AS last
MATCH (commit:Commit {file: last.id})
WHERE commit.seq <= $seen
RETURN source, format, last.name AS file, sum(commit.loaded + commit.unchanged + commit.quarantined) AS read,
       sum(commit.quarantined) AS refused
