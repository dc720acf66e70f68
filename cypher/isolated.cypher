// description: Nodes without an edge, and how many claims still speak of them or cite them.
MATCH (n:Entity)
WHERE NOT EXISTS { (n)--(:Entity) }
WITH n, COUNT { (n)<-[:SUBJECT|OBJECT]-(:Claim) } AS claims,
     COUNT { (n)<-[:CLAIMED_BY]-(:Claim) } AS said,
     COUNT { (n)<-[:EVIDENCED_BY]-(:Claim) } AS evidence
RETURN coalesce(n.name, n.title, n.id) AS node, claims, said, evidence, n.id AS id
ORDER BY claims DESC, id
