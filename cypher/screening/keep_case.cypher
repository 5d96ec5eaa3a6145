// Keeps a screening, so that it can be asked again as it was; the same one is kept once.
// Parameters: $seq (this commit), $id, $properties (as_of, seen, purpose, stage, lot, input, rows, rulebook, result)
// Columns: none
CYPHER 25
MERGE (screening:Case {id: $id})
ON CREATE SET screening += $properties, screening.since = $seq
