// Writes what is newly agreed of formats that a source sends; what is left out stays as it was.
// Parameters: $seq (this commit), $open (the open commit number), $source, $formats, $schedule_days, $region, $officer, $by, $at
// Columns: none
CYPHER 25
UNWIND $formats AS format
OPTIONAL MATCH (old:Feed {source: $source, format: format, until: $open})
CREATE (:Feed {source: $source, format: format, schedule_days: coalesce($schedule_days, old.schedule_days),
               region: coalesce($region, old.region), officer: coalesce($officer, old.officer),
               by: $by, at: $at, since: $seq, until: $open})
SET old.until = $seq
