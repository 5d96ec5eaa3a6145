// Gives relations new dates: versions with the same content; the old ones are closed apart from that.
// Parameters: $seq (this commit), $open (the open commit number), $rows (sid, new_sid, type, start, end, valid_from, valid_to, observed, ending, stated_to)
// Columns: redated (how many)
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
USING INDEX SEEK start:Subject(id)
MATCH (end:Subject {id: row.end})
USING INDEX SEEK end:Subject(id)
MATCH (start)-[old:LEGAL_REPRESENTATIVE_OF|OFFICER_OF|SHAREHOLDER_OF|CONTROLLER_OF|BRANCH_OF|GUARANTOR_OF|PRACTISES_AT|SUPERVISES|SUCCESSOR_OF|PLEDGED_TO|CONTACT_OF|AGENT_OF|DECLARED_RELATED_TO|ACTS_IN_CONCERT_WITH]->(end)
WHERE old.sid = row.sid
CREATE (start)-[new:$(row.type)]->(end)
SET new = old {.*, sid: row.new_sid}
SET new.content = coalesce(old.content, old.sid), new.since = $seq, new.until = $open,
    new.valid_from = row.valid_from, new.valid_to = row.valid_to, new.observed = row.observed, new.end = row.ending,
    new.stated_to = row.stated_to
RETURN count(new) AS redated
