import assert from "node:assert/strict";
import { test } from "node:test";

import { groupAt, groupList, groupName, groupsBehind, seenOf, MOST_DRAWN } from "../../../graphkit/views/template/script/groups.js";

/** A picture of so many nodes in groups of equal size, each node tied to the next. */
function chain(count, size) {
  const ids = Array.from({ length: count }, (_, at) => `n${at}`);
  const edges = new Map(ids.slice(1).map((id, at) => [`e${at}`, { source: ids[at], target: id }]));
  const groupOf = new Map(ids.map((id, at) => [id, Math.floor(at / size)]));
  const looks = new Map([...edges.keys()].map((id) => [id, { id }]));
  return { picture: { nodes: new Set(ids), looks }, known: { groupOf, edges } };
}

test("what can be drawn is drawn as it is", () => {
  const { picture, known } = chain(MOST_DRAWN, 100);
  const seen = seenOf(picture, known, []);
  assert.equal(seen.nodes, picture.nodes);
  assert.equal(seen.looks, picture.looks);
  assert.equal(seen.groups.size, 0);
});

test("more than that is drawn in groups, which know how many nodes they stand for", () => {
  const { picture, known } = chain(3000, 100);
  const seen = seenOf(picture, known, []);
  assert.equal(seen.nodes.size, 0);
  assert.equal(seen.looks.size, 0);
  assert.equal([...seen.groups.values()].reduce((sum, count) => sum + count), 3000);
  assert.deepEqual(seen.lines.length, 29);
  assert.ok(seen.lines.every(({ count }) => count === 1));
});

test("of an open group nodes and edges are drawn, and lines lead from them to closed ones", () => {
  const { picture, known } = chain(3000, 100);
  const seen = seenOf(picture, known, [1]);
  assert.equal(seen.nodes.size, 100);
  assert.equal(seen.looks.size, 99);
  const own = seen.lines.filter(({ ends }) => ends.some((end) => typeof end === "string"));
  assert.deepEqual(own.map(({ ends }) => ends).sort(), [["n100", 0], ["n199", 2]]);
});

test("edges between open groups are drawn", () => {
  const { picture, known } = chain(3000, 100);
  assert.equal(seenOf(picture, known, [1, 2]).looks.size, 199);
});

test("never more is drawn than there is room for, and those that matter most are", () => {
  const { picture, known } = chain(5000, 900);
  const seen = seenOf(picture, known, [0, 1, 2, 3]);
  assert.deepEqual([...seen.open].sort(), [2, 3]);
  assert.ok(seen.nodes.size <= MOST_DRAWN);
});

test("a node that is alone in its group is drawn as it is", () => {
  const { picture, known } = chain(2500, 100);
  picture.nodes.add("alone");
  known.groupOf.set("alone", 99);
  const seen = seenOf(picture, known, []);
  assert.deepEqual([...seen.nodes], ["alone"]);
});

test("parallel edges are one line that counts them", () => {
  const { picture, known } = chain(3000, 1500);
  known.edges.set("again", { source: "n2000", target: "n3" });
  picture.looks.set("again", {});
  assert.deepEqual(seenOf(picture, known, []).lines, [{ ends: [0, 1], count: 2 }]);
});

const LIST = groupList([["a", 0, 0, 50, 30, false, "Åsby"], ["b", 200, 0, 40, 9, true, "Berg"]]);

test("a group is called after its best connected node", () => {
  assert.equal(groupName(LIST[0]), "Åsby and 29 more");
  assert.equal(groupName({ ...LIST[0], count: 1 }), "Åsby");
  assert.equal(groupName(LIST[1]), "9 in small parts");
});

test("lines lie behind discs, and names before both", () => {
  const seen = { groups: new Map([[0, 30], [1, 9]]), open: new Set([1]), lines: [{ ends: [0, 1], count: 4 }] };
  const behind = groupsBehind(LIST, seen, (at) => LIST[at], 0);
  assert.deepEqual(behind.map(({ kind }) => kind), ["line", "disc", "disc", "word", "word"]);
  assert.deepEqual(behind.filter(({ kind }) => kind === "disc").map(({ filled, strong }) => [filled, strong]), [[true, true], [false, false]]);
});

test("a group is found where its disc lies", () => {
  const groups = new Map([[0, 30]]);
  assert.equal(groupAt(LIST, groups, { x: 30, y: 30 }).id, "a");
  assert.equal(groupAt(LIST, groups, { x: 200, y: 0 }), null);
  assert.equal(groupAt(LIST, groups, { x: 51, y: 0 }), null);
});

test("a node that somebody looks at is drawn, though its group is closed", () => {
  const { picture, known } = chain(3000, 100);
  const seen = seenOf(picture, known, [], new Set(["n99", "n100"]));
  assert.deepEqual([...seen.nodes], ["n99", "n100"]);
  assert.deepEqual([...seen.looks.keys()], ["e99"]);
  assert.equal(seen.open.size, 0);
});
