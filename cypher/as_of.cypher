// description: The graph as of a day: what surely, what possibly holds, and what is undated.
// param as_of: date = "2013-01-01"
// param node: string = null
MATCH (a:Entity)-[c]->(b:Entity)
WHERE $node IS NULL OR a.id = $node OR b.id = $node
WITH a, c, b,
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
WHERE holds <> 'no'
WITH a, c, b, holds, COLLECT {
       UNWIND c.claimed_by AS id
       MATCH (speaker:Entity {id: id})
       RETURN coalesce(speaker.name, speaker.id)
     } AS speakers
RETURN holds, coalesce(a.name, a.title, a.id) AS source, type(c) AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       c.modality AS modality, c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.contested AS contested, c.id AS claim
ORDER BY CASE holds WHEN 'surely' THEN 1 WHEN 'possibly' THEN 2 WHEN 'unknown' THEN 3 END,
         edge, a.id, b.id, claim
