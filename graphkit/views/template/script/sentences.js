// Claims in words.

import { edgeTypes, labelOf, nodes } from "./data.js";
import { el, name } from "./dom.js";
import { addressOf, EVERYTHING } from "./state.js";

/** "Albania hosts Mojahedin-e Khalq", with its marks in front: "Alleged, not so: …". */
export function sentenceOf(claim) {
  const words = [labelOf(claim.source), edgeTypes.get(claim.type).phrase, labelOf(claim.target)].join(" ");
  const marks = (claim.marks ?? []).join(", ");
  return marks ? `${capital(marks)}: ${words}` : words;
}

/** The same as elements, its marks set apart. */
export function sentence(claim) {
  const marks = (claim.marks ?? []).join(", ");
  return el(
    "p",
    { class: "sentence" },
    marks && el("span", { class: "word" }, `${capital(marks)}: `),
    name(labelOf(claim.source)),
    ` ${edgeTypes.get(claim.type).phrase} `,
    name(labelOf(claim.target)),
  );
}

/** "The article says that Albania says:", outermost speaker first. */
export function speakers(claim, choose) {
  const chain = claim.says ?? [];
  if (!chain.length) return el("p", { class: "who" }, "Nobody is named as saying:");
  const parts = chain.flatMap((id, at) => [
    at ? " says that " : "",
    nodes.has(id) ? inner({ kind: "node", id }, choose, name(labelOf(id))) : el("strong", {}, name(labelOf(id))),
  ]);
  return el("p", { class: "who" }, parts, " says:");
}

/** What stands before the # of an address: nothing where the page is shown within another. */
const HERE = location.protocol === "about:" ? "" : location.pathname + location.search;

/** A link within the page. */
export function inner(chosen, choose, ...children) {
  const link = el("a", { href: HERE + addressOf({ ...EVERYTHING, chosen }) }, ...children);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(chosen);
  });
  return link;
}

/** A row of a list that chooses something. */
export function choiceRow(chosen, choose, ...children) {
  return el("li", {}, el("button", { type: "button", class: "row", onclick: () => choose(chosen) }, ...children));
}

export function speakersOf(claim) {
  return (claim.says ?? []).map(labelOf).join(", quoting ");
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
