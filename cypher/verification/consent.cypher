// What does a consent say: for what, from when to when, who gave it, and to whom?
// Parameters: $key, $seen
// Columns: purpose, data_kinds, valid_from, valid_to, givers (subject ids), recipients (subject ids)
CYPHER 25
MATCH (consent:Fact&Consent {key: $key})
WHERE consent.since <= $seen AND consent.until > $seen
RETURN consent.purpose AS purpose, consent.data_kinds AS data_kinds,
       consent.valid_from AS valid_from, consent.valid_to AS valid_to,
       [(consent)-[:CONCERNS {role: 'consenter'}]->(giver:Subject) | giver.id] AS givers,
       [(consent)-[:CONCERNS {role: 'recipient'}]->(recipient:Subject) | recipient.id] AS recipients
