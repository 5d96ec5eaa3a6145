// What do these subjects, persons left out, bring to be recognised by?
// Parameters: $ids (subject ids), $seen
// Columns: id, names (keys), identifiers (scheme:value)
CYPHER 25
UNWIND $ids AS id
MATCH (subject:Subject {id: id})
WHERE subject.kind <> 'Person'
RETURN id,
  COLLECT {
    MATCH (subject)<-[:OF]-(name:Name)
    WHERE name.since <= $seen AND name.until > $seen
    RETURN DISTINCT name.name_key
  } AS names,
  COLLECT {
    MATCH (subject)<-[:OF]-(identifier:Identifier)
    WHERE identifier.since <= $seen AND identifier.until > $seen
    RETURN DISTINCT identifier.scheme + ':' + identifier.value
  } AS identifiers
