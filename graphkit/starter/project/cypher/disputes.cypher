// description: Claims beside those that contest them.
MATCH (a:Claim)-[k:CONTESTS]->(b:Claim)
WHERE k.basis = 'stated' OR a.id < b.id
RETURN a.quote AS says, b.quote AS against, k.basis AS basis, k.reason AS reason
ORDER BY a.id, b.id
