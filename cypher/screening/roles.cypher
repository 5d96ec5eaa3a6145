// Which position or which share do these relations state?
// Parameters: $officers (sids of OFFICER_OF), $holders (sids of SHAREHOLDER_OF), $seen
// Columns: sid, position, share_ppm
CYPHER 25
UNWIND $officers AS sid
MATCH ()-[relation:OFFICER_OF {sid: sid}]->()
WHERE relation.since <= $seen AND relation.until > $seen
RETURN sid, relation.position AS position, null AS share_ppm
UNION ALL
UNWIND $holders AS sid
MATCH ()-[relation:SHAREHOLDER_OF {sid: sid}]->()
WHERE relation.since <= $seen AND relation.until > $seen
RETURN sid, null AS position, relation.share_ppm AS share_ppm
