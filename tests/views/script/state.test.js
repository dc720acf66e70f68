// The state of a page and its address.

import assert from "node:assert/strict";
import test from "node:test";

import { addressOf, dayOf, isoOf, same, stateOf, toggled, EVERYTHING } from "../../../graphkit/views/template/script/state.js";

const any = () => true;
const known = Object.fromEntries(
  ["node", "away", "only", "said", "reported", "document", "reading", "types", "kinds", "signs", "lines", "beside"].map((name) => [name, any]),
);
const find = (kind, id) => ({ kind, id });

test("everything has no address", () => {
  assert.equal(addressOf(EVERYTHING), "");
  assert.deepEqual(stateOf("", known, find), EVERYTHING);
});

test("an address leads to the state that it was made of", () => {
  const states = [
    { chosen: { kind: "node", id: "a,b&c=d#é/\u202e" } },
    { chosen: { kind: "edge", id: "e_1" }, types: ["A", "B"], kinds: ["HOSTS"], signs: ["neutral"], lines: ["alleged"] },
    { beside: ["denied", "planned"], said: "x y", reported: "%", firsthand: true, contested: false },
    { document: "d", section: "One, two & three", contested: true },
    { time: [15706, 15706], sure: true },
    { time: [-5, 400], versus: ["a", "b,c"], path: ["x", "y"], which: 3 },
    { versus: ["a", "*"], path: ["x"] },
    { away: ["a"], only: ["b", "c"], view: "table" },
    { reading: "digest 2/3" },
    { only: [] },
  ];
  for (const change of states) {
    const state = { ...EVERYTHING, ...change };
    assert.deepEqual(stateOf(addressOf(state), known, find), state);
  }
});

test("what names nothing that is there is left out", () => {
  const nobody = Object.fromEntries(Object.keys(known).map((name) => [name, () => false]));
  const address = "#node=x&types=A&said=b&versus=a,b&document=d&section=s&time=2013-13-45&sure=yes&%E0=%E0%A4%A&__proto__=x";
  const found = stateOf(address, nobody, () => null);
  assert.deepEqual(found, EVERYTHING);
  assert.equal(Object.getPrototypeOf(found), Object.prototype);
});

test("a time that ends before it starts is none", () => {
  assert.equal(stateOf("#time=2014-01-01,2013-01-01", known, find).time, null);
  assert.deepEqual(stateOf("#time=2013-01-01", known, find).time, [15706, 15706]);
});

test("days are counted from 1970, whatever the century", () => {
  for (const iso of ["1970-01-01", "2013-01-01", "0001-01-01", "-000044-03-15", "+012000-01-01"]) {
    assert.equal(isoOf(dayOf(iso)), iso);
  }
  assert.equal(dayOf("2013"), null);
  assert.equal(dayOf("2013-02-31x"), null);
});

test("what is in a list is taken out, and what is not is put in", () => {
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
  assert.deepEqual(toggled(["b"], "a"), ["b", "a"]);
});

test("states are the same where their addresses are", () => {
  assert.ok(same(EVERYTHING, { ...EVERYTHING }));
  assert.ok(!same(EVERYTHING, { ...EVERYTHING, said: "a" }));
});
