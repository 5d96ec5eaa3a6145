// Which of these relations, and which open versions that they would replace, are there already?
// Parameters: $open (the open commit number), $rows (sid, key, start, end)
// Columns: sid, version (sid of what is there), closed
CYPHER 25
// Without the hints, a plan made while the graph was small would scan all relations for each row.
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
USING INDEX SEEK start:Subject(id)
MATCH (end:Subject {id: row.end})
USING INDEX SEEK end:Subject(id)
MATCH (start)-[old:LEGAL_REPRESENTATIVE_OF|OFFICER_OF|SHAREHOLDER_OF|CONTROLLER_OF|BRANCH_OF|GUARANTOR_OF|PRACTISES_AT|SUPERVISES|SUCCESSOR_OF|PLEDGED_TO|CONTACT_OF|AGENT_OF|DECLARED_RELATED_TO]->(end)
WHERE old.key = row.key AND (old.until = $open OR old.sid = row.sid)
RETURN row.sid AS sid, old.sid AS version, old.until < $open AS closed
