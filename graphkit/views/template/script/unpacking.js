// A large page's data comes as columns, which are read faster than rows. Here they become rows again.

/** @typedef {{rows: number, columns: Record<string, any[] | {at: number[], is: any[]}>}} Table */

/** What a claim has as its edge has it, where nothing else is said. */
const OF_EDGES = ["type", "source", "target", "denied"];

/** Rows of a table; what is absent is missing. */
export function rowsFrom(/** @type {Table} */ { rows, columns }) {
  /** @type {Record<string, any>[]} */
  const made = Array.from({ length: rows }, () => ({}));
  for (const [name, column] of Object.entries(columns)) {
    if (Array.isArray(column)) for (let at = 0; at < rows; at += 1) made[at][name] = column[at];
    else column.at.forEach((row, number) => { made[row][name] = column.is[number]; });
  }
  return made;
}

/** What a page knows, whole: edges with the ids of their ends and claims, claims by id. */
export function whole(/** @type {any} */ packed) {
  if (packed.groups === null) return packed;
  const nodes = rowsFrom(packed.nodes);
  const edges = rowsFrom(packed.edges);
  const rows = rowsFrom(packed.claims);
  let at = 0;
  for (const edge of edges) {
    edge.source = nodes[edge.source].id;
    edge.target = nodes[edge.target].id;
    const last = at + edge.claims;
    edge.claims = [];
    for (; at < last; at += 1) {
      const claim = rows[at];
      for (const name of OF_EDGES) {
        if (claim[name] === undefined && edge[name] !== undefined) claim[name] = edge[name];
      }
      edge.claims.push(claim.id);
    }
  }
  return { ...packed, nodes, edges, claims: new Map(rows.map((claim) => [claim.id, claim])) };
}
