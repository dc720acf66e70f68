// name: WITH renames
MATCH (n:Town) WITH n AS town, n.people AS people WHERE people > 100 RETURN town.id, people

// name: WITH passes all on
MATCH (a:Town) WITH *, a.people * 2 AS twice RETURN a.id, twice

// name: a variable that is dropped may come again
MATCH (n:Lake) WITH n.id AS lake MATCH (n:Town) RETURN lake, n.id

// name: exists with a pattern
MATCH (n:Place) WHERE EXISTS { (n)-[:ROAD]->(:Town) } RETURN n.id

// name: exists with a query
MATCH (n:Place) WHERE EXISTS { MATCH (n)-[r:ROAD]->() WHERE r.length > 20 } RETURN n.id

// name: not exists
// golden: [['7'], [fen], [ivy]]
MATCH (n:Place) WHERE NOT EXISTS { (n)-[:ROAD]->() } RETURN n.id

// name: exists within exists
MATCH (n:Place) WHERE EXISTS { MATCH (n)-[:ROAD]->(m) WHERE EXISTS { (m)-[:ROAD]->(m) } } RETURN n.id

// name: counting within a condition
MATCH (n:Place) WHERE COUNT { (n)-[:ROAD]->() } > 1 RETURN n.id

// name: counting with a condition
MATCH (n:Place) RETURN n.id, COUNT { MATCH (n)-[r:ROAD]->() WHERE r.toll > 1 } AS dear

// name: collecting within a row
MATCH (n:Lake) RETURN n.id, COLLECT { MATCH (n)-[:FERRY]->(m) RETURN m.id } AS ids

// name: exists as a value
MATCH (n:Place) RETURN n.id, EXISTS { (n)-[:FERRY]->() } AS ferry

// name: a subquery of its own
CALL { MATCH (n:Town) RETURN count(*) AS towns } RETURN towns

// name: a subquery for each row
MATCH (n:Town) CALL { WITH n MATCH (n)-[r:ROAD]->() RETURN count(r) AS roads } RETURN n.id, roads

// name: a subquery that names what it takes
MATCH (n:Town) CALL (n) { MATCH (n)-[r:ROAD]->(m) RETURN m.id AS id, r.length AS length } RETURN n.id, id, length

// name: a subquery that takes nothing
MATCH (n:Lake) CALL () { RETURN 1 AS one } RETURN n.id, one

// name: a subquery with a limit for each row
MATCH (n:Place) CALL (n) { MATCH (n)-[r:ROAD]->(m) RETURN m.id AS id ORDER BY r.length DESC, r.id LIMIT 1 } RETURN n.id, id

// name: an optional subquery
MATCH (n:Lake) OPTIONAL CALL (n) { MATCH (n)-[r:ROAD]->(m) RETURN m.id AS id } RETURN n.id, id

// name: a union within a subquery
MATCH (n {id: 'gol'}) CALL (n) { MATCH (n)-[:ROAD]->(m) RETURN m UNION MATCH (n)<-[:ROAD]-(m) RETURN m } RETURN m.id

// name: a union leaves out what is twice
MATCH (n:Town) RETURN n.id AS id UNION MATCH (n:Settlement) RETURN n.id AS id

// name: a union of all keeps what is twice
MATCH (n:Town) RETURN n.id AS id UNION ALL MATCH (n:Settlement) RETURN n.id AS id

// name: a union of values of several types
RETURN 1 AS x UNION RETURN 1.0 AS x UNION RETURN 'a' AS x UNION RETURN null AS x

// name: a union of three
RETURN 1 AS x UNION ALL RETURN 2 AS x UNION ALL RETURN 1 AS x

// name: unwinding what was collected
MATCH (n:Town) WITH collect(n) AS towns UNWIND towns AS t MATCH (t)-[r:ROAD]->() RETURN t.id, r.id

// name: a product of lists
UNWIND [1, 2] AS a UNWIND ['x', 'y'] AS b RETURN a, b

// name: pairs of neighbours
MATCH (n:Place) WITH n ORDER BY n.id WITH collect(n.id) AS ids UNWIND range(0, size(ids) - 2) AS i RETURN ids[i] AS a, ids[i + 1] AS b

// name: names of columns as they are written
MATCH (n:Lake) RETURN n.id, n.people + 1, count(*)

// name: all that is known
MATCH (a:Lake)-[r:FERRY]->(b) WITH a.id AS a, b.id AS b RETURN *

// name: type of an edge
MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n

// name: comments and line ends
MATCH (n:Lake) // the lakes
/* all of them */ RETURN n.id

// name: the length of a text and a path
MATCH p = (:Lake)-[:FERRY]->() RETURN length(p) AS n, size(head(nodes(p)).id) AS s

// name: elements that are equal
MATCH (a:Lake)-[:FERRY]->(b:Lake)-[:FERRY]->(c) RETURN a = c AS same, a <> b AS other, a IN [b, c] AS among

// name: a condition without a match
WITH 1 AS x WHERE x > 1 RETURN x

// name: words that are also names
MATCH (n:Place) WITH n.id AS `a b`, n.people AS count WHERE count > 1000 RETURN `a b`, count

// name: without space and case
match(n:Lake)where n.id='ivy'return n.id as Id

// name: a chain of conditions
MATCH (n:Place) WHERE n.people > 10 AND (n.share < 1 OR n.share IS NULL) AND NOT n:Lake RETURN n.id

// name: a null in a condition drops the row
MATCH (n:Place) WHERE n.people <> 12 RETURN n.id

// name: a negated null drops the row
MATCH (n:Place) WHERE NOT n.people = 12 RETURN n.id

// name: a text for an id
MATCH (n:Place) WHERE n.id = 'aro' OR n.id IN ['bel'] RETURN n.id

// name: a number for an id
// embedded: A number for an id would find the text of it, and is refused.
MATCH (n:Place) WHERE n.id = 7 RETURN n.id

// name: other names of functions
RETURN char_length('abc') AS a, character_length('é') AS b, upper('a') AS c, lower('A') AS d, ltrim(' a') + '|' AS e, rtrim('a ') + '|' AS f, btrim('xxaxx', 'x') AS g

// name: unwinding a single value
UNWIND 5 AS x RETURN x

// name: unwinding a map
UNWIND {a: 1} AS m RETURN m.a AS a

// name: unwinding with null
UNWIND [1, null, 2] AS x RETURN x, x IS NULL AS missing

// name: subqueries add rows
MATCH (n:Lake) CALL (n) { UNWIND [1, 2] AS x RETURN x } RETURN n.id, x

// name: subqueries take rows away
MATCH (n:Place) CALL (n) { MATCH (n)-[:FERRY]->(m) RETURN m.id AS id } RETURN n.id, id

// name: a subquery within a subquery
CALL { CALL { MATCH (n:Lake) RETURN count(*) AS c } RETURN c + 1 AS d } RETURN d

// name: all variables into a subquery
MATCH (n:Lake) CALL (*) { RETURN n.id + '!' AS x } RETURN x

// name: a union whose columns differ in order
// embedded: A union whose columns stand in another order fails.
RETURN 1 AS a, 2 AS b UNION ALL RETURN 3 AS b, 4 AS a

// name: a union of nodes
MATCH (n:Lake) RETURN n UNION MATCH (n:Lake {id: 'fen'}) RETURN n

// name: an order after a union
CALL { RETURN 2 AS x UNION ALL RETURN 1 AS x } RETURN x ORDER BY x
// order: kept

// name: a subquery in a list
MATCH (n:Lake) RETURN [x IN [1, 2] WHERE EXISTS { (n)-[:FERRY]->() } | x] AS l

// name: case of properties matters
MATCH (n:Lake) RETURN n.ID AS a, n.Name AS b

// name: case of function names does not
RETURN TOUPPER('a') AS a, Size([1]) AS b, tOsTrInG(1) AS c

// name: a map of a node without a name
// embedded: The column of a map such as n {.id} would be named by its text, and is refused without AS.
MATCH (n:Lake) RETURN n {.id}

// name: columns of functions as they are written
MATCH (n:Lake) RETURN count( n ), toUpper(n.id), n.id+'x', [1,2][0]
