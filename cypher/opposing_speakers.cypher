// description: Which speakers dispute each other's claims, and how often.
MATCH (c:Claim)-[:CONTESTS]->(d:Claim)
WITH DISTINCT c, d
MATCH (c)-[says:CLAIMED_BY]->(one) WHERE says.ordinal = size(c.claimed_by) - 1
MATCH (d)-[holds:CLAIMED_BY]->(other) WHERE holds.ordinal = size(d.claimed_by) - 1
WITH c, d, one, other
WHERE one.id <> other.id
WITH one, other, COUNT(*) AS disputes, collect(DISTINCT d.id) AS claims
UNWIND claims AS claim
WITH one, other, disputes, claim ORDER BY claim
WITH one, other, disputes, collect(claim) AS claims
RETURN coalesce(one.name, one.title, one.id) AS speaker,
       coalesce(other.name, other.title, other.id) AS against, disputes,
       reduce(text = head(claims), id IN tail(claims) | text + ', ' + id) AS claims
ORDER BY disputes DESC, one.id, other.id
