// name: how many nodes of each type
MATCH (n:Entity) UNWIND labels(n) AS label RETURN label, count(*) AS n

// name: claims by type, polarity and modality
MATCH (c:Claim) RETURN c.edge_type, c.polarity, c.modality, count(*) AS n

// name: whole claims
MATCH (c:Claim) WHERE c.time IS NOT NULL RETURN c

// name: projected edges with all they tell
MATCH (:Actor)-[r]->(:Actor) RETURN r

// name: names and aliases in order
MATCH (n:Named) RETURN n.name, n.aliases ORDER BY n.name, n.id
// order: kept

// name: how many speakers a claim has
MATCH (c:Claim) OPTIONAL MATCH (c)-[r:CLAIMED_BY]->(:Actor) RETURN c.id, count(r) AS speakers

// name: the outermost speaker
MATCH (c:Claim)-[r:CLAIMED_BY {ordinal: 0}]->(s) RETURN s.id, count(c) AS claims ORDER BY claims DESC, s.id
// order: kept

// name: chains of speakers
MATCH (c:Claim)-[r:CLAIMED_BY]->(s) WITH c, r, s ORDER BY r.ordinal WITH c.id AS id, collect(s.id) AS chain WHERE size(chain) > 1 RETURN id, chain

// name: quotes and where they stand
MATCH (c:Claim)-[e:EVIDENCED_BY]->(d:Document) RETURN c.id, e.start, e.end, d.id

// name: disputes in both directions
MATCH (a:Claim)-[r:CONTESTS]-(b:Claim) WHERE a.id < b.id RETURN a.id, b.id, r.basis

// name: parallel claims of one thing
MATCH (c:Claim) WITH c.edge_key AS key, collect(DISTINCT c.polarity) AS said, count(*) AS claims WHERE claims > 1 RETURN key, size(said), claims

// name: distinct edges and claims of a pair
MATCH (a:Actor)-[r]->(b:Actor) RETURN a.id, b.id, count(DISTINCT r.edge_key) AS edges, count(*) AS claims

// name: what surely held on a day
MATCH (a)-[r]->(b) WHERE r.start_latest <= $day AND r.end_earliest >= $day RETURN a.id, type(r), b.id
// with: {day: 2013-01-01}

// name: what may have held on a day
MATCH (a)-[r]->(b) WHERE coalesce(r.start_earliest, $day) <= $day AND coalesce(r.end_latest, $day) >= $day RETURN r.id
// with: {day: 2013-01-01}

// name: years of claims
MATCH (c:Claim) WHERE c.start_earliest IS NOT NULL RETURN c.start_earliest.year AS year, count(*) AS n ORDER BY year
// order: kept

// name: everything around one body
MATCH p = (n {id: 'mek'})-[*1]-(m:Entity) RETURN p

// name: two steps from a state
MATCH (c:Country)-[*1..2]->(n:Organization) RETURN c.id, n.id, count(*) AS ways

// name: shortest way between each state and each organization
MATCH (a:Country), (b:Organization) MATCH p = shortestPath((a)-[*..6]-(b)) RETURN a.id, b.id, length(p)

// name: who has no edge
MATCH (n:Actor) WHERE NOT EXISTS { (n)--(:Entity) } RETURN n.id

// name: texts that are searched without case
MATCH (c:Claim) WHERE toLower(c.quote) CONTAINS 'camp' RETURN c.id

// name: words of quotes
MATCH (c:Claim) WHERE c.quote IS NOT NULL UNWIND split(toLower(c.quote), ' ') AS word WITH word, count(*) AS n WHERE n > 9 RETURN word, n

// name: claims before and after
MATCH (a:Claim)-[r:FOLLOWS|BECAUSE|CLOSES]->(b:Claim) RETURN a.id, type(r), b.id

// name: the longest chain of claims
MATCH p = (a:Claim)-[:FOLLOWS*]->(b:Claim) RETURN a.id, b.id, length(p)

// name: what is told of a document
MATCH (d:Document) RETURN d.id, d.title, d.published, d.language, d.sha256

// name: a page of claims
MATCH (c:Claim) RETURN c.id, c.edge_type ORDER BY c.edge_type, c.id SKIP 10 LIMIT 10
// order: kept

// name: the two most spoken of
MATCH (n:Entity) WITH n, COUNT { (n)<-[:SUBJECT|OBJECT]-() } AS claims ORDER BY claims DESC, n.id LIMIT 2 RETURN n.id, claims
// order: kept
