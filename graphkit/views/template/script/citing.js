// What is copied from a claim or from a document takes along who says so, and where it is written.

import { claims, data, documentOf, ofClaim } from "./data.js";
import { say } from "./say.js";
import { sentenceOf, speakersOf } from "./sentences.js";
import { addressOf, EVERYTHING } from "./state.js";

/** Add a citation to what is copied from a place. */
export function citeCopies(place, page) {
  place.addEventListener("copy", (event) => {
    const selected = getSelection();
    const text = selected.toString().trim();
    const start = selected.anchorNode?.parentElement;
    if (!text || !start || !event.clipboardData) return;
    const id = start.closest("[data-claim]")?.getAttribute("data-claim") ?? undefined;
    const { reading } = page.state;
    if (id === undefined && reading === null) return;
    const cited = id === undefined ? citationOf({ document: reading }) : citationOf(claims.get(id), id);
    event.clipboardData.setData("text/plain", `${text}\n\n${cited}`);
    event.preventDefault();
    page.say(say("takeaway.cited"));
  });
}

/** A link to this page in a state. */
export function linkTo(state) {
  return location.href.replace(/#.*/, "") + addressOf(state, data.layout);
}

/** "— Albania hosts the group (says the article). In: Title, author, publisher, day, section. address" */
export function citationOf(claim, id) {
  const lines = [];
  if (id !== undefined) {
    const told = speakersOf(claim);
    lines.push(`— ${told ? say("sentences.by", { claim: sentenceOf(claim), speakers: told }) : sentenceOf(claim)}`);
  }
  if (claim.document) {
    const { title, author, publisher, published, url } = documentOf(claim.document);
    const where = [author, title, publisher, published, claim.section, url].filter(Boolean).join(", ");
    lines.push(say("takeaway.citedIn", { where }));
  }
  if (id !== undefined && location.protocol !== "about:") {
    lines.push(linkTo({ ...EVERYTHING, chosen: ofClaim(id) }));
  }
  return lines.join("\n");
}
