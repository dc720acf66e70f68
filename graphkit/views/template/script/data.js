// What the page knows. The data is inert JSON: it is parsed, never run.

import { groupList } from "./groups.js";
import { say } from "./say.js";
import { whole } from "./unpacking.js";

const given = /** @type {HTMLElement & {unpacked?: string}} */ (document.getElementById("data"));

/** A large page was unpacked before, see `opener.js`. */
export const data = whole(JSON.parse(given.unpacked ?? given.textContent));
delete given.unpacked;

export const nodes = new Map(data.nodes.map((node) => [node.id, node]));
export const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
export const claims = data.claims instanceof Map
  ? data.claims
  : new Map(Object.entries(data.claims).map(([id, claim]) => [id, { id, ...claim }]));
export const types = new Map(data.types.map((type) => [type.name, type]));
export const edgeTypes = new Map(Object.entries(data.edgeTypes));
const labels = new Map(Object.entries(data.labels));
/** The groups that nodes are drawn in; none where all are drawn. */
export const groups = data.groups === null ? [] : groupList(data.groups.list);
const groupNumbers = new Map(groups.map(({ id, at }) => [id, at]));
/** The number of each node's group. */
export const groupOf = new Map(data.groups === null ? [] : data.nodes.map(({ id }, at) => [id, data.groups.of[at]]));

/** A group by the node that it is called after. */
export const groupNamed = (id) => groups[groupNumbers.get(id)];

export const documents = new Map(Object.entries(data.documents));

/** Why a claim is not drawn, in a word or two. */
export const BESIDE = {
  denied: say("beside.denied"),
  attempted: say("beside.attempted"),
  planned: say("beside.planned"),
  promised: say("beside.promised"),
  hoped: say("beside.hoped"),
  deprecated: say("beside.deprecated"),
  withdrawn: say("beside.withdrawn"),
  outside: say("beside.outside"),
};

export const CHANGES = {
  added: say("changes.added"),
  removed: say("changes.removed"),
  changed: say("changes.changed"),
  same: say("changes.same"),
};

export const SIGNS = {
  positive: say("signs.positive"),
  negative: say("signs.negative"),
  neutral: say("signs.neutral"),
};

/** How a claim is put, and its line. */
export const LINES = {
  asserted: say("manners.asserted"),
  alleged: say("manners.alleged"),
  reputed: say("manners.reputed"),
  presupposed: say("manners.presupposed"),
};

/** The edge that each claim is part of, also where it is not drawn. */
export const edgeOfClaim = new Map();
/** The edges of each node. */
export const edgesOfNode = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  for (const claim of edge.claims) edgeOfClaim.set(claim, edge.id);
  edgesOfNode.get(edge.source).push(edge);
  if (edge.target !== edge.source) edgesOfNode.get(edge.target).push(edge);
}

/** Ids of the claims about each node. */
export const claimsOfNode = new Map(data.nodes.map((node) => [node.id, []]));
for (const [id, claim] of claims) {
  for (const end of new Set([claim.source, claim.target])) claimsOfNode.get(end)?.push(id);
}

/** Whether there is so much that details wait until one zooms in. */
export const isLarge = data.nodes.length > 300;

export function labelOf(id) {
  return nodes.get(id)?.label ?? labels.get(id) ?? id;
}

/**
 * What to choose in order to see a claim.
 *
 * @returns {import("./state.js").Chosen}
 */
export function ofClaim(id) {
  const edge = edgeOfClaim.get(id);
  if (edge !== undefined) return { kind: "edge", id: edge, claim: id };
  const { source, target, type } = claims.get(id);
  return { kind: "claim", id, source, target, type };
}

export function documentOf(id) {
  return documents.get(id) ?? { title: id };
}

export function samePair(one, other) {
  return (
    (one.source === other.source && one.target === other.target) ||
    (one.source === other.target && one.target === other.source)
  );
}

/** Ids of the claims between the same two nodes, whatever they say. */
export function claimsBetween(pair) {
  return (claimsOfNode.get(pair.source) ?? []).filter((id) => samePair(claims.get(id), pair));
}

export function byDegree(one, other) {
  return other.degree - one.degree || one.label.localeCompare(other.label);
}

/** Text without case and marks, so that "Manzë" is found by "manze". */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
