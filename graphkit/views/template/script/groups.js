// Where there are more nodes than can be drawn, groups of them are drawn as one until somebody
// opens them. What lies in which group, and where, was computed when the page was written.

import { say } from "./say.js";

/** At most so many nodes are drawn at once. */
export const MOST_DRAWN = 2000;

/** At most so many lines are drawn to and from closed groups: those that stand for most edges. */
const MOST_LINES = 1500;

/**
 * A group: the node after which it is called, its place, and how many nodes it has.
 * @typedef {{id: string, at: number, x: number, y: number, radius: number, count: number,
 *   loose: boolean, label: string}} Group
 *
 * What is drawn of a picture: nodes, edges, and where groups stand for them, these with the number
 * of their nodes, and the lines to and from closed ones. An end of a line is a node's id or a
 * group's number.
 * @typedef {{nodes: Set<string>, looks: Map<string, object>, groups: Map<number, number>,
 *   open: Set<number>, lines: {ends: [string | number, string | number], count: number}[]}} Seen
 */

/** Groups as a page holds them, as such. */
export function groupList(/** @type {any[][]} */ list) {
  return list.map(([id, x, y, radius, count, loose, label], at) => ({ id, at, x, y, radius, count, loose, label }));
}

/** What a group is called. */
export function groupName(/** @type {Group} */ { loose, label, count }) {
  if (loose) return say("groups.loose", { count });
  return count > 1 ? say("groups.named", { node: label, count: count - 1 }) : label;
}

/**
 * Choose what of a picture is drawn as it is, and what in groups.
 *
 * @param {{nodes: Set<string>, looks: Map<string, object>}} picture
 * @param {{groupOf: Map<string, number>, edges: Map<string, {source: string, target: string}>}} known
 * @param {number[]} opened The groups that are to be open, those that matter most last: there is
 *   room for so many nodes.
 * @param {Set<string>} wanted Nodes that are drawn also where their group is closed.
 * @returns {Seen}
 */
export function seenOf(picture, { groupOf, edges }, opened, wanted = new Set()) {
  const whole = { nodes: picture.nodes, looks: picture.looks, groups: new Map(), open: new Set(), lines: [] };
  if (picture.nodes.size <= MOST_DRAWN) return whole;
  const groups = new Map();
  for (const id of picture.nodes) groups.set(groupOf.get(id), (groups.get(groupOf.get(id)) ?? 0) + 1);
  // A node that is alone in its group is drawn as it is.
  const alone = [...groups].filter(([, count]) => count === 1).map(([at]) => at).slice(0, MOST_DRAWN / 2);
  const open = new Set(alone);
  let room = MOST_DRAWN - alone.length;
  for (const at of opened.toReversed()) {
    const count = groups.get(at) ?? 0;
    if (open.has(at) || count > room) continue;
    open.add(at);
    room -= count;
  }
  const nodes = new Set();
  for (const id of picture.nodes) if (open.has(groupOf.get(id)) || wanted.has(id)) nodes.add(id);
  const looks = new Map();
  /** @type {Map<string | number, Map<string | number, number>>} */
  const between = new Map();
  for (const [id, look] of picture.looks) {
    const { source, target } = edges.get(id);
    const [from, to] = [groupOf.get(source), groupOf.get(target)];
    const [isNear, isThere] = [open.has(from), open.has(to)];
    if (nodes.has(source) && nodes.has(target)) looks.set(id, look);
    else if (from !== to) {
      const one = isNear ? source : isThere ? target : Math.min(from, to);
      const other = isNear ? to : isThere ? from : Math.max(from, to);
      if (!between.has(one)) between.set(one, new Map());
      between.get(one).set(other, (between.get(one).get(other) ?? 0) + 1);
    }
  }
  /** @type {Seen["lines"]} */
  const lines = [...between].flatMap(([one, others]) => [...others].map(([other, count]) => ({ ends: [one, other], count })));
  lines.sort((one, other) => other.count - one.count);
  return { nodes, looks, groups, open, lines: lines.slice(0, MOST_LINES) };
}

/**
 * What stands behind the nodes for groups: lines, a disc for each, and its name.
 *
 * @param {Group[]} list
 * @param {Pick<Seen, "groups" | "open" | "lines">} seen
 * @param {(end: string | number) => {x: number, y: number}} placeOf Where an end of a line lies.
 * @param {number | null} chosen The group that is chosen.
 */
export function groupsBehind(list, { groups, open, lines }, placeOf, chosen = null) {
  const shown = list.filter(({ at }) => groups.has(at) && !(open.has(at) && groups.get(at) === 1));
  const most = Math.max(1, ...lines.map(({ count }) => count));
  const drawn = lines.toReversed().map(({ ends, count }) => {
    const [from, to] = ends.map(placeOf);
    return { kind: "line", x1: from.x, y1: from.y, x2: to.x, y2: to.y, width: 0.5 + 3 * Math.sqrt(count / most) };
  });
  const discs = shown.map(({ at, x, y, radius }) => ({ kind: "disc", x, y, radius, filled: !open.has(at), strong: at === chosen }));
  const words = shown.map((group) => {
    const text = groupName({ ...group, count: groups.get(group.at) });
    return { kind: "word", x: group.x, y: open.has(group.at) ? group.y - group.radius : group.y, up: open.has(group.at) ? 12 : 0, text };
  });
  return [...drawn, ...discs, ...words];
}

/** The group at a place of the drawing, which lies in its disc; null where there is none. */
export function groupAt(/** @type {Group[]} */ list, /** @type {Map<number, number>} */ groups, { x, y }) {
  return list.find((group) => groups.has(group.at) && Math.hypot(group.x - x, group.y - y) <= group.radius) ?? null;
}
