// Closes the open versions that facts which are about to be written replace.
// Parameters: $seq (this commit), $open (the open commit number), $keys (of the new facts)
// Columns: none
CYPHER 25
UNWIND $keys AS key
MATCH (old:Fact {key: key})
USING INDEX SEEK old:Fact(key)
WHERE old.until = $open
SET old.until = $seq
