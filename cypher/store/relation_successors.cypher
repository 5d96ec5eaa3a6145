// Which open version replaced each of these closed relations?
// Parameters: $open (the open commit number), $rows (sid, start, end, key)
// Columns: sid, successor, content (what the successor restates), valid_to, inferred
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
USING INDEX SEEK start:Subject(id)
MATCH (end:Subject {id: row.end})
USING INDEX SEEK end:Subject(id)
MATCH (start)-[now:LEGAL_REPRESENTATIVE_OF|OFFICER_OF|SHAREHOLDER_OF|CONTROLLER_OF|BRANCH_OF|GUARANTOR_OF|PRACTISES_AT|SUPERVISES|SUCCESSOR_OF|PLEDGED_TO|CONTACT_OF|AGENT_OF|DECLARED_RELATED_TO]->(end)
WHERE now.key = row.key AND now.until = $open
RETURN row.sid AS sid, now.sid AS successor, coalesce(now.content, now.sid) AS content,
       now.valid_to AS valid_to, coalesce(now.end, '') AS inferred
