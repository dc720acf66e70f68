// What the page knows. The data is inert JSON: it is parsed, never run.

export const data = JSON.parse(document.getElementById("data").textContent);

export const nodes = new Map(data.nodes.map((node) => [node.id, node]));
export const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
export const claims = new Map(Object.entries(data.claims));
export const types = new Map(data.types.map((type) => [type.name, type]));
export const edgeTypes = new Map(Object.entries(data.edgeTypes));
const labels = new Map(Object.entries(data.labels));
const documents = new Map(Object.entries(data.documents));

export const SIGNS = { positive: "With", negative: "Against", neutral: "Neither" };
export const LINES = {
  asserted: "Asserted",
  alleged: "Alleged",
  reputed: "Reputed",
  presupposed: "Presupposed",
};

/** The edge that each drawn claim is part of. */
export const edgeOfClaim = new Map();
/** The edges of each node. */
export const edgesOfNode = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  for (const claim of edge.claims) edgeOfClaim.set(claim, edge.id);
  edgesOfNode.get(edge.source).push(edge);
  if (edge.target !== edge.source) edgesOfNode.get(edge.target).push(edge);
}

/** Claims that are not drawn, by node. */
export const undrawnOfNode = new Map(data.nodes.map((node) => [node.id, []]));
for (const [id, claim] of claims) {
  if (claim.drawn) continue;
  for (const end of new Set([claim.source, claim.target])) undrawnOfNode.get(end)?.push(id);
}

/** Whether there is so much that details wait until one zooms in. */
export const isLarge = data.nodes.length > 300;

export function labelOf(id) {
  return nodes.get(id)?.label ?? labels.get(id) ?? id;
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

/** Ids of the claims between the same two nodes that are not drawn. */
export function undrawnBetween(pair) {
  return (undrawnOfNode.get(pair.source) ?? []).filter((id) => samePair(claims.get(id), pair));
}

export function byDegree(one, other) {
  return other.degree - one.degree || one.label.localeCompare(other.label);
}

/** Text without case and marks, so that "Manzë" is found by "manze". */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

export function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
