// name: ascending, nulls last
MATCH (n:Place) RETURN n.id, n.people ORDER BY n.people, n.id
// order: kept

// name: descending, nulls first
// golden: [[dun, null], [fen, null], [ivy, null], [gol, 5000], [aro, 1200], [bel, 300], [jut, 45], [cid, 12], [eck, 12], ['7', 8], [hay, 0]]
MATCH (n:Place) RETURN n.id, n.people ORDER BY n.people DESC, n.id
// order: kept

// name: texts by code point
MATCH (n:Place) RETURN n.name ORDER BY n.name
// order: kept

// name: numbers of both kinds
UNWIND [2, 1.5, 1, 3.0, null, -1] AS x RETURN x ORDER BY x
// order: kept

// name: values of several types
UNWIND ['a', 1, true, null, 2.5, false, 'B'] AS x RETURN x ORDER BY x
// order: kept

// name: lists in order
UNWIND [[2], [1, 2], [1], [], [1, null]] AS x RETURN x ORDER BY x
// order: kept

// name: by what is calculated
MATCH (n:Place) RETURN n.id ORDER BY size(n.id + coalesce(n.name, '')), n.id DESC
// order: kept

// name: by an alias
MATCH (n:Place) RETURN n.id AS id, coalesce(n.people, -1) * 2 AS twice ORDER BY twice DESC, id
// order: kept

// name: by what is not returned
MATCH (n:Place) RETURN n.id ORDER BY n.share DESC, n.id
// order: kept

// name: by an aggregate
MATCH (a:Place)-[:ROAD]->() RETURN a.id, count(*) AS roads ORDER BY roads DESC, a.id
// order: kept

// name: skip and limit
MATCH (n:Place) RETURN n.id ORDER BY n.id SKIP 2 LIMIT 3
// order: kept

// name: skip and limit by parameters
MATCH (n:Place) RETURN n.id ORDER BY n.id SKIP $skip LIMIT $limit + 1
// order: kept
// with: {skip: 1, limit: 2}

// name: a limit of nothing
MATCH (n:Place) RETURN n.id LIMIT 0

// name: a limit in the middle
MATCH (n:Place) WITH n ORDER BY n.id LIMIT 2 MATCH (n)-[r:ROAD]->(m) RETURN n.id, r.id, m.id ORDER BY r.id
// order: kept

// name: a condition after a limit
// embedded: A condition after LIMIT or SKIP would be applied before them, and is refused.
MATCH (n:Place) WITH n ORDER BY n.people LIMIT 5 WHERE n.people > 0 RETURN n.id

// name: order by what a WITH drops
// embedded: Ordering by what a WITH does not pass on would not be done, and is refused.
MATCH (a:Place)-[r:ROAD]->() WITH a ORDER BY r.length DESC, r.id RETURN a.id
// order: kept

// name: order kept through WITH
MATCH (n:Place) WITH n.id AS id ORDER BY id DESC RETURN collect(id) AS ids

// name: distinct, then order
MATCH (n:Place) RETURN DISTINCT n.people AS people ORDER BY people DESC
// order: kept

// name: booleans in order
MATCH (n:Place) RETURN n.id, n.open ORDER BY n.open, n.id
// order: kept

// name: dates descending
MATCH (n:Place) RETURN n.id ORDER BY n.founded DESC, n.id
// order: kept

// name: order within a union's part
CALL { MATCH (n:Place) RETURN n.id AS id ORDER BY id DESC LIMIT 2 UNION MATCH (n:Lake) RETURN n.id AS id } RETURN id

// name: a condition after a skip
// embedded: A condition after LIMIT or SKIP would be applied before them, and is refused.
UNWIND range(1, 6) AS x WITH x ORDER BY x SKIP 2 WHERE x % 2 = 0 RETURN x
// order: kept

// name: a condition after a limit without order
// embedded: A condition after LIMIT or SKIP would be applied before them, and is refused.
UNWIND [1, 2, 3, 4] AS x WITH x LIMIT 2 WHERE x > 1 RETURN x

// name: a condition after order
MATCH (n:Place) WITH n ORDER BY n.id WHERE n.people > 20 RETURN n.id

// name: an alias hides a property
MATCH (n:Place) RETURN coalesce(-n.people, 1) AS people ORDER BY people
// order: kept

// name: an alias hides a variable
MATCH (n:Place) WHERE n.people IS NOT NULL WITH n.people AS n ORDER BY n DESC LIMIT 3 RETURN n

// name: an alias of another column
MATCH (n:Place) RETURN n.name AS id, n.id AS name ORDER BY name
// order: kept

// name: order by two directions
MATCH (n:Place) RETURN n.id ORDER BY n.share DESC, n.people ASC, n.id DESC
// order: kept

// name: order by a condition
MATCH (n:Place) RETURN n.id ORDER BY n.people IS NULL DESC, n:Town, n.id
// order: kept

// name: order by CASE
MATCH (n:Place) RETURN n.id ORDER BY CASE n.id WHEN 'fen' THEN 0 ELSE 1 END, n.id
// order: kept

// name: order by a list
MATCH (n:Place) RETURN n.id ORDER BY [coalesce(n.people, 0), n.id]
// order: kept

// name: order by maps
UNWIND [{b: 1}, {a: 2}, {a: 1}] AS m RETURN m ORDER BY m
// order: kept

// name: order of dates and moments
// embedded: Values of several kinds that are dates, moments or durations have no order, and fail.
UNWIND [date('2014-01-01'), datetime('2013-01-01T00:00:00Z'), duration('P1D'), 'a', 1] AS x RETURN x ORDER BY x
// order: kept

// name: order of nodes and others
MATCH (n:Lake {id: 'fen'}) UNWIND [1, n, 'a', [1], {a: 1}] AS x RETURN x ORDER BY x
// order: kept

// name: order by a returned whole node's value
MATCH (n:Lake) RETURN n ORDER BY n.id DESC
// order: kept

// name: order in collect by a subquery
MATCH (n:Town) RETURN n.id, COLLECT { MATCH (n)-[r:ROAD]->(m) RETURN r.id ORDER BY r.id DESC LIMIT 2 } AS ids

// name: limit by a calculation
MATCH (n:Place) RETURN n.id ORDER BY n.id LIMIT toInteger(2.0)
// order: kept

// name: a skip beyond the end
MATCH (n:Place) RETURN n.id ORDER BY n.id SKIP 100
// order: kept

// name: another word for skip
MATCH (n:Place) RETURN n.id ORDER BY n.id OFFSET 8
// order: kept

// name: a condition in a clause of its own after a limit
MATCH (n:Place) WITH n ORDER BY n.people LIMIT 5 WITH * WHERE n.people > 0 RETURN n.id

// name: durations in order
UNWIND [duration('P2D'), duration('P1D')] AS d RETURN d ORDER BY d
// order: kept
