// description: What is denied, by whom, and which claims that is held against.
MATCH (c:Claim {polarity: 'negative'})
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH c, a, b,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers,
     COLLECT {
       MATCH (c)-[:CONTESTS|CLOSES]->(d:Claim)
       RETURN DISTINCT d.id ORDER BY d.id
     } AS against
RETURN coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       c.modality AS modality, c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote,
       reduce(text = head(against), id IN tail(against) | text + ', ' + id) AS against,
       c.status AS status, c.id AS claim
ORDER BY c.document, c.quote_start, claim
