// Names in other writings.

import assert from "node:assert/strict";
import test from "node:test";

import { skeletonOf } from "../../../graphkit/views/template/script/skeleton.js";

test("a name is found however it is romanized, or in its own letters", () => {
  for (const [name, ...others] of [
    ["Mojahedin", "Mujahideen", "Mujahedin", "مجاهدین"],
    ["Khalq", "Khalgh", "خلق"],
    ["Hussein", "Husayn", "Хуссейн", "حسین", "Ḥusain"],
    ["Qaddafi", "Gaddafi", "Kadafi"],
    ["Tehran", "Teheran", "Техеран", "تهران"],
    ["Rajavi", "Radjavi", "Rajawi"],
    ["Rrumbullaku", "Rumbulaku"],
  ]) {
    for (const other of others) assert.equal(skeletonOf(other), skeletonOf(name), `${other} is ${name}`);
  }
  assert.ok(skeletonOf("Αθήνα").startsWith("tn"));
});

test("other names stay other names", () => {
  const names = ["Iran", "Iraq", "France", "Albania", "Tirana", "Paris", "Khomeini", "Mostashari"].map(skeletonOf);
  assert.equal(new Set(names).size, names.length);
});

test("what has no consonants, or none that are known, has no skeleton", () => {
  for (const text of ["", "Aia", "東京", "  -- ", "\ud800"]) assert.equal(skeletonOf(text), "");
});

test("words stay apart, joiners do not part them", () => {
  assert.equal(skeletonOf("Mojahedin-e Khalq"), "mjhdn hlk");
  assert.equal(skeletonOf("خامنه\u200cای"), "hmnh");
});
