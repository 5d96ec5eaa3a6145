// Ends relations: a new version with the same content, the old one closed.
// Parameters: $seq (this commit), $open (the open commit number), $file, $rows (sid, new_sid, type, start, end_id, valid_from, valid_to, end, row)
// Columns: redated (how many)
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
MATCH (end:Subject {id: row.end_id})
MATCH (start)-[old:$(row.type) {sid: row.sid}]->(end)
WHERE old.until = $open
SET old.until = $seq
CREATE (start)-[new:$(row.type)]->(end)
SET new = old {.*, sid: row.new_sid}
SET new.content = coalesce(old.content, old.sid), new.since = $seq, new.until = $open,
    new.valid_from = row.valid_from, new.valid_to = row.valid_to, new.end = row.end, new.file = $file, new.row = row.row
RETURN count(new) AS redated
