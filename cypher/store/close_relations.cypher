// Closes states of relations that a report replaces.
// Parameters: $seq (this commit), $rows (sid, start, end)
// Columns: none
CYPHER 25
// Without the hints, a plan made while the graph was small would scan all relations for each row.
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
USING INDEX SEEK start:Subject(id)
MATCH (end:Subject {id: row.end})
USING INDEX SEEK end:Subject(id)
MATCH (start)-[old:LEGAL_REPRESENTATIVE_OF|OFFICER_OF|SHAREHOLDER_OF|CONTROLLER_OF|BRANCH_OF|GUARANTOR_OF|PRACTISES_AT|SUPERVISES|SUCCESSOR_OF|PLEDGED_TO|CONTACT_OF|AGENT_OF|DECLARED_RELATED_TO|ACTS_IN_CONCERT_WITH]->(end)
WHERE old.sid = row.sid
SET old.until = $seq
