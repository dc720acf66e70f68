// The timeline of a node: what is said of it that has a time, in the order of time.

import { claims, claimsOfNode, edgeTypes, labelOf, ofClaim } from "./data.js";
import { el, name, svg } from "./dom.js";
import { say } from "./say.js";
import { choiceRow } from "./sentences.js";

/** So many are shown at once; the rest behind a heading that opens. */
const SHOWN_AT_ONCE = 8;

/**
 * The days between which a side of a time lies; null where none is known.
 *
 * @param {any} side
 * @returns {[number | null, number | null] | null}
 */
const datedSide = (side) => (Array.isArray(side) ? /** @type {[number, number]} */ (side) : null);

/** When a claim begins or, where that is not known, ends: days since 1970-01-01. */
function firstDay({ span }) {
  const [start, end] = (span ?? []).map(datedSide);
  return start?.[0] ?? end?.[0] ?? null;
}

/** From where to where a claim holds on a time, from 0 to 1; and whether either is not known. */
function stretch({ span }, first, last) {
  const [start, end] = span.map(datedSide);
  const place = (/** @type {number} */ day) => (day - first) / (last - first);
  const from = start === null ? (span[0] === "open" ? 0 : place(end[0])) : place(start[0]);
  const to = end === null ? (span[1] === "open" ? 1 : place(start[1] ?? start[0])) : place(end[1] ?? end[0]);
  return { from, to, since: span[0] === "unknown", until: span[1] === "unknown" };
}

/**
 * The drawn claims about a node that have a time, as rows with a bar each.
 *
 * @param {{id: string}} node
 * @param {any} page
 * @returns {HTMLElement[]} Nothing where fewer than two have a time.
 */
export function lifetimeOf(node, { picture, choose }) {
  const dated = claimsOfNode.get(node.id)
    .filter((id) => picture.claims.has(id) && firstDay(claims.get(id)) !== null)
    .map((id) => claims.get(id))
    .sort((one, other) => firstDay(one) - firstDay(other));
  if (dated.length < 2) return [];
  const first = firstDay(dated[0]);
  const known = dated.flatMap(({ span }) => span.map(datedSide).flatMap((side) => side ?? []));
  const named = Math.max(...known, first + 1);
  // What goes on is seen to go on beyond the last day that anything names.
  const last = named + 0.1 * (named - first);
  const rows = dated.map((claim) => choiceRow(
    ofClaim(claim.id),
    choose,
    bar(stretch(claim, first, last)),
    el("span", { class: "what" }, name(wordsOfClaim(claim, node.id)), el("small", {}, claim.when)),
  ));
  const rest = rows.slice(SHOWN_AT_ONCE);
  return [
    el("h2", { class: "part" }, say("lifetime.title")),
    el("ul", { class: "rows" }, rows.slice(0, SHOWN_AT_ONCE)),
    ...(rest.length ? [el("details", {}, el("summary", {}, say("lifetime.later", { count: rest.length })), el("ul", { class: "rows" }, rest))] : []),
  ];
}

/** What a claim says of a node: "hosts X", or "X hosts it". */
function wordsOfClaim({ type, source, target }, id) {
  const { phrase } = edgeTypes.get(type);
  return source === id
    ? say("lifetime.does", { phrase, target: labelOf(target) })
    : say("lifetime.isDone", { source: labelOf(source), phrase });
}

/** A stretch as a bar; where a side is not known, a fainter one leads there. */
function bar({ from, to, since, until }) {
  const part = (/** @type {number} */ start, /** @type {number} */ end, /** @type {number} */ opacity) =>
    svg("rect", { x: Math.min(64 * start, 61), y: 5, width: Math.max(3, 64 * (end - start)), height: 6, fill: "currentColor", opacity });
  return svg(
    "svg",
    { viewBox: "0 0 64 16", width: 64, height: 16, "aria-hidden": "true" },
    svg("path", { d: "M0 8H64", stroke: "currentColor", opacity: 0.2 }),
    ...(since ? [part(0, from, 0.18)] : []),
    ...(until ? [part(to, 1, 0.18)] : []),
    part(from, to, 0.6),
  );
}
