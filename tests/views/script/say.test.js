// The words of the interface, filled.

import assert from "node:assert/strict";
import test from "node:test";

import { figures, parts, say, LANGUAGE } from "../../../graphkit/views/template/script/say.js";
import { WORDS } from "../../../graphkit/views/template/script/words.js";

test("a text is said as it stands", () => {
  assert.equal(say("masthead.undo"), "Undo");
  assert.equal(say("language"), LANGUAGE);
});

test("its places are filled, and what fills them is left alone", () => {
  assert.equal(say("sentences.by", { claim: "{speakers}", speakers: "$&" }), "{speakers} ($&)");
  assert.equal(say("tour.stepTold", { step: 1, count: 2, title: "" }), "1 of 2: ");
});

test("a number chooses the form of a text, and is written as in the language", () => {
  assert.equal(say("counts.nodes", { count: 1 }), "1 node");
  assert.equal(say("counts.nodes", { count: 0 }), "0 nodes");
  assert.equal(say("counts.nodes", { count: 12345 }), "12,345 nodes");
  assert.equal(say("paths.filtered", { count: 1 }).slice(-7), "is one.");
  assert.equal(figures(12345.5), "12,345.5");
});

test("a form that a language has and a text has not is the other one", () => {
  const { one, other } = WORDS["counts.nodes"];
  const known = Object.keys(WORDS["counts.nodes"]);
  assert.deepEqual(known, ["one", "other"]);
  try {
    delete WORDS["counts.nodes"].one;
    assert.equal(say("counts.nodes", { count: 1 }), "1 nodes");
  } finally {
    Object.assign(WORDS["counts.nodes"], { one, other });
  }
});

test("elements keep their places in a text, in the order that it has", () => {
  const [ada, ben] = [{ element: "ada" }, { element: "ben" }];
  const said = parts("sentences.says", { speaker: ben });
  assert.deepEqual(said, [ben, " says:"]);
  assert.deepEqual(parts("sentences.saysThat", { speaker: ada, more: said }), [ada, " says that ", ben, " says:"]);
});

test("what is unknown or not told is no text", () => {
  assert.throws(() => say("masthead.nothing"), /no words for "masthead\.nothing"/);
  assert.throws(() => say("toString"), /no words/);
  assert.throws(() => say("groups.around"), /"groups\.around" is not told its "node"/);
});
