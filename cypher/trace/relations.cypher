// What do the sources say of these relations?
// Parameters: $sids (of relations)
// Columns: sid, start_id, end_id (the subjects that the source names), relation (all its properties)
CYPHER 25
UNWIND $sids AS sid
// One look-up in each type's index costs the same whatever the degree of the ends.
CALL (sid) {
  MATCH ()-[relation:LEGAL_REPRESENTATIVE_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:OFFICER_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:SHAREHOLDER_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:CONTROLLER_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:BRANCH_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:GUARANTOR_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:PRACTISES_AT {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:SUPERVISES {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:SUCCESSOR_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:PLEDGED_TO {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:CONTACT_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:AGENT_OF {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:DECLARED_RELATED_TO {sid: sid}]->() RETURN relation
  UNION ALL
  MATCH ()-[relation:ACTS_IN_CONCERT_WITH {sid: sid}]->() RETURN relation
}
RETURN sid, startNode(relation).id AS start_id, endNode(relation).id AS end_id, properties(relation) AS relation
