// Closes the open versions that facts which are about to be written replace, unless a later file stated them.
// Parameters: $seq (this commit), $open (the open commit number), $keys (of the new facts), $dated (day of their file)
// Columns: key (whose open version stays)
CYPHER 25
UNWIND $keys AS key
MATCH (old:Fact {key: key})
USING INDEX SEEK old:Fact(key)
WHERE old.until = $open
OPTIONAL MATCH (file:File {id: old.file})
USING INDEX SEEK file:File(id)
FOREACH (_ IN CASE WHEN file.dated > $dated THEN [] ELSE [1] END | SET old.until = $seq)
WITH key, file
WHERE file.dated > $dated
RETURN key
