// Closes the versions that facts written now replace (one key, another sid).
// Parameters: $seq (this commit), $open (the open commit number), $rows (sid, key)
// Columns: closed (how many)
CYPHER 25
UNWIND $rows AS row
MATCH (old:Fact {key: row.key})
WHERE old.until = $open AND old.sid <> row.sid
SET old.until = $seq
RETURN count(old) AS closed
