// Takes the next commit number; the lock on the clock orders all writers.
// Parameters: none
// Columns: seq (this commit's number), at (its instant, never before the last one's)
CYPHER 25
MERGE (clock:Clock {id: 1})
ON CREATE SET clock.seq = 0, clock.at = datetime.realtime('Z')
SET clock.seq = clock.seq + 1
SET clock.at = CASE WHEN datetime.realtime('Z') > clock.at THEN datetime.realtime('Z') ELSE clock.at END
RETURN clock.seq AS seq, clock.at AS at
