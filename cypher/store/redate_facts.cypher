// Gives facts new dates: versions with the same content and links; the old ones are closed apart from that.
// Parameters: $seq (this commit), $open (the open commit number), $rows (sid, new_sid, valid_from, valid_to, observed, ending, stated_to)
// Columns: redated (how many)
CYPHER 25
UNWIND $rows AS row
MATCH (old:Fact {sid: row.sid})
USING INDEX SEEK old:Fact(sid)
CREATE (new)
SET new = old {.*, sid: row.new_sid}
SET new:$(labels(old)), new.content = coalesce(old.content, old.sid), new.since = $seq, new.until = $open,
    new.valid_from = row.valid_from, new.valid_to = row.valid_to, new.observed = row.observed, new.end = row.ending,
    new.stated_to = row.stated_to
WITH old, new
CALL (old, new) {
  MATCH (old)-[edge:OF|CONCERNS]->(subject:Subject)
  CREATE (new)-[copy:$(type(edge))]->(subject)
  SET copy = properties(edge)
}
RETURN count(DISTINCT new) AS redated
