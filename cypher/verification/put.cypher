// Keeps that a question is put, before it is sent; nothing that it says of the subject is kept.
// Parameters: $seq (this commit), $properties (id, verification, subject, purpose, office, by, asked_at, asked_on, keep_until, consent, rulebook)
// Columns: none
CYPHER 25
CREATE (receipt:Receipt)
SET receipt = $properties, receipt.since = $seq
