// What is the newest commit number?
// Parameters: none
// Columns: seq (0 when nothing was ever written)
CYPHER 25
OPTIONAL MATCH (clock:Clock {id: 1})
RETURN coalesce(clock.seq, 0) AS seq
