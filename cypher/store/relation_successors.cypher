// Which open version replaced each of these closed relations?
// Parameters: $open (the open commit number), $rows (sid, type, start, end, key)
// Columns: sid, successor, content (what the successor restates), valid_to, inferred
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
MATCH (end:Subject {id: row.end})
MATCH (start)-[now:$(row.type)]->(end)
WHERE now.key = row.key AND now.until = $open
RETURN row.sid AS sid, now.sid AS successor, coalesce(now.content, now.sid) AS content,
       now.valid_to AS valid_to, coalesce(now.end, '') AS inferred
