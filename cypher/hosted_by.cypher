// description: Who hosted a node, when, and who says so.
// param node: string = "mek"
// param as_of: date = "2015-06-01"
MATCH (a)<-[:SUBJECT]-(c:Claim {edge_type: 'HOSTS'})-[:OBJECT]->(:Entity {id: $node})
WHERE c.polarity = 'positive' AND c.realization = 'actual' AND c.status = 'normal'
  AND c.retracted_at IS NULL
WITH c, a,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers,
     CASE
       WHEN c.closed_on <= $as_of
         OR (c.temporal <> 'none' AND c.start_side = 'dated' AND c.start_earliest > $as_of)
         OR (c.temporal = 'state' AND c.end_side = 'dated' AND c.end_latest < $as_of) THEN 'no'
       WHEN c.closed_by IS NOT NULL AND c.closed_on IS NULL THEN 'unknown'
       WHEN c.temporal = 'none' THEN 'surely'
       WHEN c.start_side IS NULL THEN 'unknown'
       WHEN c.temporal = 'event' AND c.end_latest <= $as_of THEN 'surely'
       WHEN c.temporal = 'state'
         AND (c.start_side = 'open' OR c.start_latest <= $as_of)
         AND (c.end_side = 'open' OR c.end_earliest >= $as_of) THEN 'surely'
       ELSE 'possibly'
     END AS holds
RETURN coalesce(a.name, a.title, a.id) AS host, c.time AS time, holds,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.modality AS modality, c.quote AS quote, c.id AS claim
ORDER BY CASE holds WHEN 'surely' THEN 1 WHEN 'possibly' THEN 2 WHEN 'unknown' THEN 3 ELSE 4 END,
         coalesce(c.start_earliest, c.end_latest), a.id, claim
