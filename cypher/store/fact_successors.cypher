// Which open version replaced each of these closed facts, unless a later file stated it?
// Parameters: $open (the open commit number), $sids (of closed facts), $dated (day of the file that says them again)
// Columns: sid, successor, content (what the successor restates), valid_to, inferred
CYPHER 25
UNWIND $sids AS sid
MATCH (old:Fact {sid: sid})
USING INDEX SEEK old:Fact(sid)
MATCH (now:Fact {key: old.key})
USING INDEX SEEK now:Fact(key)
WHERE now.until = $open AND NOT EXISTS { MATCH (file:File {id: now.file}) WHERE file.dated > $dated }
RETURN sid, now.sid AS successor, coalesce(now.content, now.sid) AS content, now.valid_to AS valid_to,
       coalesce(now.end, '') AS inferred
