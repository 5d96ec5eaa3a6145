// Ends relations: a new version with the same content, the old one closed.
// Parameters: $seq (this commit), $open (the open commit number), $file, $rows (sid, new_sid, type, start, end_id, valid_from, valid_to, end, row)
// Columns: redated (how many)
CYPHER 25
UNWIND $rows AS row
MATCH (start:Subject {id: row.start})
USING INDEX SEEK start:Subject(id)
MATCH (end:Subject {id: row.end_id})
USING INDEX SEEK end:Subject(id)
MATCH (start)-[old:LEGAL_REPRESENTATIVE_OF|OFFICER_OF|SHAREHOLDER_OF|CONTROLLER_OF|BRANCH_OF|GUARANTOR_OF|PRACTISES_AT|SUPERVISES|SUCCESSOR_OF|PLEDGED_TO|CONTACT_OF|AGENT_OF|DECLARED_RELATED_TO]->(end)
WHERE old.sid = row.sid AND old.until = $open
SET old.until = $seq
CREATE (start)-[new:$(row.type)]->(end)
SET new = old {.*, sid: row.new_sid}
SET new.content = coalesce(old.content, old.sid), new.since = $seq, new.until = $open,
    new.valid_from = row.valid_from, new.valid_to = row.valid_to, new.end = row.end, new.file = $file, new.row = row.row
RETURN count(new) AS redated
