// Rings around a node.

import assert from "node:assert/strict";
import test from "node:test";

import { ringsAround } from "../../../graphkit/views/template/script/rings.js";

const edge = (source, target) => ({ source, target });
const far = ({ x, y }) => Math.round(Math.hypot(x, y));

test("each node is as many rings away as it is steps away", () => {
  const ids = ["a", "b", "c", "d", "e", "alone"];
  const edges = [edge("a", "b"), edge("c", "a"), edge("c", "d"), edge("d", "e"), edge("a", "a")];
  const { places, radii } = ringsAround("a", ids, edges);
  assert.equal(places.size, ids.length);
  assert.deepEqual(["a", "b", "c", "d", "e", "alone"].map((id) => [0, ...radii].findIndex((radius) => Math.abs(far(places.get(id)) - radius) <= 1)), [0, 1, 1, 2, 3, 4]);
});

test("a ring has room for all that stand on it, each at a place of its own", () => {
  const ids = ["hub", ...Array.from({ length: 200 }, (_, at) => `n${at}`)];
  const { places } = ringsAround("hub", ids, ids.slice(1).map((id) => edge("hub", id)));
  const spots = [...places.values()];
  const gaps = spots.slice(1, -1).map(({ x, y }, at) => Math.hypot(x - spots[at + 2].x, y - spots[at + 2].y));
  assert.ok(Math.min(...gaps) > 60);
});

test("the same data gives the same rings", () => {
  const ids = ["a", "b", "c", "d"];
  const edges = [edge("a", "b"), edge("b", "c"), edge("a", "d")];
  assert.deepEqual(ringsAround("a", ids, edges), ringsAround("a", ids, [...edges].reverse()));
});

test("what leads out of the picture is left out", () => {
  const { places } = ringsAround("a", ["a", "b"], [edge("a", "b"), edge("b", "gone")]);
  assert.deepEqual([...places.keys()], ["a", "b"]);
});
