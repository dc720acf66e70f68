// What a state draws of a small graph.

import assert from "node:assert/strict";
import test from "node:test";

import { bendsOf, pictureOf } from "../../../graphkit/views/template/script/picture.js";
import { EVERYTHING } from "../../../graphkit/views/template/script/state.js";

const claims = new Map(Object.entries({
  hosts: { type: "HOSTS", says: ["ada", "ben"], document: "d", section: "One", span: [[10, 20], "open"], contested: true, contestedBy: [["not", null]] },
  too: { type: "HOSTS", says: ["ben"], modality: "alleged" },
  not: { type: "HOSTS", says: ["cy"], denied: true, beside: "denied", contests: [["hosts", null]] },
  hit: { type: "HITS", modality: "reputed", span: [[30, 30], [30, 30]] },
  plan: { type: "HITS", beside: "planned" },
}));
const edges = new Map([
  { id: "h", type: "HOSTS", source: "a", target: "b", sign: "positive", claims: ["hosts", "too"] },
  { id: "h-not", type: "HOSTS", source: "a", target: "b", sign: "positive", claims: ["not"], denied: true, beside: true },
  { id: "x", type: "HITS", source: "b", target: "c", sign: "negative", claims: ["hit", "plan"] },
].map((edge) => [edge.id, edge]));
const nodes = new Map(["a", "b", "c", "loose"].map((id) => [id, { id, type: id === "c" ? "Town" : "Guild" }]));
const edgeTypes = new Map([["HOSTS", { temporal: "state" }], ["HITS", { temporal: "event" }]]);

function drawn(change = {}) {
  return pictureOf({ nodes, edges, claims, edgeTypes }, { ...EVERYTHING, ...change });
}

function edgesOf(change) {
  return [...drawn(change).looks].map(([id, look]) => `${id}: ${look.claims.join(" ")}`);
}

test("without a filter everything that is said is drawn, and every node", () => {
  assert.deepEqual(edgesOf({}), ["h: hosts too", "x: hit"]);
  assert.deepEqual([...drawn().nodes], ["a", "b", "c", "loose"]);
});

test("an edge looks like the firmest of its claims", () => {
  assert.deepEqual(
    [...drawn().looks.values()].map(({ line, contested, faded }) => [line, contested, faded]),
    [["asserted", true, ""], ["reputed", false, ""]],
  );
  assert.equal(drawn({ said: "ben", firsthand: true }).looks.get("h").line, "alleged");
});

test("what is denied or planned is drawn where it is asked for", () => {
  assert.deepEqual(edgesOf({ beside: ["denied"] }), ["h: hosts too", "h-not: not", "x: hit"]);
  assert.deepEqual(edgesOf({ beside: ["planned"] }), ["h: hosts too", "x: hit plan"]);
});

test("each filter keeps what it names, and the nodes that this leaves linked", () => {
  assert.deepEqual(edgesOf({ said: "ben" }), ["h: hosts too"]);
  assert.deepEqual([...drawn({ said: "ben" }).nodes], ["a", "b"]);
  assert.deepEqual(edgesOf({ reported: "ada" }), ["h: hosts"]);
  assert.deepEqual(edgesOf({ firsthand: true }), ["h: too", "x: hit"]);
  assert.deepEqual(edgesOf({ contested: true }), ["h: hosts"]);
  assert.deepEqual(edgesOf({ contested: false }), ["h: too", "x: hit"]);
  assert.deepEqual(edgesOf({ document: "d", section: "One" }), ["h: hosts"]);
  assert.deepEqual(edgesOf({ kinds: ["HOSTS"] }), ["x: hit"]);
  assert.deepEqual(edgesOf({ signs: ["negative"] }), ["h: hosts too"]);
  assert.deepEqual(edgesOf({ lines: ["asserted"] }), ["h: too", "x: hit"]);
});

test("hidden nodes take their edges along, and leave the others", () => {
  assert.deepEqual(edgesOf({ types: ["Town"] }), ["h: hosts too"]);
  assert.deepEqual([...drawn({ away: ["a"] }).nodes], ["b", "c", "loose"]);
  assert.deepEqual([...drawn({ only: ["a", "b"] }).nodes], ["a", "b"]);
});

test("as of a day, what may hold is drawn, and faded where it is not sure", () => {
  const on = (day) => Object.fromEntries([...drawn({ time: [day, day] }).looks].map(([id, look]) => [id, look.faded]));
  assert.deepEqual(on(5), { h: "unknown" });
  assert.deepEqual(on(15), { h: "possibly" });
  assert.deepEqual(on(29), { h: "" });
  assert.deepEqual(on(30), { h: "", x: "" });
  assert.deepEqual(edgesOf({ time: [25, 25], sure: true }), ["h: hosts"]);
  assert.deepEqual(edgesOf({ time: [31, 40] }), ["h: hosts too"]);
});

test("two speakers are told apart, and where they contradict each other", () => {
  const voices = (versus, beside = []) =>
    Object.fromEntries([...drawn({ versus, beside }).looks].map(([id, look]) => [id, look.voice]));
  assert.deepEqual(voices(["ben", "ada"]), { h: "one" });
  assert.deepEqual(voices(["ada", "ben"]), { h: "other" });
  assert.deepEqual(voices(["ben", "cy"], ["denied"]), { h: "contradict", "h-not": "contradict" });
  assert.deepEqual(voices(["cy", "*"], ["denied"]), { h: "contradict", "h-not": "contradict", x: "rest" });
  // What the other says against it need not be drawn.
  assert.deepEqual(voices(["ben", "*"]), { h: "contradict", x: "rest" });
});

test("edges between the same two bend apart, and a single one is straight", () => {
  const pair = [{ id: "1", source: "a", target: "b" }, { id: "2", source: "b", target: "a" }];
  const [one, other] = [...bendsOf(pair).values()].map(({ smooth }) => smooth);
  assert.deepEqual([one.enabled, other.enabled], [true, true]);
  assert.equal(one.type, other.type); // each to its own left
  assert.equal(bendsOf(pair.slice(1)).get("2").smooth.enabled, false);
  const loops = ["1", "2"].map((id) => ({ id, source: "a", target: "a" }));
  assert.equal(new Set([...bendsOf(loops).values()].map(({ selfReference }) => selfReference.angle)).size, 2);
});
