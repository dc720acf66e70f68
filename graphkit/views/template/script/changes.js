// What has become of nodes and claims since an earlier graph.

import { claims, data, labelOf, ofClaim, CHANGES } from "./data.js";
import { el, name } from "./dom.js";
import { voiceGlyph } from "./glyphs.js";
import { figures, say } from "./say.js";
import { capital, choiceRow, sentenceOf, speakersOf } from "./sentences.js";

/** So many are listed; the table and the legend show the others. */
const LISTED = 30;

/** What has become of a node or a claim, as a word; nothing where it is as before. */
export function changeWord({ change }) {
  return change && change !== "same" ? el("span", { class: "word change" }, CHANGES[change]) : null;
}

/** What was added, removed and changed, as lists of nodes and claims. */
export function changeParts({ choose }) {
  if (!data.compared) return [];
  return ["added", "removed", "changed"].map((change) => {
    const nodes = data.nodes.filter((node) => node.change === change);
    const told = [...claims.values()].filter((claim) => claim.change === change);
    const number = nodes.length + told.length;
    if (!number) return null;
    const rows = [
      ...nodes.map((node) => changeRow({ kind: "node", id: node.id }, labelOf(node.id), "", choose)),
      ...told.map((claim) => changeRow(ofClaim(claim.id), sentenceOf(claim), speakersOf(claim), choose)),
    ];
    return [
      el("h2", { class: "part voice" }, voiceGlyph(change), el("span", {}, capital(CHANGES[change])), el("span", { class: "number" }, figures(number))),
      el("ul", { class: "rows" }, rows.slice(0, LISTED)),
      rows.length > LISTED && el("p", { class: "also" }, say("changes.more", { count: rows.length - LISTED })),
    ];
  });
}

function changeRow(chosen, text, told, choose) {
  return choiceRow(chosen, choose, el("span", { class: "what" }, name(text), told && el("small", {}, name(told))));
}
