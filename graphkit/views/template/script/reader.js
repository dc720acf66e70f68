// The document reader: a text with the passages that its claims quote. A passage lights up its edges,
// and an edge under the pointer marks its passages.

import { claims, documents, edgeOfClaim, edges, ofClaim } from "./data.js";
import { el, name, present, webLink } from "./dom.js";
import { blocksOf } from "./passages.js";
import { parts, say } from "./say.js";
import { inner, sentenceOf, speakersOf } from "./sentences.js";

/** The claims that quote a document at a place that is known. */
function quotesOf(id) {
  return [...claims.values()].filter((claim) => claim.document === id && claim.place && claim.beside !== "withdrawn");
}

/** The card of a document: what it is, and its text. */
export function readerCard(id, page) {
  const told = documents.get(id);
  const quotes = quotesOf(id);
  const facts = [told.author, told.publisher, told.published].filter(Boolean).join(", ");
  return present([
    el("p", { class: "kicker" }, say("reader.kicker", { passages: say("counts.passages", { count: quotes.length }) })),
    el("h2", { class: "name", tabindex: "-1", dir: "auto" }, told.url ? webLink(told.url, told.title) : name(told.title)),
    facts && el("p", { class: "also" }, name(facts)),
    told.reports && el("p", { class: "also" }, parts("reader.reports", { document: name(documents.get(told.reports)?.title ?? told.reports) })),
    el("div", { class: "text", dir: "auto" }, blocksOf(told.text, quotes).map((block) => blockOf(block, page))),
  ]);
}

function blockOf({ level, pieces }, page) {
  const tag = level ? `h${Math.min(level + 2, 6)}` : "p";
  return el(tag, { dir: "auto" }, pieces.map((piece) => (piece.claims.length ? passage(piece, page) : piece.text)));
}

function passage({ text, claims: ids }, page) {
  const lit = { nodes: new Set(), edges: new Set() };
  for (const id of ids) {
    const edge = edgeOfClaim.get(id);
    if (edge !== undefined) lit.edges.add(edge);
    for (const end of [claims.get(id).source, claims.get(id).target]) lit.nodes.add(end);
  }
  const told = ids.map((id) => claims.get(id)).map((claim) =>
    say("sentences.by", { claim: sentenceOf(claim), speakers: speakersOf(claim) || say("sentences.nobody") })).join("\n");
  const link = inner(ofClaim(ids[0]), (chosen) => page.update({ chosen, reading: null }, sentenceOf(claims.get(ids[0]))), text);
  link.className = page.picture.claims.has(ids[0]) ? "passage" : "passage away";
  link.title = told;
  link.dataset.passage = ids.join(" ");
  for (const begins of ["pointerenter", "focus"]) link.addEventListener(begins, () => page.light(lit));
  for (const ends of ["pointerleave", "blur"]) link.addEventListener(ends, () => page.light(null));
  return link;
}

/** Mark the passages of what is under the pointer; null marks none. */
export function markPassages(hovered) {
  const ids = new Set();
  if (hovered?.kind === "edge") for (const id of edges.get(hovered.id).claims) ids.add(id);
  for (const link of document.querySelectorAll("[data-passage]")) {
    const isMeant = link.getAttribute("data-passage").split(" ").some((id) => ids.has(id));
    link.classList.toggle("meant", isMeant);
  }
  document.querySelector(".passage.meant")?.scrollIntoView({ block: "nearest" });
}

/** Bring the passage of a claim into view. */
export function showPassage(id) {
  /** @type {NodeListOf<HTMLElement>} */
  const passages = document.querySelectorAll("[data-passage]");
  const links = [...passages];
  const link = links.find((each) => each.getAttribute("data-passage").split(" ").includes(id));
  if (!link) return;
  link.classList.add("meant");
  link.scrollIntoView({ block: "center" });
  link.focus({ preventScroll: true });
}

/** Rows that open the documents whose text the page has. */
export function documentRows(page) {
  return [...documents].filter(([, told]) => told.text !== undefined).map(([id, told]) => el("li", {}, el(
    "button",
    { type: "button", class: "row", onclick: () => page.update({ reading: id, chosen: null }, told.title) },
    el("span", { class: "what" }, name(told.title)),
    el("span", { class: "number" }, say("counts.passages", { count: quotesOf(id).length })),
  )));
}
