// Paths between two nodes, whatever the direction of the edges on them.

/** How many paths are looked for, how many steps they have at most, and how long is looked. */
const PATHS_FOUND = 25;
const STEPS_WALKED = 6;
const EFFORT = 200_000;

/**
 * A path: the nodes on it, and for each step the edges that make it.
 * @typedef {{nodes: string[], steps: string[][]}} Path
 */

/**
 * Find paths that come by no node twice, the shortest first.
 *
 * @param {Iterable<{id: string, source: string, target: string}>} edges
 * @param {string} from
 * @param {string} to
 * @returns {Path[]} At most 25, of at most six steps; none where there is none, or where both are one.
 */
export function pathsBetween(edges, from, to) {
  if (from === to) return [];
  const near = neighborsOf(edges);
  const left = distancesTo(near, to);
  if (!left.has(from)) return [];
  const found = [];
  let effort = EFFORT;
  for (let length = left.get(from); length <= STEPS_WALKED && found.length < PATHS_FOUND && effort > 0; length += 1) {
    const path = [from];
    const onPath = new Set(path);
    const walk = (node) => {
      effort -= 1;
      const rest = length - path.length + 1;
      if (node === to) {
        if (rest === 0) found.push(stepsOf([...path], near));
        return;
      }
      for (const next of near.get(node).keys()) {
        if (found.length >= PATHS_FOUND || effort <= 0) return;
        if (onPath.has(next) || (left.get(next) ?? Infinity) > rest - 1) continue;
        path.push(next);
        onPath.add(next);
        walk(next);
        path.pop();
        onPath.delete(next);
      }
    };
    walk(from);
  }
  return found;
}

/** The nodes that are within some steps of others, these included. */
export function within(edges, nodes, hops) {
  const near = neighborsOf(edges);
  let front = [...nodes];
  const reached = new Set(front);
  for (let hop = 0; hop < hops; hop += 1) {
    front = front.flatMap((node) => [...(near.get(node)?.keys() ?? [])]).filter((node) => !reached.has(node));
    for (const node of front) reached.add(node);
  }
  return reached;
}

/** The neighbors of each node, and by which edges they are. */
function neighborsOf(edges) {
  const near = new Map();
  const join = (node, other, id) => {
    if (!near.has(node)) near.set(node, new Map());
    const ids = near.get(node).get(other);
    if (ids) ids.push(id);
    else near.get(node).set(other, [id]);
  };
  for (const { id, source, target } of edges) {
    if (source === target) continue;
    join(source, target, id);
    join(target, source, id);
  }
  return near;
}

/** How many steps each node is from one, as far as paths may be long. */
function distancesTo(near, to) {
  const left = new Map([[to, 0]]);
  let front = [to];
  for (let distance = 1; distance <= STEPS_WALKED && front.length; distance += 1) {
    const next = [];
    for (const node of front) {
      for (const other of near.get(node)?.keys() ?? []) {
        if (left.has(other)) continue;
        left.set(other, distance);
        next.push(other);
      }
    }
    front = next;
  }
  return left;
}

function stepsOf(nodes, near) {
  return { nodes, steps: nodes.slice(1).map((node, at) => near.get(nodes[at]).get(node)) };
}
