// name: a date by its text
RETURN date('2014-05-01') AS a, date('20140501') AS b, date({year: 2014, month: 5, day: 1}) AS c, date('2014-05') AS d

// name: parts of a date
MATCH (n:Place) WHERE n.founded IS NOT NULL RETURN n.id, n.founded.year AS y, n.founded.month AS m, n.founded.day AS d

// name: quarters and weeks of a date
WITH date('2016-11-30') AS d RETURN d.quarter AS q, d.week AS w, d.dayOfWeek AS dow, d.ordinalDay AS o

// name: dates compare
MATCH (n:Place) WHERE n.founded < date('1901-03-04') RETURN n.id

// name: dates between
MATCH (n:Place) WHERE date('1900-01-01') <= n.founded <= date('1999-12-31') RETURN n.id

// name: the same date twice
MATCH (a:Place), (b:Place) WHERE a.founded = b.founded AND a.id < b.id RETURN a.id, b.id

// name: the first and the last date
// golden: [[1700-06-15, 2016-11-30]]
MATCH (n:Place) RETURN min(n.founded) AS first, max(n.founded) AS last

// name: dates in order, nulls last
MATCH (n:Place) RETURN n.id, n.founded ORDER BY n.founded, n.id
// order: kept

// name: a date and a duration
RETURN date('2014-01-31') + duration('P1M') AS a, date('2014-03-01') - duration({days: 1}) AS b

// name: a date and a duration of a query's value
MATCH (n:Town) RETURN n.id, n.founded + duration({years: 1, days: 2}) AS later

// name: a duration
RETURN duration('P1Y2M3DT4H5M6S') AS a, duration({months: 14}) AS b

// name: a duration's parts
WITH duration('P1Y2M10DT2H') AS d RETURN d.years AS y, d.months AS m, d.days AS d, d.hours AS h

// name: between two dates
RETURN duration.between(date('2014-01-01'), date('2015-03-04')) AS d

// name: days between two dates
RETURN duration.inDays(date('2014-01-01'), date('2015-03-04')).days AS d

// name: months between two dates
RETURN duration.inMonths(date('2014-01-01'), date('2015-03-04')).months AS m

// name: truncated dates
RETURN date.truncate('year', date('2014-05-17')) AS a, date.truncate('month', date('2014-05-17')) AS b

// name: a moment
MATCH (n:Place {id: 'bel'}) RETURN n.seen

// name: a moment's parts
MATCH (n:Place {id: 'bel'}) RETURN n.seen.year AS y, n.seen.hour AS h, n.seen.minute AS m, n.seen.second AS s

// name: moments compare
MATCH (n:Place) WHERE n.seen > datetime('2014-05-04T00:00:00Z') RETURN n.id

// name: a moment by its text
RETURN datetime('2014-05-01T12:30:00Z') AS a, datetime('2014-05-01T12:30:00+02:00') AS b

// name: a moment without zone
// embedded: A moment without zone would be answered as one in UTC, and is refused.
RETURN localdatetime('2014-05-01T12:30:00') AS a

// name: the date of a moment
MATCH (n:Place {id: 'bel'}) RETURN date(n.seen) AS day

// name: seconds since the epoch
RETURN datetime('1970-01-02T00:00:00Z').epochSeconds AS s, datetime({epochSeconds: 60}) AS d

// name: a time of day
RETURN time('12:30:00+01:00') AS a, localtime('12:30') AS b

// name: a list of dates
MATCH (n:Place {id: 'bel'}) RETURN n.days, n.days[0].year AS y

// name: dates are in a list
MATCH (n:Place) WHERE date('2015-02-02') IN n.days RETURN n.id

// name: the years of edges
MATCH ()-[r:ROAD]->() WHERE r.built.year >= 2010 RETURN r.id, r.built

// name: grouping by year
MATCH (n:Place) WHERE n.founded IS NOT NULL RETURN n.founded.year / 100 AS century, count(*) AS places

// name: a date joined to text
RETURN 'on ' + toString(date('2014-05-01')) AS a

// name: weeks and days as dates
RETURN date('2014-W10-3') AS a, date('2014-060') AS b, date({year: 2014, week: 10, dayOfWeek: 3}) AS c, date({year: 2014}) AS d

// name: truncated to weeks
RETURN date.truncate('week', date('2014-05-17')) AS a, date.truncate('quarter', date('2014-05-17')) AS b, date.truncate('decade', date('2014-05-17')) AS c

// name: multiples of durations
RETURN duration('P1M') * 2 AS a, duration('P1DT12H') / 2 AS b, duration('P1D') + duration('PT1H') AS c

// name: durations as they are written
RETURN duration('PT90M') AS a, duration({days: 1, hours: 25}) AS b, duration('-P1D') AS c, duration({seconds: 0.5}) AS d, duration('P2W') AS e

// name: durations as text
RETURN toString(duration('P1Y2M')) AS a, toString(duration('PT0.5S')) AS b

// name: durations compare
// embedded: Durations would be compared by <, and are refused.
RETURN duration('P1M') = duration('P30D') AS a, duration('P1D') = duration('PT24H') AS b, duration('P1D') < duration('P2D') AS c

// name: durations backwards
RETURN duration.between(date('2015-03-04'), date('2014-01-01')) AS a, duration.inSeconds(datetime('2014-01-01T00:00:00Z'), datetime('2014-01-01T01:00:00Z')).seconds AS b

// name: parts of durations
WITH duration('P1Y14M10DT26H70M') AS d RETURN d.years AS a, d.monthsOfYear AS b, d.days AS c, d.hours AS d, d.minutesOfHour AS e, d.weeks AS f

// name: dates at the end of months
RETURN date('2014-01-31') + duration('P1M') AS a, date('2016-02-29') + duration('P1Y') AS b, date('2014-03-31') - duration('P1M') AS c

// name: a moment and a duration
RETURN datetime('2014-05-01T23:30:00Z') + duration('PT1H') AS a, datetime('2014-05-01T00:00:00Z') - duration('P1D') AS b

// name: moments in other zones are the same
RETURN datetime('2014-05-01T12:00:00Z') = datetime('2014-05-01T14:00:00+02:00') AS a, datetime('2014-05-01T12:00:00Z') < datetime('2014-05-01T12:30:00+01:00') AS b

// name: a moment in a named zone
RETURN datetime('2014-05-01T12:00:00[Europe/Berlin]') AS a

// name: a moment out of parts
RETURN datetime({year: 2014, month: 5, day: 1, hour: 12, timezone: 'Z'}) AS a, datetime({date: date('2014-05-01'), time: time('12:00Z')}) AS b

// name: zones of moments
WITH datetime('2014-05-01T12:00:00+02:00') AS d RETURN d.timezone AS a, d.offset AS b, d.epochMillis AS c, d.hour AS h

// name: a moment as text
// embedded: A moment or a time as text would be written otherwise, and is refused.
RETURN toString(datetime('2014-05-01T12:00:00Z')) AS a, toString(datetime('2014-05-01T12:00:00.5+02:00')) AS b

// name: a stored moment as text
// embedded: A moment or a time as text would be written otherwise, and is refused.
MATCH (n:Place {id: 'bel'}) RETURN toString(n.seen) AS t

// name: the zone of a stored moment
// embedded: The zone of a stored moment is not kept; asking for it, or for its epoch, is refused.
MATCH (n:Place {id: 'bel'}) RETURN n.seen.timezone AS t, n.seen.offset AS o

// name: a stored moment's epoch
// embedded: The zone of a stored moment is not kept; asking for it, or for its epoch, is refused.
MATCH (n:Place {id: 'bel'}) RETURN n.seen.epochSeconds AS s, n.seen.epochMillis AS m

// name: a stored moment and a duration
MATCH (n:Place {id: 'bel'}) RETURN n.seen + duration('P1D') AS later, duration.between(n.seen, datetime('2014-05-03T10:30:01.5Z')) AS d

// name: a stored moment truncated
MATCH (n:Place {id: 'bel'}) RETURN datetime.truncate('day', n.seen) AS d

// name: a stored moment in a list and map
MATCH (n:Place {id: 'bel'}) RETURN [n.seen] AS l, {s: n.seen} AS m

// name: stored moments in order
MATCH (n:Place) RETURN n.id ORDER BY n.seen DESC, n.id
// order: kept

// name: dates and moments do not compare
RETURN date('2014-01-01') < datetime('2014-01-02T00:00:00Z') AS a, date('2014-01-01') = '2014-01-01' AS b

// name: a date against text
MATCH (n:Place) WHERE n.founded = '1901-03-04' RETURN n.id

// name: a date above text
MATCH (n:Place) WHERE n.founded > '1901-03-04' RETURN n.id

// name: a date in a list of text
MATCH (n:Place) WHERE n.founded IN ['1901-03-04'] RETURN n.id

// name: a date in a pattern as text
MATCH (n:Place {founded: '1901-03-04'}) RETURN n.id

// name: a stored moment's epoch in UTC
MATCH (n:Place {id: 'bel'}) RETURN datetime(n.seen).epochSeconds AS s, datetime(n.seen).epochMillis AS m

// name: days of durations compare
WITH duration.between(date('2014-01-01'), date('2014-01-09')) AS d RETURN d.days > 5 AS a, duration({days: 3}).days < 2 AS b

// name: a named duration compares
// embedded: Durations would be compared by <, and are refused.
WITH duration('P1D') AS a, duration('P2D') AS b RETURN a < b AS less
