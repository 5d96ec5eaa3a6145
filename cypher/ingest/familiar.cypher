// Which of these subjects, persons left out, ever had a code or a name in common with another, or a further code?
// Parameters: $ids (subject ids)
// Columns: id
CYPHER 25
UNWIND $ids AS id
MATCH (subject:Subject {id: id})
USING INDEX SEEK subject:Subject(id)
WHERE subject.kind <> 'Person' AND (
  EXISTS { (subject)<-[:OF]-(:Identifier) }
  OR EXISTS {
    MATCH (other:Subject {org_code: subject.org_code})
    USING INDEX SEEK other:Subject(org_code)
    WHERE other <> subject
  }
  OR EXISTS {
    MATCH (stated:Identifier)
    USING INDEX SEEK stated:Identifier(value)
    WHERE stated.value IN [split(id, ':')[1], subject.org_code]
  }
  OR EXISTS {
    // Without a label here, lest a plan made while the graph was small scan all names for each subject.
    MATCH (subject)<-[:OF]-(written)
    WHERE EXISTS {
      MATCH (same:Name {name_key: written.name_key})
      USING INDEX SEEK same:Name(name_key)
      MATCH (same)-[:OF]->(other:Subject)
      WHERE other <> subject AND (id STARTS WITH 'row:' OR other.id STARTS WITH 'row:')
    }
  }
)
RETURN id
