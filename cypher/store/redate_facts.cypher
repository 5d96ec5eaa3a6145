// Gives facts new dates: a new version with the same content and links, the old one closed.
// Parameters: $seq (this commit), $open (the open commit number), $file, $rows (sid, new_sid, valid_from, valid_to, end, row)
// Columns: redated (how many)
CYPHER 25
UNWIND $rows AS row
MATCH (old:Fact {sid: row.sid})
USING INDEX SEEK old:Fact(sid)
WHERE old.until = $open
SET old.until = $seq
CREATE (new)
SET new = old {.*, sid: row.new_sid}
SET new:$(labels(old)), new.content = coalesce(old.content, old.sid), new.since = $seq, new.until = $open,
    new.valid_from = row.valid_from, new.valid_to = row.valid_to, new.end = row.end, new.file = $file, new.row = row.row
WITH old, new
CALL (old, new) {
  MATCH (old)-[edge:OF|CONCERNS]->(subject:Subject)
  CREATE (new)-[copy:$(type(edge))]->(subject)
  SET copy = properties(edge)
}
RETURN count(DISTINCT new) AS redated
