// Rings around a node: its neighbors on the first, theirs on the second, and so on.

/** Room between rings, and on a ring for each node, in units of the drawing. */
const APART = 170;
const EACH = 74;

/**
 * Set nodes out around one of them. Each stands near those of the ring before to which it is
 * connected; what is not connected at all stands on the last ring.
 *
 * @param {string} center
 * @param {Iterable<string>} ids The nodes, in an order that stays.
 * @param {Iterable<{source: string, target: string}>} edges
 * @returns {{places: Map<string, {x: number, y: number}>, radii: number[]}}
 */
export function ringsAround(center, ids, edges) {
  const near = new Map([...ids].map((id) => [id, new Set()]));
  for (const { source, target } of edges) {
    near.get(source)?.add(target);
    near.get(target)?.add(source);
  }
  const angles = new Map([[center, 0]]);
  const places = new Map([[center, { x: 0, y: 0 }]]);
  const radii = [];
  let ring = [center];
  while (ring.length) {
    const next = [...new Set(ring.flatMap((id) => [...near.get(id)]))].filter((id) => near.has(id) && !places.has(id));
    if (!next.length) break;
    const mean = new Map(next.map((id) => [id, meanAngle([...near.get(id)].filter((other) => places.has(other)).map((other) => angles.get(other)))]));
    // The first ring has no ring before it that would tell an order.
    const ordered = radii.length ? next.toSorted((one, other) => mean.get(one) - mean.get(other)) : next.toSorted();
    setOut(ordered, radii.length ? mean.get(ordered[0]) : 0);
    ring = ordered;
  }
  const apart = [...near.keys()].filter((id) => !places.has(id));
  if (apart.length) setOut(apart, 0);
  return { places, radii };

  function setOut(members, from) {
    const radius = Math.max((radii.at(-1) ?? 0) + APART, (members.length * EACH) / (2 * Math.PI));
    radii.push(radius);
    members.forEach((id, at) => {
      const angle = from + (at / members.length) * 2 * Math.PI;
      angles.set(id, angle);
      places.set(id, { x: Math.round(radius * Math.sin(angle)), y: Math.round(-radius * Math.cos(angle)) });
    });
  }
}

/** The direction between some directions, from 0 to a whole turn. */
function meanAngle(angles) {
  const x = angles.reduce((sum, angle) => sum + Math.cos(angle), 0);
  const y = angles.reduce((sum, angle) => sum + Math.sin(angle), 0);
  const mean = Math.atan2(y, x);
  return mean < -1e-9 ? mean + 2 * Math.PI : Math.abs(mean);
}
