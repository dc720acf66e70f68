// description: What one speaker says, and what they report others to say.
// param speaker: string = "us-government"
MATCH (c:Claim)-[said:CLAIMED_BY]->(:Entity {id: $speaker})
WITH c, said.cue AS cue,
     CASE said.ordinal WHEN size(c.claimed_by) - 1 THEN 'says' ELSE 'reports' END AS role
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH c, a, b, role, cue,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers
RETURN role, cue, coalesce(a.name, a.title, a.id) AS source, c.edge_type AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       reduce(text = '', word IN [word IN [c.polarity, c.modality, c.realization]
         WHERE NOT word IN ['positive', 'asserted', 'actual']] |
         text + CASE text WHEN '' THEN '' ELSE ', ' END + word) AS how,
       c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY CASE role WHEN 'says' THEN 1 ELSE 2 END, c.document, c.quote_start, claim
