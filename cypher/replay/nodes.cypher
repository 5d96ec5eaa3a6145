// What does the graph hold as known at a commit: subjects, facts of all versions, files, feeds, decisions, refused rows, receipts?
// Parameters: $seen, $after (only what began or ended after this commit)
// Columns: labels, properties
CYPHER 25
MATCH (node:Source|Feed|File|Commit|Subject|Entity|Fact|Decision|QuarantinedRow|PersonKey|Case|Receipt|Outcome)
WHERE coalesce(node.since, node.seq, 0) <= $seen
  AND ($after = 0 OR node.since > $after OR (node.until > $after AND node.until <= $seen))
RETURN labels(node) AS labels, properties(node) AS properties
