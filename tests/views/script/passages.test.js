// Passages of a text.

import assert from "node:assert/strict";
import test from "node:test";

import { blocksOf } from "../../../graphkit/views/template/script/passages.js";

const told = (text, quotes) =>
  blocksOf(text, quotes).map(({ level, pieces }) => [level, pieces.map(({ text: piece, claims }) => (claims.length ? `[${claims.join(" ")}: ${piece}]` : piece)).join("")]);
const quote = (text, id, words) => {
  const start = Array.from(text.slice(0, text.indexOf(words))).length;
  return { id, place: [start, start + Array.from(words).length] };
};

test("headings, paragraphs and list items are blocks", () => {
  const text = "# One\n\nFirst line\nsecond line\n\n- item\n- other\n\n\n## Two\nThird";
  assert.deepEqual(told(text, []), [
    [1, "One"], [0, "First line\nsecond line"], [0, "- item"], [0, "- other"], [2, "Two"], [0, "Third"],
  ]);
});

test("passages are cut out where they stand, also behind what is two units to JavaScript", () => {
  const text = "👩‍👩‍👧 said: خمینی came. Then he left.";
  assert.deepEqual(told(text, [quote(text, "c", "خمینی came")]), [[0, "👩‍👩‍👧 said: [c: خمینی came]. Then he left."]]);
});

test("passages that overlap share the piece that is both's", () => {
  const text = "one two three four";
  const quotes = [quote(text, "a", "one two three"), quote(text, "b", "two three four"), quote(text, "c", "three")];
  assert.deepEqual(told(text, quotes), [[0, "[a: one ][a b: two ][a b c: three][b:  four]"]]);
});

test("a passage over two paragraphs stands in both", () => {
  const text = "one two\n\nthree four";
  assert.deepEqual(told(text, [{ id: "a", place: [4, 14] }]), [[0, "one [a: two]"], [0, "[a: three] four"]]);
});

test("a text of nothing has no blocks, and a heading's sign is not part of it", () => {
  assert.deepEqual(told("", []), []);
  const text = "### Three words";
  assert.deepEqual(told(text, [quote(text, "a", "Three")]), [[3, "[a: Three] words"]]);
});
