// From a state to a picture: which claims are drawn, as which edges, between which nodes.

import { HELD, holdsWithin } from "./holding.js";
import { FILTERS, EVERYTHING } from "./state.js";

/** Modalities, the firmest first. */
const FIRMNESS = ["asserted", "alleged", "reputed", "presupposed"];

/** What keeps all nodes, also those without an edge. */
const KEEPS_LOOSE = new Set(["types", "away", "only", "beside"]);

/**
 * How an edge is drawn: its claims that are, the firmest of their manners, whether it is
 * contested, and whether it ended, or does not surely hold.
 *
 * @typedef {{claims: string[], line: string, contested: boolean, faded: string, denied: boolean,
 *   voice: string}} Look
 */

/**
 * Choose what is drawn.
 *
 * @param {{nodes: Map, edges: Map, claims: Map, edgeTypes: Map}} known
 * @param {import("./state.js").State} state
 * @returns {{nodes: Set<string>, looks: Map<string, Look>, claims: Set<string>}} What is drawn.
 */
export function pictureOf({ nodes, edges, claims, edgeTypes }, state) {
  const away = new Set(state.away);
  const only = state.only && new Set(state.only);
  const [hiddenTypes, hiddenKinds] = [new Set(state.types), new Set(state.kinds)];
  const shown = new Set();
  for (const [id, node] of nodes) {
    if (!hiddenTypes.has(node.type) && !away.has(id) && (only === null || only.has(id))) shown.add(id);
  }
  /** @type {Map<string, Look>} */
  const looks = new Map();
  const passes = passing(state, edgeTypes);
  for (const [id, edge] of edges) {
    if (hiddenKinds.has(edge.type) || state.signs.includes(edge.sign)) continue;
    if (!shown.has(edge.source) || !shown.has(edge.target)) continue;
    const kept = edge.claims.filter((claim) => passes(claims.get(claim)));
    if (kept.length) looks.set(id, lookOf(edge, kept, state, { claims, edgeTypes }));
  }
  const filtered = FILTERS.some((name) => !KEEPS_LOOSE.has(name) && isSet(state, name));
  if (filtered) {
    const linked = new Set();
    for (const id of looks.keys()) linked.add(edges.get(id).source).add(edges.get(id).target);
    for (const id of shown) if (!linked.has(id)) shown.delete(id);
  }
  const drawn = new Set([...looks.values()].flatMap((look) => look.claims));
  return { nodes: shown, looks, claims: drawn };
}

function isSet(state, name) {
  const value = state[name];
  return Array.isArray(value) ? value.length > 0 : value !== EVERYTHING[name];
}

/** What tells of a claim whether a state lets it pass. */
export function passing(state, edgeTypes) {
  const beside = new Set(state.beside);
  const lines = new Set(state.lines);
  const changes = new Set(state.changes);
  return (claim) => {
    const says = claim.says ?? [];
    if (claim.beside && !beside.has(claim.beside)) return false;
    if (lines.has(claim.modality ?? "asserted")) return false;
    if (changes.has(claim.change)) return false;
    if (state.said !== null && says.at(-1) !== state.said) return false;
    if (state.reported !== null && says[0] !== state.reported) return false;
    if (state.firsthand && says.length > 1) return false;
    if (state.contested !== null && Boolean(claim.contested) !== state.contested) return false;
    if (state.document !== null && claim.document !== state.document) return false;
    if (state.section !== null && claim.section !== state.section) return false;
    if (state.versus !== null && !state.versus.includes("*") && !state.versus.includes(says.at(-1))) return false;
    if (state.time === null) return true;
    const held = holdsWithin(claim, edgeTypes.get(claim.type).temporal, state.time);
    return state.sure ? held === "surely" : held !== "no";
  };
}

function lookOf(edge, ids, state, { claims, edgeTypes }) {
  const kept = ids.map((id) => claims.get(id));
  const among = (order, words) => order.find((word) => words.includes(word));
  let faded = kept.every((claim) => claim.ended) ? "closed" : "";
  if (state.time !== null) {
    const { temporal } = edgeTypes.get(edge.type);
    const held = among(HELD, kept.map((claim) => holdsWithin(claim, temporal, state.time)));
    faded = held === "surely" ? "" : held;
  }
  return {
    claims: ids,
    line: among(FIRMNESS, kept.map((claim) => claim.modality ?? "asserted")),
    contested: kept.some((claim) => claim.contested),
    faded,
    denied: Boolean(edge.denied),
    voice: state.versus === null ? changeOf(kept) : voiceOf(kept, state.versus, claims),
  };
}

/** What has become of claims since an earlier graph: of several, "changed"; nothing without one. */
function changeOf(kept) {
  const found = new Set(kept.map((claim) => claim.change ?? ""));
  return found.size > 1 ? "changed" : [...found][0];
}

/**
 * Which of two speakers says something: one, the other, both, or they contradict each other; `rest`
 * is what everybody else says.
 */
function voiceOf(kept, [one, other], claims) {
  const sideOf = (claim) => {
    const speaker = claim?.says?.at(-1);
    return speaker === one ? "one" : speaker === other || other === "*" ? "other" : "";
  };
  const heard = new Set(kept.map(sideOf));
  const against = { one: "other", other: "one" };
  if (kept.some((claim) => disputesOf(claim).some((id) => sideOf(claims.get(id)) === against[sideOf(claim)]))) {
    return "contradict";
  }
  if (heard.size > 1) return "both";
  return heard.has("one") ? "one" : other === "*" ? "rest" : "other";
}

/** The claims that a claim contests, contradicts, or is contested by. */
export function disputesOf(claim) {
  return [...(claim.contests ?? []), ...(claim.contestedBy ?? []), ...(claim.contradicts ?? [])].map(([id]) => id);
}

/** The edges of which each pair of nodes has several, so that they can be drawn side by side. */
export function bendsOf(drawn) {
  const together = new Map();
  for (const edge of drawn) {
    const pair = JSON.stringify(edge.source < edge.target ? [edge.source, edge.target] : [edge.target, edge.source]);
    if (!together.has(pair)) together.set(pair, []);
    together.get(pair).push(edge);
  }
  const bends = new Map();
  for (const group of together.values()) {
    const middle = (group.length - 1) / 2;
    group.forEach((edge, at) => {
      if (edge.source === edge.target) {
        const angle = 0.785 + 1.571 * (at % 4);
        bends.set(edge.id, { selfReference: { size: 14 + 5 * Math.floor(at / 4), angle } });
        return;
      }
      const turn = (at - middle) * Math.min(0.16, 0.6 / group.length) * (edge.source < edge.target ? 1 : -1);
      const smooth = turn
        ? { enabled: true, type: turn > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(turn) }
        : { enabled: false, type: "continuous" };
      bends.set(edge.id, { smooth });
    });
  }
  return bends;
}
