// Closes the versions that relations written now replace (one key, another sid).
// Parameters: $seq (this commit), $open (the open commit number), $rows (sid, key, type, start, end)
// Columns: closed (how many)
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
MATCH (end:Subject {id: row.end})
MATCH (start)-[old:$(row.type)]->(end)
WHERE old.key = row.key AND old.until = $open AND old.sid <> row.sid
SET old.until = $seq
RETURN count(old) AS closed
