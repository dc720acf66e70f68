// description: A node's allies on an earlier and on a later day, and who says so.
// param node: string = "mek"
// param earlier: date = "1988-01-01"
// param later: date = "2023-07-01"
MATCH (c:Claim {edge_type: 'ALLIED_WITH'})-[:SUBJECT|OBJECT]->(:Entity {id: $node})
WHERE c.polarity = 'positive' AND c.realization = 'actual' AND c.status = 'normal'
  AND c.retracted_at IS NULL
MATCH (c)-[:SUBJECT|OBJECT]->(b) WHERE b.id <> $node
WITH c, b,
     COLLECT {
       MATCH (c)-[by:CLAIMED_BY]->(speaker)
       RETURN coalesce(speaker.name, speaker.id) ORDER BY by.ordinal
     } AS speakers,
     CASE
       WHEN c.closed_on <= $earlier
         OR (c.temporal <> 'none' AND c.start_side = 'dated' AND c.start_earliest > $earlier)
         OR (c.temporal = 'state' AND c.end_side = 'dated' AND c.end_latest < $earlier) THEN 'no'
       WHEN c.closed_by IS NOT NULL AND c.closed_on IS NULL THEN 'unknown'
       WHEN c.temporal = 'none' THEN 'surely'
       WHEN c.start_side IS NULL THEN 'unknown'
       WHEN c.temporal = 'event' AND c.end_latest <= $earlier THEN 'surely'
       WHEN c.temporal = 'state'
         AND (c.start_side = 'open' OR c.start_latest <= $earlier)
         AND (c.end_side = 'open' OR c.end_earliest >= $earlier) THEN 'surely'
       ELSE 'possibly'
     END AS held_earlier,
     CASE
       WHEN c.closed_on <= $later
         OR (c.temporal <> 'none' AND c.start_side = 'dated' AND c.start_earliest > $later)
         OR (c.temporal = 'state' AND c.end_side = 'dated' AND c.end_latest < $later) THEN 'no'
       WHEN c.closed_by IS NOT NULL AND c.closed_on IS NULL THEN 'unknown'
       WHEN c.temporal = 'none' THEN 'surely'
       WHEN c.start_side IS NULL THEN 'unknown'
       WHEN c.temporal = 'event' AND c.end_latest <= $later THEN 'surely'
       WHEN c.temporal = 'state'
         AND (c.start_side = 'open' OR c.start_latest <= $later)
         AND (c.end_side = 'open' OR c.end_earliest >= $later) THEN 'surely'
       ELSE 'possibly'
     END AS holds_later
OPTIONAL MATCH (ending:Claim {id: c.closed_by})
RETURN coalesce(b.name, b.title, b.id) AS ally, held_earlier, holds_later,
       c.time AS time, c.time_text AS time_text,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, ending.quote AS ended_by, c.id AS claim
ORDER BY b.id, claim
