// Records a commit: resume point and audit, in the transaction of its facts.
// Parameters: $seq (this commit), $file, $row_from, $row_to, $by, $loaded, $unchanged, $quarantined, $listings (on what its rows report)
// Columns: none
CYPHER 25
MATCH (clock:Clock {id: 1})
CREATE (:Commit {seq: $seq, at: clock.at, file: $file, row_from: $row_from, row_to: $row_to, by: $by,
                 loaded: $loaded, unchanged: $unchanged, quarantined: $quarantined, listings: $listings})
