// name: counting rows and values
MATCH (n:Place) RETURN count(*) AS all, count(n.people) AS told, count(DISTINCT n.people) AS different

// name: counting nothing
MATCH (n:Nothing) RETURN count(n) AS n, sum(n.x) AS s, collect(n.x) AS l, max(n.x) AS m, avg(n.x) AS a

// name: counting by group
MATCH (a:Place)-[r:ROAD]->() RETURN a.id, count(*) AS roads, count(DISTINCT r.length) AS lengths

// name: grouping by null
MATCH (n:Place) RETURN n.people AS people, count(*) AS places

// name: grouping by two values
MATCH (n:Place) RETURN n.people IS NULL AS hidden, n.share IS NULL AS whole, count(*) AS places

// name: sums of whole numbers and others
MATCH ()-[r:ROAD]->() RETURN sum(r.length) AS length, sum(r.toll) AS toll

// name: averages
MATCH ()-[r:ROAD]->() RETURN avg(r.length) AS length, avg(r.toll) AS toll

// name: least and most
MATCH (n:Place) RETURN min(n.people) AS a, max(n.people) AS b, min(n.name) AS c, max(n.share) AS d

// name: least and most of mixed values
UNWIND [1, 'a', 2.5, null] AS x RETURN min(x) AS least, max(x) AS most

// name: deviations
MATCH ()-[r:ROAD]->() RETURN round(stDev(r.length), 6) AS a, round(stDevP(r.length), 6) AS b

// name: percentiles
// embedded: percentileCont of whole numbers would always be a float, and is refused without toFloat().
MATCH (n:Place) RETURN percentileCont(n.share, 0.5) AS a, percentileDisc(n.share, 0.25) AS b

// name: percentiles of whole numbers
// embedded: percentileCont of whole numbers would always be a float, and is refused without toFloat().
MATCH (n:Place) RETURN percentileCont(n.people, 0.4) AS a, percentileDisc(n.people, 0.4) AS b

// name: collecting leaves nulls out
// golden: [[[8, 1200, 300, 12, 12, 5000, 0, 45]]]
MATCH (n:Place) WITH n ORDER BY n.id RETURN collect(n.people) AS people

// name: collecting what is distinct
MATCH (n:Place) WITH n ORDER BY n.id RETURN collect(DISTINCT n.people) AS people

// name: collecting nodes
MATCH (n:Lake) WITH n ORDER BY n.id RETURN collect(n) AS lakes

// name: collecting maps
MATCH (n:Lake) WITH n ORDER BY n.id RETURN collect({id: n.id, day: n.founded}) AS lakes

// name: collecting by group
MATCH (a:Town)-[r:ROAD]->(b) WITH a, b, r ORDER BY r.id RETURN a.id, collect(b.id) AS ids

// name: a part of what is collected
MATCH (n:Place) WITH n ORDER BY n.id RETURN collect(n.id)[..3] AS first, size(collect(n.id)) AS all

// name: an aggregate within a calculation
MATCH ()-[r:ROAD]->() RETURN sum(r.length) * 1.0 / count(*) AS mean, 100 - count(*) AS rest

// name: an aggregate of a calculation
MATCH ()-[r:ROAD]->() RETURN sum(r.length * 2 + 1) AS s, max(r.length % 10) AS m

// name: an aggregate of a condition
MATCH (n:Place) RETURN sum(CASE WHEN n:Town THEN 1 ELSE 0 END) AS towns, count(CASE WHEN n.people > 100 THEN 1 END) AS large

// name: filtering groups
MATCH (a:Place)-[r:ROAD]->() WITH a, count(r) AS roads WHERE roads > 1 RETURN a.id, roads

// name: an aggregate of an aggregate
MATCH (a:Place)-[r:ROAD]->() WITH a, count(r) AS roads RETURN max(roads) AS most, avg(roads) AS mean

// name: the degree of each node
MATCH (n:Place) RETURN n.id, COUNT { (n)-[:ROAD]-() } AS degree

// name: an aggregate beside null
// embedded: An aggregate beside a predicate, or a property of one, would be taken apart wrongly, and is refused.
MATCH (n:Place) RETURN max(n.people) IS NULL AS none

// name: an aggregate's property
// embedded: An aggregate beside a predicate, or a property of one, would be taken apart wrongly, and is refused.
MATCH (n:Place) WITH n ORDER BY n.id RETURN collect(n)[0].name AS name

// name: an aggregate in a map
MATCH (n:Place) RETURN {n: count(*), most: max(n.people)} AS m

// name: an aggregate in a list
MATCH (n:Place) RETURN [count(*), max(n.people)] AS l

// name: distinct rows
MATCH (a)-[:ROAD]->(b) RETURN DISTINCT a.id, b.id

// name: distinct with nulls
MATCH (n:Place) RETURN DISTINCT n.people

// name: distinct lists
UNWIND [[1, 2], [1, 2], [2, 1], [null], [null]] AS l RETURN DISTINCT l

// name: distinct whole numbers and others
UNWIND [1, 1.0, 2, 'a', 'a'] AS x RETURN count(DISTINCT x) AS n

// name: percentiles that fall on a value
// embedded: percentileCont of whole numbers would always be a float, and is refused without toFloat().
UNWIND [1, 2, 3] AS x RETURN percentileCont(x, 0.5) AS a, percentileDisc(x, 0.5) AS b

// name: sums of durations
// embedded: avg() of durations fails.
UNWIND [duration('P1D'), duration('PT2H')] AS d RETURN sum(d) AS s, avg(d) AS a

// name: least of truths and lists
UNWIND [true, false] AS b UNWIND [[1, 2], [1]] AS l RETURN min(b) AS a, max(b) AS b, min(l) AS c, max(l) AS d

// name: least of dates and nulls
UNWIND [date('2014-01-01'), null, date('2013-01-01')] AS d RETURN min(d) AS a, max(d) AS b, count(d) AS c

// name: sums of nothing but null
// embedded: percentileCont of whole numbers would always be a float, and is refused without toFloat().
UNWIND [null, null] AS x RETURN sum(x) AS a, avg(x) AS b, collect(x) AS c, count(x) AS d, stDev(x) AS e, percentileCont(x, 0.5) AS f

// name: counting different nodes
MATCH (a)-[:ROAD]->(b) RETURN count(DISTINCT a) AS a, count(DISTINCT b.people) AS b, size(collect(DISTINCT a)) AS c

// name: distinct maps
UNWIND [{a: 1}, {a: 1}, {a: 1.0}, {b: null}, {}] AS m RETURN DISTINCT m

// name: an aggregate in CASE
MATCH (n:Place) RETURN CASE WHEN count(*) > 3 THEN 'many' ELSE 'few' END AS word

// name: an aggregate in CASE by group
MATCH (n:Place) RETURN n.people IS NULL AS hidden, CASE count(*) WHEN 3 THEN 'three' ELSE 'other' END AS word

// name: an aggregate or else
MATCH (n:Nothing) RETURN coalesce(max(n.people), 0) AS most, coalesce(sum(n.people), -1) AS s

// name: an aggregate as text
MATCH (n:Place) RETURN toString(count(*)) AS n, 'n=' + count(*) AS m

// name: an aggregate that is compared
MATCH (n:Place) RETURN count(*) = 10 AS a, count(*) > 3 AS b, collect(n.people)[0] >= 0 AS c

// name: two aggregates in one sum
MATCH (n:Place) RETURN sum(n.people) + max(n.people) AS a, sum(n.people) / count(n.people) AS b, -count(*) AS c

// name: an aggregate in a comprehension
MATCH (n:Place) WITH n ORDER BY n.id RETURN [x IN collect(n.people) WHERE x > 100 | x * 2] AS l

// name: an aggregate in reduce
MATCH (n:Place) RETURN reduce(s = 0, x IN collect(n.people) | s + x) AS s

// name: an aggregate within a group's calculation
MATCH (n:Place) WITH n.people AS people, n RETURN people, people + count(*) AS s

// name: an aggregate in an index
MATCH (n:Place) WITH n ORDER BY n.id RETURN collect(n.id)[count(*) - 1] AS last, last(collect(n.id)) AS l

// name: an aggregate in a function of text
MATCH (n:Place) RETURN toUpper(min(n.id)) AS a, substring(max(n.id), 0, 2) AS b

// name: a list of aggregates unwound
MATCH (n:Place) UNWIND [n.people, n.share] AS x RETURN max(x) AS m, count(x) AS c

// name: grouping by a list
MATCH (n:Place) RETURN [n.people IS NULL, n.share IS NULL] AS key, count(*) AS n

// name: grouping by a node
MATCH (a:Town)-[:ROAD]->() RETURN a, count(*) AS n

// name: grouping by a map
MATCH (n:Place) RETURN {p: n.people} AS key, count(*) AS n

// name: grouping by an expression that is not returned alone
MATCH (n:Place) RETURN toUpper(left(n.id, 1)) + '!' AS key, count(*) AS n

// name: distinct with order and limit
MATCH (n:Place) WITH DISTINCT n.people AS p ORDER BY p LIMIT 3 RETURN collect(p) AS ps

// name: a limit after an aggregate
MATCH (a)-[:ROAD]->(b) WITH b, count(*) AS n ORDER BY n DESC, b.id LIMIT 2 RETURN b.id, n

// name: a condition after distinct and limit
// embedded: A condition after LIMIT or SKIP would be applied before them, and is refused.
UNWIND [1, 1, 2, 3] AS x WITH DISTINCT x ORDER BY x LIMIT 2 WHERE x > 1 RETURN x
// order: kept

// name: a condition after an aggregate and a limit
// embedded: A condition after LIMIT or SKIP would be applied before them, and is refused.
MATCH (a:Place)-[:ROAD]->() WITH a.id AS id, count(*) AS n ORDER BY id LIMIT 3 WHERE n > 1 RETURN id, n
// order: kept

// name: order by what distinct returns
MATCH (a)-[:ROAD]->(b) RETURN DISTINCT b.id AS id ORDER BY toUpper(id) DESC
// order: kept

// name: edges across commas are distinct
MATCH (a {id: 'aro'})-[r:ROAD]->(b), (c)-[s:ROAD]->(b) RETURN r.id, s.id, c.id

// name: distinct ends of paths
MATCH (a {id: 'gol'})-[:ROAD*1..3]->(b) RETURN DISTINCT b.id

// name: counting paths
MATCH p = (a:Town)-[:ROAD*1..3]->(b:Village) RETURN a.id, b.id, count(p) AS ways, min(length(p)) AS least

// name: counting edges from both sides
MATCH ()-[r]-() RETURN count(r) AS a, count(DISTINCT r) AS b

// name: counting loops from both sides
MATCH (a)-[r:ROAD]-(b) WHERE a.id = 'hay' RETURN count(r) AS n

// name: the least stored moment
MATCH (n:Place) RETURN min(n.seen) AS a, max(n.seen) AS b, count(DISTINCT n.seen) AS c

// name: an aggregate in a subquery without rows
MATCH (n:Lake) CALL (n) { MATCH (n)-[:ROAD]->(m) RETURN count(m) AS c, collect(m.id) AS ids } RETURN n.id, c, ids

// name: a union of aggregates
CALL { MATCH (n:Town) RETURN count(*) AS c UNION ALL MATCH (n:Lake) RETURN count(*) AS c } RETURN sum(c) AS s

// name: exists with an aggregate
MATCH (n:Place) WHERE EXISTS { MATCH (n)-[r:ROAD]->() WITH count(r) AS c WHERE c > 1 RETURN c } RETURN n.id

// name: counting distinct within a row
MATCH (n:Place) RETURN n.id, COUNT { MATCH (n)-[:ROAD]->(m) RETURN DISTINCT m } AS c

// name: counting in the order
MATCH (n:Place) RETURN n.id ORDER BY COUNT { (n)-[:ROAD]-() } DESC, n.id

// name: percentiles of floats
MATCH (n:Place) RETURN percentileCont(toFloat(n.people), 0.4) AS a, percentileDisc(n.people, 0.4) AS b
