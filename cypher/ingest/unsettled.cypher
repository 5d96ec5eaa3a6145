// Which subjects did the commits of a file name first?
// Parameters: $file
// Columns: id
CYPHER 25
MATCH (commit:Commit {file: $file})
MATCH (subject:Subject {since: commit.seq})
USING INDEX SEEK subject:Subject(since)
RETURN subject.id AS id
ORDER BY id
