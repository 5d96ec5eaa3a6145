// What do these subjects, persons left out, bring to be recognised by?
// Parameters: $ids (subject ids), $roles (in which a record describes a party), $seen
// Columns: id, names (keys; none for a mere mention that nothing describes), identifiers (scheme:value)
CYPHER 25
UNWIND $ids AS id
MATCH (subject:Subject {id: id})
USING INDEX SEEK subject:Subject(id)
WHERE subject.kind <> 'Person'
RETURN id,
  COLLECT {
    MATCH (subject)<-[:OF]-(name:Name)
    WHERE name.since <= $seen AND name.until > $seen
      AND (NOT id STARTS WITH 'row:' OR EXISTS { (subject)<-[:LEGAL_REPRESENTATIVE_OF]-(:Subject) } OR EXISTS {
        MATCH (subject)<-[link:CONCERNS]-(record:Record)
        WHERE link.role IN $roles AND record.since <= $seen AND record.until > $seen
          AND (record.legal_representative IS NOT NULL OR record.address IS NOT NULL OR record.established IS NOT NULL
               OR link.identifier_as_written CONTAINS '*' OR link.identifier_as_written CONTAINS '＊')
      })
    RETURN DISTINCT name.name_key
  } AS names,
  COLLECT {
    MATCH (subject)<-[:OF]-(identifier:Identifier)
    WHERE identifier.since <= $seen AND identifier.until > $seen
    RETURN DISTINCT identifier.scheme + ':' + identifier.value
  } AS identifiers
