import assert from "node:assert/strict";
import { test } from "node:test";

import { rowsFrom, whole } from "../../../graphkit/views/template/script/unpacking.js";

test("columns become rows, without what is absent", () => {
  const rows = rowsFrom({ rows: 3, columns: { id: ["a", "b", "c"], note: { at: [1], is: ["x"] } } });
  assert.deepEqual(rows, [{ id: "a" }, { id: "b", note: "x" }, { id: "c" }]);
});

test("claims are those of their edges, and know what these know", () => {
  const packed = {
    groups: {},
    nodes: { rows: 2, columns: { id: ["a", "b"] } },
    edges: { rows: 2, columns: { id: ["e1", "e2"], type: ["T", "T"], source: [0, 1], target: [1, 0], claims: [2, 1], denied: { at: [1], is: [true] } } },
    claims: { rows: 4, columns: { id: ["c1", "c2", "c3", "c4"], source: { at: [1, 3], is: ["b", "x"] }, target: { at: [3], is: ["y"] }, type: { at: [3], is: ["U"] } } },
  };
  const { edges, claims } = whole(packed);
  assert.deepEqual(edges.map((edge) => edge.claims), [["c1", "c2"], ["c3"]]);
  assert.deepEqual(claims.get("c1"), { id: "c1", type: "T", source: "a", target: "b" });
  assert.equal(claims.get("c2").source, "b");
  assert.equal(claims.get("c3").denied, true);
  assert.deepEqual(claims.get("c4"), { id: "c4", source: "x", target: "y", type: "U" });
});

test("a small page is as it is", () => {
  const small = { groups: null, nodes: [] };
  assert.equal(whole(small), small);
});
