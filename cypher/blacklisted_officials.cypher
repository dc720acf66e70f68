// description: Whom a state blacklisted, when, and the reason that is given.
// param by: string = "iran"
MATCH (a:Entity {id: $by})<-[:SUBJECT]-(c:Claim {edge_type: 'BLACKLISTED'})-[:OBJECT]->(b)
OPTIONAL MATCH (c)-[:BECAUSE]->(d:Claim)
OPTIONAL MATCH (d)-[:SUBJECT]->(e), (d)-[:OBJECT]->(f)
WITH c, a, b, d, e, f,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers,
     COLLECT {
       MATCH (d)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS others
RETURN coalesce(b.name, b.title, b.id) AS blacklisted, b.size AS size,
       coalesce(a.name, a.title, a.id) AS blacklisted_by,
       c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote,
       coalesce(e.name, e.title, e.id) + ' ' + d.edge_type + ' '
         + coalesce(f.name, f.title, f.id) AS reason,
       reduce(said = head(others), name IN tail(others) |
         said + ', quoting ' + name) AS reason_according_to,
       d.quote AS reason_quote, c.id AS claim
ORDER BY c.start_earliest, b.id, claim, d.id
