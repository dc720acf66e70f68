// Paths between nodes.

import assert from "node:assert/strict";
import test from "node:test";

import { pathsBetween, within } from "../../../graphkit/views/template/script/paths.js";

const edges = [
  ["1", "a", "b"], ["2", "c", "b"], ["3", "c", "d"], ["4", "a", "d"], ["5", "b", "a"], ["6", "d", "d"], ["7", "x", "y"],
].map(([id, source, target]) => ({ id, source, target }));

test("paths go along edges in either direction, the shortest first", () => {
  const paths = pathsBetween(edges, "a", "c").map(({ nodes }) => nodes.join(""));
  assert.deepEqual(paths, ["abc", "adc"]);
});

test("a longer path comes after the shorter ones, and no node twice", () => {
  const more = [...edges, { id: "8", source: "a", target: "c" }];
  assert.deepEqual(pathsBetween(more, "a", "c").map(({ nodes }) => nodes.join("")), ["ac", "abc", "adc"]);
});

test("a step holds all the edges between its ends", () => {
  assert.deepEqual(pathsBetween(edges, "a", "c")[0].steps, [["1", "5"], ["2"]]);
});

test("there is no path where there is none, nor from a node to itself", () => {
  assert.deepEqual(pathsBetween(edges, "a", "x"), []);
  assert.deepEqual(pathsBetween(edges, "a", "a"), []);
  assert.deepEqual(pathsBetween(edges, "a", "nobody"), []);
});

test("a path of seven steps is too long", () => {
  const line = Array.from({ length: 7 }, (_, at) => ({ id: String(at), source: `n${at}`, target: `n${at + 1}` }));
  assert.equal(pathsBetween(line, "n0", "n7").length, 0);
  assert.equal(pathsBetween(line, "n0", "n6").length, 1);
});

test("of very many paths 25 are found, soon", () => {
  const many = [];
  for (let one = 0; one < 300; one += 1) {
    for (let other = one + 1; other < 300; other += 1) many.push({ id: `${one}-${other}`, source: `n${one}`, target: `n${other}` });
  }
  const paths = pathsBetween(many, "n0", "n299");
  assert.equal(paths.length, 25);
  assert.equal(paths[0].nodes.length, 2);
});

test("what is near is counted in steps", () => {
  assert.deepEqual([...within(edges, ["a"], 1)].sort(), ["a", "b", "d"]);
  assert.deepEqual([...within(edges, ["a"], 2)].sort(), ["a", "b", "c", "d"]);
  assert.deepEqual([...within(edges, ["a"], 0)], ["a"]);
  assert.deepEqual([...within(edges, ["loose"], 3)], ["loose"]);
});
