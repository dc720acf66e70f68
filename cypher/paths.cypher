// description: Paths between two nodes over at most four edges, with the claims along each.
// param source: string = "saddam-hussein"
// param target: string = "albania"
// param hops: integer = 2
MATCH path = (:Entity {id: $source})((:Entity)--(:Entity)){1,4}(:Entity {id: $target})
WHERE length(path) <= $hops
  AND all(stop IN nodes(path) WHERE single(other IN nodes(path) WHERE other = stop))
WITH DISTINCT [stop IN nodes(path) | stop.id] AS ids,
     [stop IN nodes(path) | coalesce(stop.name, stop.title, stop.id)] AS names
UNWIND range(1, size(ids) - 1) AS step
MATCH (here:Entity {id: ids[step - 1]})-[c]-(there:Entity {id: ids[step]})
WITH ids, names, step, c, startNode(c) AS a, endNode(c) AS b, COLLECT {
       UNWIND c.claimed_by AS id
       MATCH (speaker:Entity {id: id})
       RETURN coalesce(speaker.name, speaker.id)
     } AS speakers
RETURN reduce(text = head(names), name IN tail(names) | text + ' – ' + name) AS path, step,
       coalesce(a.name, a.title, a.id) AS source, type(c) AS edge,
       coalesce(b.name, b.title, b.id) AS target,
       c.modality AS modality, c.time AS time,
       reduce(said = head(speakers), name IN tail(speakers) |
         said + ', quoting ' + name) AS according_to,
       c.quote AS quote, c.id AS claim
ORDER BY size(ids), ids, step, edge, claim
