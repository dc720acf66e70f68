// name: the label of an abstract ancestor
MATCH (n:Settlement) RETURN n.id

// name: two labels at once
MATCH (n:Place&Town) RETURN n.id

// name: one label or another
MATCH (n:Lake|Town) RETURN n.id

// name: a label that is not there
MATCH (n:Settlement&!Town) RETURN n.id

// name: a label tested in WHERE
MATCH (n:Entity) WHERE n:Village OR n:Lake RETURN n.id

// name: a whole node
MATCH (n:Town {id: 'aro'}) RETURN n

// name: a whole edge
MATCH (:Place {id: 'bel'})-[r:ROAD]->() RETURN r

// name: parallel edges are two rows
MATCH (a {id: 'aro'})-[r:ROAD]->(b {id: 'bel'}) RETURN r.id, r.length

// name: parallel edges are one pair
MATCH (a {id: 'aro'})-[:ROAD]->(b) RETURN DISTINCT b.id

// name: a loop in its direction
MATCH (a)-[r:ROAD]->(a) RETURN a.id, r.id

// name: a loop without direction is seen once
// golden: [[eck, r07], [hay, r11]]
MATCH (a)-[r:ROAD]-(a) RETURN a.id, r.id

// name: edges without direction, loops among them
MATCH (a:Village)-[r:ROAD]-(b) RETURN a.id, r.id, b.id

// name: against the direction
MATCH (a:Town)<-[r:ROAD]-(b:Village) RETURN a.id, b.id, r.length

// name: either of two types
MATCH (a)-[r:ROAD|FERRY]->(b:Lake) RETURN a.id, type(r), b.id

// name: any type but one
MATCH (a:Entity)-[r:!ROAD]->(b:Entity) RETURN a.id, type(r), b.id

// name: a property in an edge's pattern
MATCH (a)-[r:ROAD {length: 9}]->(b) RETURN a.id, b.id

// name: a condition within a node's pattern
MATCH (n:Place WHERE n.people > 100) RETURN n.id

// name: a condition within an edge's pattern
MATCH (a)-[r:ROAD WHERE r.length > 20]->(b) RETURN a.id, r.id, b.id

// name: edges of one pattern are distinct
MATCH (a {id: 'aro'})-[r:ROAD]->(b)<-[s:ROAD]-(c) RETURN r.id, s.id, c.id

// name: two patterns make a product
MATCH (a:Lake), (b:Lake) RETURN a.id, b.id

// name: two patterns share edges only across MATCH
MATCH (a {id: 'gol'})-[r:ROAD]->(b) MATCH (c)-[s:ROAD]->(b) RETURN b.id, r.id, s.id

// name: an optional match without a match is null
MATCH (a:Town) OPTIONAL MATCH (a)-[r:ROAD]->(b:Village) RETURN a.id, r.id, b.id

// name: an optional match with a condition
MATCH (a:Place) OPTIONAL MATCH (a)-[r:ROAD]->(b) WHERE r.length > 9 RETURN a.id, r.id, b.people

// name: one optional match after another
MATCH (a:Lake) OPTIONAL MATCH (a)-[:ROAD]->(b) OPTIONAL MATCH (b)-[:FERRY]->(c) RETURN a.id, b, c

// name: an optional match alone
OPTIONAL MATCH (n:Place {id: 'nowhere'}) RETURN n, n.name

// name: a property of what is not there
OPTIONAL MATCH (n:Nothing) RETURN n.id AS id, labels(n) AS labels, n IS NULL AS missing

// name: a variable path of one or two edges
MATCH (a {id: 'aro'})-[:ROAD*1..2]->(b) RETURN b.id

// name: a variable path of no edge
MATCH (a {id: 'cid'})-[:ROAD*0..1]->(b) RETURN b.id

// name: a variable path of an exact length
MATCH p = (a {id: 'gol'})-[:ROAD*3]->(b) RETURN b.id, length(p)

// name: a variable path without end uses each edge once
MATCH (a {id: 'dun'})-[r:ROAD*]->(b) RETURN size(r), b.id

// name: a variable path's edges as a list
MATCH (a {id: 'bel'})-[r:ROAD*1..2]->(b) RETURN [x IN r | x.length] AS lengths, b.id

// name: a variable path with a property for each edge
MATCH (a {id: 'dun'})-[:ROAD*1..3 {length: 9}]->(b) RETURN b.id

// name: a whole path
MATCH p = (:Place {id: 'cid'})-[:ROAD]->(:Village)-[:ROAD]->(:Village {id: 'eck'}) RETURN p

// name: a whole path against the direction
MATCH p = (:Place {id: 'hay'})<-[:ROAD]-(:Town) RETURN p

// name: a path's nodes and edges
MATCH p = (:Place {id: 'jut'})-[:ROAD*2]->(b)
RETURN [n IN nodes(p) | n.id] AS ids, [r IN relationships(p) | r.id] AS edges

// name: a condition on all nodes of a path
MATCH p = (:Place {id: 'jut'})-[:ROAD*1..4]->(b) WHERE all(n IN nodes(p) WHERE n:Town) RETURN b.id, length(p)

// name: quantified, plus
MATCH (a {id: 'cid'})-[:ROAD]->+(b) RETURN b.id

// name: quantified, star
MATCH (a {id: 'bel'})-[:ROAD]->*(b) RETURN b.id

// name: quantified, bounds
MATCH (a {id: 'gol'})-[:ROAD]->{1,2}(b) RETURN b.id

// name: a quantified pattern of nodes and edges
MATCH (a {id: 'gol'}) ((x)-[r:ROAD]->(y)){1,2} (b) RETURN b.id, size(r)

// name: a condition within a quantified pattern
MATCH (a {id: 'jut'}) ((x)-[r:ROAD]->(y) WHERE r.length > 5){1,3} (b) RETURN b.id

// name: groups of a quantified pattern
MATCH (a {id: 'cid'}) ((x)-[r:ROAD]->(y)){2} (b) RETURN [n IN x | n.id] AS xs, [n IN y | n.id] AS ys

// name: the shortest path
// golden: [[4, [jut, gol, aro, bel, cid]]]
MATCH p = shortestPath((a {id: 'jut'})-[:ROAD*]->(b {id: 'cid'})) RETURN length(p), [n IN nodes(p) | n.id] AS ids

// name: no shortest path
MATCH p = shortestPath((a {id: 'cid'})-[:ROAD*]->(b {id: 'jut'})) RETURN length(p)

// name: the shortest path of bounded length
MATCH p = shortestPath((a {id: 'jut'})-[:ROAD*..2]->(b {id: 'cid'})) RETURN length(p)

// name: all shortest paths, by parallel edges
MATCH p = allShortestPaths((a {id: 'jut'})-[:ROAD*]->(b {id: 'bel'})) RETURN [r IN relationships(p) | r.id] AS ids

// name: all shortest paths without direction
MATCH p = allShortestPaths((a {id: 'bel'})-[:ROAD*]-(b {id: 'gol'})) RETURN [r IN relationships(p) | r.id] AS ids

// name: the shortest one by GQL
// embedded: SHORTEST and its relatives are not known, and are refused.
MATCH p = SHORTEST 1 (a {id: 'jut'})-[:ROAD]->+(b {id: 'cid'}) RETURN length(p)

// name: all shortest by GQL
// embedded: SHORTEST and its relatives are not known, and are refused.
MATCH p = ALL SHORTEST (a {id: 'jut'})-[:ROAD]->+(b {id: 'bel'}) RETURN length(p)

// name: any path by GQL
// embedded: SHORTEST and its relatives are not known, and are refused.
MATCH p = ANY (a {id: 'eck'})-[:ROAD]->(b {id: 'dun'}) RETURN length(p)

// name: what a pattern in WHERE says
MATCH (a:Place) WHERE (a)-[:ROAD]->(:Town) RETURN a.id

// name: what a pattern in WHERE denies
MATCH (a:Place) WHERE NOT (a)-[:ROAD]-() RETURN a.id

// name: a list of a pattern's values
MATCH (a:Town) RETURN a.id, size([(a)-[r:ROAD]->(b) WHERE r.toll IS NOT NULL | b.id]) AS tolls

// name: the end nodes of an edge
MATCH ()-[r:FERRY]->() RETURN startNode(r).id AS source, endNode(r).id AS target

// name: labels of a node
MATCH (n {id: 'aro'}) UNWIND labels(n) AS label RETURN label

// name: an anonymous path through claims
MATCH (a:Settlement)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b) RETURN a.id, c.id, c.polarity, b.id

// name: who speaks in order
MATCH (c:Claim {id: 'p1'})-[r:CLAIMED_BY]->(n) RETURN n.id ORDER BY r.ordinal
// order: kept

// name: an optional pattern of two
MATCH (a:Place) OPTIONAL MATCH (a)-[:ROAD]->(b:Village), (b)-[:ROAD]->(c:Town) RETURN a.id, b.id, c.id

// name: an optional match with a condition of before
MATCH (a:Town) OPTIONAL MATCH (a)-[r:ROAD]->(b) WHERE a.people > 1000 RETURN a.id, r.id

// name: an optional match and what follows
MATCH (a:Lake) OPTIONAL MATCH (a)-[:ROAD]->(b) WITH a, b WHERE b IS NULL MATCH (a)-[:FERRY]->(c) RETURN a.id, c.id

// name: a match after an optional null
OPTIONAL MATCH (a:Nothing) MATCH (a)-[:ROAD]->(b) RETURN b.id

// name: an optional path
MATCH (a:Lake) OPTIONAL MATCH p = (a)-[:ROAD*1..2]->() RETURN a.id, p, length(p) AS n

// name: pairs without an edge
MATCH (a:Town), (b:Town) WHERE a.id < b.id AND NOT (a)--(b) RETURN a.id, b.id

// name: an edge that is known
MATCH ()-[r:ROAD {id: 'r03'}]->() MATCH (x)-[r]->(y) RETURN x.id, y.id

// name: an edge that is known, without direction
MATCH ()-[r:ROAD {id: 'r03'}]->() MATCH (x)-[r]-(y) RETURN x.id, y.id

// name: edges that are known in a list
MATCH (:Place {id: 'bel'})-[rs:ROAD*2]->() WITH rs LIMIT 1 RETURN [r IN rs | r.id] AS ids

// name: cycles
MATCH (a)-[:ROAD*3]->(a) RETURN a.id

// name: cycles of two nodes
MATCH (a)-[:ROAD]->(b)-[:ROAD]->(a) WHERE a.id < b.id RETURN a.id, b.id

// name: a path of length none
MATCH p = (a:Lake)-[:ROAD*0..1]->(b) RETURN a.id, b.id, length(p), p

// name: bounds of nothing
MATCH (a:Lake)-[:ROAD*0..0]->(b) RETURN a.id, b.id

// name: only a lower bound
MATCH (a {id: 'jut'})-[r:ROAD*4..]->(b) RETURN b.id, size(r)

// name: variable without direction, loops among them
MATCH (a {id: 'eck'})-[r:ROAD*1..2]-(b) RETURN b.id, [x IN r | x.id] AS ids

// name: variable over two types
MATCH (a)-[r:FERRY|PRAISES*1..2]->(b) RETURN a.id, b.id, size(r)

// name: inner nodes of a path
MATCH p = (:Place {id: 'jut'})-[:ROAD*3]->() RETURN [n IN nodes(p)[1..-1] | n.id] AS ids

// name: conditions on edges of a path
MATCH p = (:Place {id: 'gol'})-[rs:ROAD*1..3]->() WHERE all(r IN rs WHERE r.length > 4) RETURN [r IN rs | r.id] AS ids

// name: a sum along a path
MATCH p = (:Place {id: 'jut'})-[:ROAD*1..2]->(b) RETURN b.id, reduce(s = 0, r IN relationships(p) | s + r.length) AS length

// name: the shortest path with no edge
MATCH (a {id: 'aro'}), (b {id: 'bel'}) MATCH p = shortestPath((a)-[:ROAD*0..]-(b)) RETURN length(p)

// name: the shortest path with a condition
// embedded: A condition on a shortest path would be looked at only when one is found, and is refused.
MATCH p = shortestPath((a {id: 'jut'})-[rs:ROAD*]->(b {id: 'bel'})) WHERE all(r IN rs WHERE r.length <> 10) RETURN [r IN rs | r.length] AS lengths

// name: the shortest path of any type
MATCH p = shortestPath((a {id: 'fen'})-[*..4]-(b {id: 'aro'})) RETURN length(p)

// name: shortest paths from many
MATCH (a:Town), (b:Village) MATCH p = shortestPath((a)-[:ROAD*]->(b)) RETURN a.id, b.id, length(p)

// name: a pattern's paths in a list
MATCH (n:Lake) RETURN n.id, [p = (n)-[:FERRY]->() | length(p)] AS l

// name: a pattern in CASE
// embedded: A pattern as a value in RETURN fails; EXISTS {…} is one.
MATCH (n:Place) RETURN n.id, CASE WHEN (n)-[:ROAD]->() THEN 'way' ELSE 'none' END AS word

// name: whether a pattern exists, as a function
MATCH (n:Place) WHERE exists((n)-[:FERRY]->()) RETURN n.id

// name: edges between sets of labels
MATCH (a:Town|Lake)-[r]->(b:!Lake) RETURN a.id, type(r), b.id

// name: type of an edge in WHERE
MATCH (a:Entity)-[r]->(b:Entity) WHERE type(r) IN ['FERRY', 'PRAISES'] RETURN r.id

// name: label of an edge in WHERE
MATCH (a:Entity)-[r]->(b:Entity) WHERE r:FERRY RETURN r.id

// name: labels in a value
MATCH (n:Place) RETURN n.id, n:Town AS town, n:Town|Lake AS either

// name: labels by a parameter's value
MATCH (n) WHERE 'Lake' IN labels(n) RETURN n.id

// name: a whole number in a pattern as text
MATCH (n:Place {people: '12'}) RETURN n.id

// name: an edge's number against text
MATCH ()-[r:ROAD]->() WHERE r.length = '9' RETURN r.id

// name: exists with a union
MATCH (n:Place) WHERE EXISTS { MATCH (n)-[:FERRY]->() RETURN 1 AS x UNION MATCH (n)<-[:PRAISES]-() RETURN 1 AS x } RETURN n.id

// name: return in a path's middle
MATCH (a:Town)-[:ROAD]->(b)-[:ROAD]->(c) WHERE a.id <> c.id RETURN a.id, b.id, c.id

// name: finish
MATCH (n:Lake) FINISH

// name: a label with a quote
MATCH (n:`No such label`) RETURN n

// name: case of labels matters
MATCH (n:town) RETURN n.id

// name: case of types matters
MATCH ()-[r:road]->() RETURN r.id

// name: the shortest path between nodes of a condition
MATCH p = shortestPath((a:Town)-[:ROAD*]->(b:Town)) WHERE a.id = 'jut' AND b.id = 'bel' RETURN length(p)

// name: the shortest way through what a condition allows
MATCH p = (a {id: 'jut'})-[rs:ROAD*..5]->(b {id: 'bel'}) WHERE all(r IN rs WHERE r.length <> 10)
WITH p ORDER BY length(p), [r IN relationships(p) | r.id] LIMIT 1 RETURN [r IN relationships(p) | r.id] AS ids
