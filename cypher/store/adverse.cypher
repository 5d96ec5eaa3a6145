// Marks subjects as having a record that could count against them.
// Parameters: $ids (of subjects)
// Columns: none
CYPHER 25
UNWIND $ids AS id
MATCH (subject:Subject {id: id})
USING INDEX SEEK subject:Subject(id)
SET subject:Adverse
