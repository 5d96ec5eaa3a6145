// What is known of the members of these entities that tells them from others?
// Parameters: $entities (entity ids), $roles (in which a record describes a party), $as_of, $seen
// Columns: entity, subject, kind, names (key, former), identifiers (scheme:value), representatives (names),
//          records (legal_representative, address, established, code)
CYPHER 25
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
USING INDEX SEEK entity:Entity(id)
MATCH (entity)<-[is:IS]-(subject:Subject)
WHERE is.since <= $seen AND is.until > $seen
RETURN id AS entity, subject.id AS subject, subject.kind AS kind,
  COLLECT {
    MATCH (subject)<-[:OF]-(name:Name)
    WHERE name.since <= $seen AND name.until > $seen AND name.valid_from <= $as_of
    RETURN {key: name.name_key, former: name.basis = 'former' OR name.valid_to < $as_of}
  } AS names,
  COLLECT {
    MATCH (subject)<-[:OF]-(identifier:Identifier)
    WHERE identifier.since <= $seen AND identifier.until > $seen AND identifier.valid_from <= $as_of
    RETURN DISTINCT identifier.scheme + ':' + identifier.value
  } AS identifiers,
  COLLECT {
    MATCH (subject)<-[link:LEGAL_REPRESENTATIVE_OF]-(person:Subject)
    WHERE link.since <= $seen AND link.until > $seen AND link.valid_from <= $as_of
    MATCH (person)<-[:OF]-(name:Name)
    WHERE name.since <= $seen AND name.until > $seen AND name.valid_from <= $as_of
    RETURN DISTINCT name.value
  } AS representatives,
  COLLECT {
    MATCH (subject)<-[link:CONCERNS]-(record:Record)
    WHERE link.role IN $roles AND record.since <= $seen AND record.until > $seen AND record.valid_from <= $as_of
    RETURN DISTINCT {legal_representative: record.legal_representative, address: record.address,
                     established: record.established, code: link.identifier_as_written}
  } AS records
