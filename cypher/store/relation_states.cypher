// Which states are recorded of these relations?
// Parameters: $open (the open commit number), $rows (thing, start, end)
// Columns: thing, sid, content, valid_from, valid_to, observed, stated_to
CYPHER 25
// Without the hints, a plan made while the graph was small would scan all relations for each row.
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
USING INDEX SEEK start:Subject(id)
MATCH (end:Subject {id: row.end})
USING INDEX SEEK end:Subject(id)
MATCH (start)-[state:LEGAL_REPRESENTATIVE_OF|OFFICER_OF|SHAREHOLDER_OF|CONTROLLER_OF|BRANCH_OF|GUARANTOR_OF|PRACTISES_AT|SUPERVISES|SUCCESSOR_OF|PLEDGED_TO|CONTACT_OF|AGENT_OF|DECLARED_RELATED_TO|ACTS_IN_CONCERT_WITH]->(end)
WHERE state.key = row.thing AND state.until = $open
RETURN row.thing AS thing, state.sid AS sid, coalesce(state.content, state.sid) AS content,
       state.valid_from AS valid_from, state.valid_to AS valid_to, state.observed AS observed,
       coalesce(state.stated_to, date('9999-12-31')) AS stated_to
