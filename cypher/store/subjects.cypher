// Writes the subjects that a chunk names, each with the entity that it is until decided otherwise.
// Parameters: $seq (this commit), $open (the open commit number), $rows (id, kind, org_code)
// Columns: fresh (ids that were not there)
CYPHER 25
UNWIND $rows AS row
MERGE (subject:Subject {id: row.id})
ON CREATE SET subject.kind = row.kind, subject.org_code = row.org_code, subject.since = $seq, subject:$(row.kind)
WITH subject, row WHERE subject.since = $seq
CREATE (subject)-[:IS {since: $seq, until: $open}]->(:Entity {id: 'entity:' + row.id})
RETURN collect(row.id) AS fresh
