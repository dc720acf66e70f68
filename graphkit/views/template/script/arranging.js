// Where the nodes lie: by forces, by time, by community, in rings around one of them; or where
// somebody dragged them to.

import { data, edges, labelOf, nodes, types } from "./data.js";
import { ringsAround } from "./rings.js";
import { say } from "./say.js";
import { dayOf } from "./state.js";

/** The ways to set nodes out that a page offers, with their names. */
export const WAYS = new Map(/** @type {[string, string][]} */ ([
  ["forces", say("arranging.forces")],
  ...(data.arranged.time ? [["time", say("arranging.time")]] : []),
  ...(data.arranged.communities ? [["communities", say("arranging.communities")]] : []),
]));

const byForces = new Map(data.groups === null
  ? data.vis.nodes.map(({ id, x, y }) => [id, { x, y }])
  : data.nodes.map(({ id }, at) => [id, { x: data.groups.places[3 * at], y: data.groups.places[3 * at + 1] }]));

/**
 * Where nodes lie, and what is drawn behind them.
 *
 * @param {import("./state.js").State} state
 * @returns {{places: Map<string, {x: number, y: number}>, behind: object[]}} What is behind: `line`
 *   (from x1, y1 to x2, y2), `ring` (x, y, radius), `room` (x, y, width, height), `word` (x, y, text,
 *   `up` on the screen, on one `side` of x, no wider than `within`).
 */
export function arrangementOf(state) {
  const { places, behind } = setOut(state);
  if (!state.pins.length) return { places, behind };
  const moved = new Map(places);
  for (const pin of state.pins) {
    const { id, x, y } = pinOf(pin);
    moved.set(id, { x, y });
  }
  return { places: moved, behind };
}

function setOut({ layout, center }) {
  if (layout === "time") return { places: listed(data.arranged.time.places), behind: timeBehind(data.arranged.time) };
  if (layout === "communities") {
    const { places, rooms } = data.arranged.communities;
    return { places: listed(places), behind: rooms.flatMap(roomBehind) };
  }
  if (layout === "rings" && center !== null) {
    const drawn = [...edges.values()].filter((edge) => !edge.beside);
    const { places, radii } = ringsAround(center, nodes.keys(), drawn);
    return { places, behind: radii.map((radius) => ({ kind: "ring", x: 0, y: 0, radius })) };
  }
  return { places: byForces, behind: [] };
}

function listed(numbers) {
  return new Map(data.nodes.map(({ id }, at) => [id, { x: numbers[2 * at], y: numbers[2 * at + 1] }]));
}

/** A line for each so many years, with the year above and below, and the names of the lanes. */
function timeBehind({ lanes, origin, scale, days, undated }) {
  const behind = [];
  const top = lanes[0][1] - 20;
  const bottom = lanes.at(-1)[2] + 24;
  const left = undated ?? origin + days[0] * scale;
  const [first, last] = days.map((day) => new Date(day * 86400000).getUTCFullYear());
  if (undated !== null) behind.push({ kind: "word", x: left, y: top, up: 12, side: 1, text: say("arranging.undated") });
  const stride = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((step) => (last - first) / step <= 12) ?? 2000;
  for (let year = Math.ceil(first / stride) * stride; year <= last; year += stride) {
    const day = dayOf(`${String(year).padStart(4, "0")}-01-01`);
    if (day === null) continue;
    const x = origin + day * scale;
    behind.push({ kind: "line", x1: x, y1: top, x2: x, y2: bottom });
    behind.push({ kind: "word", x, y: top, up: 12, text: String(year) }, { kind: "word", x, y: bottom, up: -12, text: String(year) });
  }
  const right = origin + days[1] * scale;
  for (const [name, from, to] of lanes) {
    behind.push({ kind: "line", x1: left, y1: from - 20, x2: right, y2: from - 20 });
    behind.push({ kind: "word", x: left, y: (from + to) / 2, text: types.get(name).label, side: -1 });
  }
  return behind;
}

/** The room of a community, and whose it is: that of its best connected node. */
function roomBehind([x, y, width, height, id]) {
  const text = id === null ? say("groups.unlinked") : say("groups.around", { node: labelOf(id) });
  return [
    { kind: "room", x, y, width: width + 16, height: height + 16 },
    { kind: "word", x, y: y - height / 2 - 8, up: 8, text, within: width + 40 },
  ];
}

/** What stands for a node that was dragged somewhere: "x y id". */
export function pinned(id, { x, y }) {
  return `${Math.round(x)} ${Math.round(y)} ${id}`;
}

export function pinOf(text) {
  const [, x, y, id] = /^(-?\d{1,7}) (-?\d{1,7}) (.*)$/s.exec(text) ?? [];
  return id !== undefined && nodes.has(id) ? { id, x: Number(x), y: Number(y) } : null;
}

/** Where every node lies when they are set out by closeness, as a file beside a dataset says it. */
export function placesFile(state) {
  const { places } = arrangementOf({ ...state, layout: "forces" });
  return JSON.stringify(Object.fromEntries([...places].map(([id, { x, y }]) => [id, [x, y]])), null, 1);
}
