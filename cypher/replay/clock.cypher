// How far has the graph come, and is a replay into it unfinished?
// Parameters: none
// Columns: seq (0 when nothing was ever written), at, unfinished, empty
CYPHER 25
OPTIONAL MATCH (clock:Clock {id: 1})
RETURN coalesce(clock.seq, 0) AS seq, clock.at AS at, EXISTS { (:Replay) } AS unfinished,
       NOT EXISTS { (node) WHERE NOT node:TestDatabase AND NOT node:Migration AND NOT node:Replay } AS empty
