// name: every kind of value of a node
MATCH (n {id: 'aro'}) RETURN n.name, n.people, n.share, n.open, n.founded, n.seen, n.tags, n.days

// name: a list of numbers
MATCH (n:Place) RETURN n.id, n.counts

// name: the properties of an edge
MATCH ()-[r:ROAD {id: 'r01'}]->() RETURN r.length, r.toll, r.built, r.start_earliest, r.time

// name: literals
RETURN 1 AS i, 1.0 AS f, 'a' AS s, true AS t, null AS n, [1, 'a', null] AS l, {a: 1, b: [2.5]} AS m

// name: whole numbers stay whole
// golden: [[3, -3, 1, 3.5, 8.0, 3.0]]
RETURN 7 / 2 AS q, -7 / 2 AS negative, 7 % 3 AS r, 7.0 / 2 AS f, 2 ^ 3 AS p, 1 + 2.0 AS s

// name: large numbers
RETURN 9007199254740993 AS big, 9223372036854775807 AS most, -9223372036854775807 AS least

// name: rounding
RETURN round(2.5) AS a, round(-2.5) AS b, round(2.345, 2) AS c, floor(-1.5) AS d, ceil(1.2) AS e, sign(-3) AS f

// name: mathematics
RETURN abs(-3) AS a, abs(-3.5) AS b, sqrt(16) AS c, exp(0) AS d, log10(100) AS e, toInteger(3.9) AS f

// name: null is no value
RETURN null = null AS a, null <> 1 AS b, null IN [1] AS c, 1 IN [2, null] AS d, null IS NULL AS e, NOT null AS f

// name: three values of logic
UNWIND [true, false, null] AS a UNWIND [true, false, null] AS b RETURN a, b, a AND b AS c, a OR b AS d, a XOR b AS e

// name: comparing types that do not compare
RETURN 1 < 'a' AS a, 1 = 1.0 AS b, 'a' = 1 AS c, [1] = [1.0] AS d, {a: 1} = {a: 1} AS e

// name: chained comparisons
UNWIND range(0, 5) AS i RETURN i, 1 < i < 4 AS inside, 1 <= i <> 3 AS other

// name: nulls add up to null
MATCH (n:Place) RETURN n.id, n.people + 1 AS more, n.name + '!' AS loud

// name: the first that is no null
MATCH (n:Place) RETURN n.id, coalesce(n.people, n.share, 'none') AS found

// name: CASE of a value
MATCH (n:Place) RETURN n.id, CASE n.people WHEN 12 THEN 'twelve' WHEN 0 THEN 'none' ELSE 'other' END AS word

// name: CASE of conditions
MATCH (n:Place) RETURN n.id, CASE WHEN n.people > 1000 THEN 'large' WHEN n.people > 0 THEN 'small' END AS size

// name: CASE of nulls
MATCH (n:Place) RETURN n.id, CASE WHEN n.people IS NULL THEN 0 ELSE n.people END AS people

// name: a CASE with several values
UNWIND [1, 2, 3, 4] AS i RETURN i, CASE i WHEN 1, 2 THEN 'low' ELSE 'high' END AS word

// name: text functions
RETURN toUpper('aé') AS a, toLower('AÉ') AS b, trim('  x ') AS c, reverse('abc') AS d, size('日本') AS e

// name: parts of texts
RETURN substring('graphs', 1, 3) AS a, left('graphs', 2) AS b, right('graphs', 2) AS c, substring('graphs', 4) AS d

// name: replacing and splitting
RETURN replace('a-b-c', '-', '+') AS a, split('a,b,,c', ',') AS b, split('abc', '') AS c

// name: texts that begin, end, contain
MATCH (n:Place) WHERE n.name STARTS WITH 'H' OR n.name ENDS WITH 'l' OR n.name CONTAINS 'ú' RETURN n.id

// name: a pattern of text matches it all
MATCH (n:Place) WHERE n.name =~ '[A-E].*' RETURN n.id

// name: a pattern of text without case
MATCH (n:Place) WHERE n.name =~ '(?i)J.T' RETURN n.id

// name: text out of values
RETURN toString(1) AS a, toString(1.5) AS b, toString(true) AS c, toString(date('2014-05-01')) AS d, toString(1.0) AS e

// name: values out of text
RETURN toInteger('42') AS a, toFloat('1.5') AS b, toBoolean('true') AS c, toInteger('x') AS d, toInteger('2.9') AS e

// name: concatenation
RETURN 'a' + 1 AS a, 'a' + 'b' AS b, [1] + [2] AS c, [1] + 2 AS d, 1 + [2] AS e

// name: lists by place
WITH [10, 20, 30, 40] AS l RETURN l[0] AS a, l[-1] AS b, l[9] AS c, l[1..3] AS d, l[..2] AS e, l[-2..] AS f

// name: functions of lists
WITH [3, 1, 2] AS l RETURN head(l) AS a, last(l) AS b, tail(l) AS c, size(l) AS d, reverse(l) AS e, head([]) AS f

// name: ranges
RETURN range(1, 5) AS a, range(0, 10, 5) AS b, range(5, 1, -2) AS c, range(3, 1) AS d

// name: list comprehension
RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * x] AS a, [x IN [1, 2]] AS b, [x IN [1, null, 3] WHERE x > 1] AS c

// name: reduce
RETURN reduce(total = 0, x IN [1, 2, 3] | total + x) AS a, reduce(s = '', x IN ['a', 'b'] | s + x) AS b

// name: all, any, none, single
WITH [1, 2, 3] AS l
RETURN all(x IN l WHERE x > 0) AS a, any(x IN l WHERE x > 2) AS b, none(x IN l WHERE x > 3) AS c, single(x IN l WHERE x = 2) AS d

// name: predicates over lists with nulls
WITH [1, null] AS l RETURN any(x IN l WHERE x > 1) AS a, all(x IN l WHERE x > 0) AS b, none(x IN l WHERE x > 1) AS c

// name: lists of lists
RETURN [[1, 2], [3]] AS a, [[1, 2], [3]][0][1] AS b, [x IN [[1], [2, 3]] | size(x)] AS c

// name: being in a list
MATCH (n:Place) WHERE 'old' IN n.tags RETURN n.id

// name: maps by key
WITH {a: 1, b: {c: [1, 2]}} AS m RETURN m.a AS a, m['b'].c[1] AS b, m.none AS c, m.b AS d

// name: a map of a node's values
MATCH (n:Town) RETURN n {.id, .people, twice: n.people * 2} AS town

// name: a map of all of a node's values
MATCH (n:Lake {id: 'fen'}) RETURN properties(n).id AS id, n['founded'] AS founded

// name: keys of a map
UNWIND keys({a: 1, b: 2}) AS key RETURN key

// name: whether a property exists
MATCH (n:Place) WHERE n.share IS NOT NULL AND n.people IS NULL RETURN n.id

// name: parameters of every kind
RETURN $i AS i, $f AS f, $s AS s, $l AS l, $m AS m, $n AS n, $d AS d
// with: {i: 1, f: 1.5, s: "it's", l: [1, a], m: {a: [1]}, n: null, d: 2014-05-01}

// name: a parameter in a pattern
MATCH (n:Place {id: $id}) RETURN n.name
// with: {id: dun}

// name: a list as a parameter
MATCH (n:Place) WHERE n.id IN $ids RETURN n.id
// with: {ids: [aro, cid, zzz]}

// name: a date as a parameter
MATCH (n:Place) WHERE n.founded = $day RETURN n.id
// with: {day: 1901-03-04}

// name: rows of a parameter
UNWIND $rows AS row MATCH (n:Place {id: row.id}) RETURN n.id, row.n + 1 AS n
// with: {rows: [{id: aro, n: 1}, {id: bel, n: 2}, {id: zzz, n: 3}]}

// name: unwinding nothing gives no row
UNWIND [] AS x RETURN x

// name: unwinding null gives no row
UNWIND null AS x RETURN x

// name: unwinding a list of lists
UNWIND [[1, 2], [], [3]] AS l UNWIND l AS x RETURN x, size(l) AS n

// name: size of what is null
MATCH (n:Place) RETURN n.id, size(n.tags) AS tags

// name: what type a value has
RETURN valueType(1) AS a, valueType('a') AS b, 1 IS :: INTEGER AS c

// name: a number in scientific writing
RETURN 1.5e3 AS a, 2e-2 AS b, 0x1F AS c, .5 AS d

// name: escapes in text
RETURN 'it\'s' AS a, "a\tb" AS b, 'x\\y' AS c, 'é\u00e9' AS d

// name: a number divided by none
RETURN 1.0 / 0 AS x, 0.0 / 0 AS y

// name: remainders of negative numbers
RETURN -7 % 3 AS a, 7.5 % 2 AS b, 2 ^ -1 AS c, toInteger(-3.9) AS d

// name: rounding with a mode
RETURN round(-1.5) AS a, round(2.5, 0, 'HALF_EVEN') AS b, round(-0.5) AS c

// name: large numbers as text
RETURN toString(1e10) AS a, toString(0.1 + 0.2) AS b, toString(1e-5) AS c, toString(123456789.0) AS d, toString(1e21) AS e

// name: numbers joined to text
RETURN 'a' + 1.0 AS a, 'a' + 1e10 AS b, 'a' + 2.50 AS c

// name: lists that hold null
RETURN [] = [] AS a, [null] = [null] AS b, [1, null] = [2, null] AS c, [1] = [1, 2] AS d, null IN [] AS e

// name: lists that compare
RETURN [1, 2] < [1, 3] AS a, [1] < [1, 0] AS b, [2] > [1, 9] AS c

// name: texts that compare
RETURN 'a' < 'B' AS a, 'a' = 'A' AS b, '' < 'a' AS c, '10' < '9' AS d

// name: null among lists
RETURN [1, 2][null] AS a, [1, 2, 3][1..null] AS b, null[0] AS c, size(null) AS d

// name: ends of texts
RETURN substring('abc', 5) AS a, left('abc', 10) AS b, right('abc', 0) AS c, '' STARTS WITH '' AS d, 'abc' CONTAINS '' AS e

// name: null among texts
RETURN split(null, ',') AS a, toUpper(null) AS b, 'a' STARTS WITH null AS c, replace('aaa', 'a', '') AS d

// name: size of signs beyond the basic plane
RETURN size('😀') AS a, reverse('a😀b') AS b, substring('a😀b', 1, 1) AS c

// name: letters in capitals
RETURN toUpper('straße') AS a, toLower('ΑΣ') AS b

// name: emptiness
RETURN isEmpty('') AS a, isEmpty([]) AS b, isEmpty({}) AS c, isEmpty('a') AS d

// name: values or null
RETURN toIntegerOrNull('x') AS a, toFloatOrNull('1.5') AS b, toBooleanOrNull(1) AS c, toStringOrNull(1) AS d, nullIf(1, 1) AS e

// name: lists of values
RETURN toIntegerList(['1', 'x', 2.5]) AS a, toStringList([1, 1.5, true]) AS b, toFloatList(['1.5', null]) AS c

// name: truth out of values
RETURN toBoolean('TRUE') AS a, toBoolean('nope') AS b, toBoolean(0) AS c, toInteger(true) AS d

// name: trim in words
RETURN trim(BOTH 'x' FROM 'xxaxx') AS a, trim(LEADING FROM '  a ') AS b

// name: not a number
RETURN isNaN(0.0 / 0) AS a, isNaN(1) AS b, 0.0 / 0 = 0.0 / 0 AS c, 0.0/0 < 1 AS d

// name: angles
RETURN round(pi(), 5) AS a, round(e(), 5) AS b, round(atan2(1, 1), 5) AS c, round(degrees(pi()), 3) AS d, round(haversin(0.5), 5) AS e

// name: a point
RETURN point({x: 1, y: 2}) AS p, point.distance(point({x: 0, y: 0}), point({x: 3, y: 4})) AS d

// name: types that are tested
RETURN 1 IS TYPED INTEGER AS a, 1 IS NOT :: STRING AS b, [1] IS :: LIST<INTEGER> AS c, null IS :: STRING AS d

// name: a property by a calculated name
MATCH (n:Lake) RETURN n.id, n['na' + 'me'] AS name

// name: all of a node as a map
MATCH (n:Lake) RETURN n {.*} AS m

// name: all of a node and more
MATCH (n:Lake) RETURN n {.*, more: 1, id: 'x'} AS m

// name: a map of variables
MATCH (n:Lake) WITH n.id AS id, 1 AS one RETURN {id: id, one: one} AS m

// name: a map projection of a map
WITH {a: 1, b: 2} AS m RETURN m {.a, c: 3} AS x, m {.*} AS y

// name: properties of a map and null
RETURN properties({a: 1}) AS a, properties(null) AS b, keys({}) AS c

// name: a name that hides another
WITH 5 AS x RETURN [x IN [1, 2] | x * 2] AS l, x

// name: a comprehension within another
RETURN [x IN [1, 2] | [y IN range(1, x) | x * y]] AS l

// name: predicates over nothing
RETURN any(x IN [] WHERE true) AS a, all(x IN [] WHERE false) AS b, none(x IN [] WHERE true) AS c, single(x IN [] WHERE true) AS d, any(x IN null WHERE true) AS e

// name: a predicate over one null
RETURN single(x IN [1, null] WHERE x = 1) AS a, none(x IN [null] WHERE x = 1) AS b

// name: CASE of null
RETURN CASE null WHEN null THEN 'a' ELSE 'b' END AS a, CASE WHEN null THEN 'a' END AS b

// name: CASE with conditions on the value
UNWIND [1, 5, 9] AS i RETURN CASE i WHEN < 3 THEN 'low' WHEN > 6 THEN 'high' ELSE 'middle' END AS w

// name: precedence
RETURN 2 + 3 * 4 ^ 2 AS a, -2 ^ 2 AS b, NOT true OR true AS c, 1 + 2 = 3 AND 2 < 3 AS d, 2 ^ 3 ^ 2 AS e, 7 - 2 - 1 AS f

// name: a whole number against text
MATCH (n:Place) WHERE n.people = '12' RETURN n.id

// name: text against a whole number
MATCH (n:Place) WHERE n.name < 5 RETURN n.id

// name: a number against a whole one
MATCH (n:Place) WHERE n.people = 12.0 RETURN n.id

// name: truth against text
MATCH (n:Place) WHERE n.open = 'true' RETURN n.id

// name: a number in a list of texts
MATCH (n:Place) WHERE n.people IN ['12', 45] RETURN n.id

// name: a list against a list
MATCH (n:Place) WHERE n.counts = [0] RETURN n.id

// name: a name as a number
MATCH (n:Place) WHERE n.name = 5 OR n.name IN [1, 2] RETURN n.id

// name: a name begins with null
MATCH (n:Place) WHERE n.name STARTS WITH $x RETURN n.id
// with: {x: null}

// name: texts with a line end
RETURN 'a\nb' =~ 'a.b' AS a, 'a\nb' =~ '(?s)a.b' AS b

// name: a part of a text matches
RETURN 'abc' =~ 'b' AS a, 'abc' =~ '.*b.*' AS b, 'a.c' =~ 'a\\.c' AS c
