// What is there besides subjects and facts: files, sources, feeds, decisions, refused rows, receipts? (tests)
// Parameters: none
// Columns: labels, properties
CYPHER 25
MATCH (node:File|Source|Feed|Decision|QuarantinedRow|PersonKey|Receipt|Outcome)
RETURN labels(node) AS labels, properties(node) AS properties
