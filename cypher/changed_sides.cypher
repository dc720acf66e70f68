// description: Who changed sides: alliances and support that another claim ends or contradicts.
// param edges: list<string> = ["ALLIED_WITH", "SUPPORTS", "FUNDS", "TRAINS", "HOSTS"]
MATCH (a)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b)
WHERE c.edge_type IN $edges AND c.polarity = 'positive' AND c.status = 'normal'
MATCH (d:Claim)
WHERE d.id = c.closed_by
   OR EXISTS { (d)-[:CLOSES]->(c) }
   OR (EXISTS { (d)-[:CONTESTS]->(c) }
       AND NOT coalesce(c.start_earliest > d.end_latest, false))
MATCH (d)-[:SUBJECT]->(e), (d)-[:OBJECT]->(f)
WITH c, d, a, b, e, f,
     CASE WHEN d.id = c.closed_by OR EXISTS { (d)-[:CLOSES]->(c) } THEN 'ended'
          ELSE 'contradicted' END AS change,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers,
     COLLECT {
       MATCH (d)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS others
RETURN coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       change, CASE d.id WHEN c.closed_by THEN c.closed_on END AS closed_on,
       CASE d.polarity WHEN 'negative' THEN 'not: ' ELSE '' END
         + coalesce(e.name, e.title, e.id) + ' ' + d.edge_type + ' '
         + coalesce(f.name, f.title, f.id) AS by,
       reduce(said = head(others), name IN tail(others) |
         said + ', quoting ' + name) AS by_according_to,
       d.quote AS by_quote, c.id AS claim, d.id AS by_claim
ORDER BY edge, a.id, b.id, claim, by_claim
