// Which entities are tied to each of these, on some day of a span, and which of these are hubs?
// Parameters: $frontier (entity ids), $first and $last (the days of the span), $seen, $types (relation types that are walked), $cap (most ties of an entity that is walked through), $most (how far a hub's ties are counted), $hub_names (keys of hubs' names), $hub_ids (subject ids of hubs), $positions (words of positions that tie nobody together)
// Columns: entity, hub (named, degree, or null), degree (tied entities), ties (neighbour, type, out: runs from the entity, loose: by such a position, the first and last day of the span on which it holds or null for the span's own, sid; none for a hub)
CYPHER 25
UNWIND $frontier AS id
MATCH (entity:Entity {id: id})
CALL (entity) {
  MATCH (entity)<-[is:IS]-(member:Subject)
  WHERE is.since <= $seen AND is.until > $seen
  RETURN sum(COUNT { (member)--() }) AS stored,
         count(CASE WHEN member.id IN $hub_ids OR EXISTS {
           MATCH (member)<-[:OF]-(name:Name)
           WHERE name.name_key IN $hub_names AND name.since <= $seen AND name.until > $seen
             AND name.valid_from <= $last AND name.valid_to >= $first
         } THEN 1 END) > 0 AS named
}
// A hub may have hundreds of thousands of ties: they are counted so far, and collected of no hub.
CALL (entity, stored, named) {
  WITH entity WHERE named OR stored > $cap
  MATCH (entity)<-[is:IS]-(member:Subject)
  WHERE is.since <= $seen AND is.until > $seen
  MATCH (member)-[relation:LEGAL_REPRESENTATIVE_OF|OFFICER_OF|SHAREHOLDER_OF|CONTROLLER_OF|BRANCH_OF|GUARANTOR_OF|PRACTISES_AT|SUPERVISES|SUCCESSOR_OF|PLEDGED_TO|CONTACT_OF|AGENT_OF|DECLARED_RELATED_TO|ACTS_IN_CONCERT_WITH]-(other:Subject)
  WHERE type(relation) IN $types AND relation.since <= $seen AND relation.until > $seen
    AND relation.valid_from <= $last AND relation.valid_to >= $first
  MATCH (other)-[who:IS]->(neighbour:Entity)
  WHERE who.since <= $seen AND who.until > $seen AND neighbour <> entity
  WITH DISTINCT neighbour LIMIT $most
  RETURN count(neighbour) AS counted
}
WITH entity, counted, CASE WHEN named THEN 'named' WHEN counted > $cap THEN 'degree' END AS hub
CALL (entity, hub) {
  WITH entity WHERE hub IS NULL
  MATCH (entity)<-[is:IS]-(member:Subject)
  WHERE is.since <= $seen AND is.until > $seen
  MATCH (member)-[relation:LEGAL_REPRESENTATIVE_OF|OFFICER_OF|SHAREHOLDER_OF|CONTROLLER_OF|BRANCH_OF|GUARANTOR_OF|PRACTISES_AT|SUPERVISES|SUCCESSOR_OF|PLEDGED_TO|CONTACT_OF|AGENT_OF|DECLARED_RELATED_TO|ACTS_IN_CONCERT_WITH]-(other:Subject)
  WHERE type(relation) IN $types AND relation.since <= $seen AND relation.until > $seen
    AND relation.valid_from <= $last AND relation.valid_to >= $first
  MATCH (other)-[who:IS]->(neighbour:Entity)
  WHERE who.since <= $seen AND who.until > $seen AND neighbour <> entity
  RETURN count(DISTINCT neighbour) AS found,
         collect([neighbour.id, type(relation), startNode(relation) = member,
                  relation.position IS NOT NULL
                    AND any(word IN $positions WHERE relation.position CONTAINS word),
                  CASE WHEN relation.valid_from > $first THEN relation.valid_from END,
                  CASE WHEN relation.valid_to < $last THEN relation.valid_to END,
                  relation.sid]) AS ties
}
RETURN entity.id AS entity, hub, CASE WHEN hub IS NULL THEN found ELSE counted END AS degree, ties
