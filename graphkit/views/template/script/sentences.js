// Claims in words.

import { edgeTypes, labelOf, nodes } from "./data.js";
import { el, name } from "./dom.js";
import { parts, say } from "./say.js";
import { addressOf, EVERYTHING } from "./state.js";

/** "Albania hosts Mojahedin-e Khalq", with its marks in front: "Alleged, not so: …". */
export function sentenceOf(claim) {
  const { phrase } = edgeTypes.get(claim.type);
  const words = say("sentences.claim", { source: labelOf(claim.source), phrase, target: labelOf(claim.target) });
  const marks = marksOf(claim);
  return marks ? say("sentences.marked", { marks, sentence: words }) : words;
}

/** The same as elements, its marks set apart. */
export function sentence(claim) {
  const { phrase } = edgeTypes.get(claim.type);
  const words = parts("sentences.claim", { source: name(labelOf(claim.source)), phrase, target: name(labelOf(claim.target)) });
  const marks = marksOf(claim);
  return el("p", { class: "sentence" }, marks ? parts("sentences.marked", { marks: el("span", { class: "word" }, marks), sentence: words }) : words);
}

/** "Alleged, not so:", or nothing. */
function marksOf({ marks = [] }) {
  return marks.length ? say("sentences.marks", { marks: capital(marks.join(", ")) }) : "";
}

/** "The article says that Albania says:", outermost speaker first. */
export function speakers(claim, choose) {
  const chain = claim.says ?? [];
  if (!chain.length) return el("p", { class: "who" }, say("sentences.nobodySays"));
  const told = chain.reduceRight((more, id) => {
    const speaker = nodes.has(id) ? inner({ kind: "node", id }, choose, name(labelOf(id))) : el("strong", {}, name(labelOf(id)));
    return more === null ? parts("sentences.says", { speaker }) : parts("sentences.saysThat", { speaker, more });
  }, null);
  return el("p", { class: "who" }, told);
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
  const labels = (claim.says ?? []).map(labelOf);
  return labels.length ? labels.reduceRight((quoted, speaker) => say("sentences.quoting", { speaker, quoted })) : "";
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
