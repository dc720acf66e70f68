// description: What is disputed, both sides beside each other; a node narrows it down.
// param node: string = null
MATCH (c:Claim)-[dispute:CONTESTS]->(d:Claim)
WHERE (dispute.basis = 'stated'
       OR (c.id < d.id AND NOT EXISTS { (c)-[:CONTESTS {basis: 'stated'}]-(d) }))
  AND ($node IS NULL
       OR EXISTS { (c)-[:SUBJECT|OBJECT]->(:Entity {id: $node}) }
       OR EXISTS { (d)-[:SUBJECT|OBJECT]->(:Entity {id: $node}) })
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
MATCH (d)-[:SUBJECT]->(e), (d)-[:OBJECT]->(f)
WITH c, d, dispute, a, b, e, f,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers,
     COLLECT {
       MATCH (d)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS others
RETURN dispute.basis AS basis, dispute.certainty AS certainty,
       CASE c.polarity WHEN 'negative' THEN 'not: ' ELSE '' END
         + coalesce(a.name, a.title, a.id) + ' ' + c.edge_type + ' '
         + coalesce(b.name, b.title, b.id) AS claim,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote,
       CASE d.polarity WHEN 'negative' THEN 'not: ' ELSE '' END
         + coalesce(e.name, e.title, e.id) + ' ' + d.edge_type + ' '
         + coalesce(f.name, f.title, f.id) AS against,
       reduce(said = head(others), name IN tail(others) |
         said + ', quoting ' + name) AS against_according_to,
       d.quote AS against_quote, dispute.reason AS reason, c.id AS claim_id, d.id AS against_id
ORDER BY claim_id, against_id, basis
