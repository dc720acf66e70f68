// Search over names in any letters, types, quotes and what is claimed, with results as one types.

import { claims, data, edgeTypes, folded, labelOf, ofClaim, types } from "./data.js";
import { el, name } from "./dom.js";
import { lineGlyph, nodeGlyph } from "./glyphs.js";
import { say } from "./say.js";
import { sentenceOf, speakersOf } from "./sentences.js";
import { skeletonOf } from "./skeleton.js";

const MOST = 8;
const MOST_CLAIMS = 6;

/** Of a name in other letters, at least so many consonants are wanted. */
const FEWEST = 3;

const index = data.nodes.map((node) => ({
  node,
  label: folded(node.label),
  rest: [...(node.names ?? []), node.id].map((text) => [text, folded(text)]),
  skeletons: [node.label, ...(node.names ?? [])].map((text) => [text, ` ${skeletonOf(text)}`]),
  type: folded(types.get(node.type).label),
}));

/** What each claim says and quotes: it is made when there is time, or when it is first searched. */
const said = [];
const unread = claims.values();

/** Read claims until a moment; returns whether all are read. */
function readClaims(until = Infinity) {
  while (performance.now() < until) {
    const { value: claim, done } = unread.next();
    if (done) return true;
    said.push({
      claim,
      names: [claim.source, claim.target].map((id) => folded(labelOf(id))),
      parts: [claim.quote, claim.note, claim.timeText].filter(Boolean).map((part) => [part, folded(part)]),
      // Of very many claims, no sentence is made: names and types find what it is made of.
      sentence: data.groups === null ? [[sentenceOf(claim), folded(sentenceOf(claim))]] : [],
    });
  }
  return false;
}

const READ_MILLISECONDS = 8;

/** Read claims in the pauses of a large page. */
function readOn() {
  if (!readClaims(performance.now() + READ_MILLISECONDS)) setTimeout(readOn, 2 * READ_MILLISECONDS);
}
if (data.groups !== null) setTimeout(readOn, 1000);

/** The nodes that a text finds, best first, each with the other name that it was found by. */
export function find(text) {
  const wanted = folded(text);
  if (!wanted) return [];
  const skeleton = skeletonOf(text);
  const sounds = skeleton.replaceAll(" ", "").length >= FEWEST ? ` ${skeleton}` : null;
  const found = [];
  for (const { node, label, rest, skeletons, type } of index) {
    const other = rest.find(([, other]) => other.includes(wanted))?.[0];
    const alike = sounds && skeletons.find(([, other]) => other.includes(sounds))?.[0];
    const rank = label.startsWith(wanted) ? 0 : label.includes(` ${wanted}`) ? 1 : label.includes(wanted) ? 2
      : other ? 3 : alike ? 4 : type.startsWith(wanted) ? 5 : 9;
    if (rank < 9) found.push({ node, rank, by: rank === 3 ? other : rank === 4 && alike !== node.label ? alike : null });
  }
  return found.sort((one, other) => one.rank - other.rank || other.node.degree - one.node.degree);
}

/** The claims of which a text stands in the quote, the note or the sentence, and that part of them. */
export function findClaims(text) {
  const wanted = folded(text);
  if (wanted.length < 3) return [];
  readClaims();
  const found = [];
  for (const { claim, names, parts, sentence } of said) {
    // Whoever writes a name looks for the node; its claims stand in its card.
    const isName = names.some((label) => label.includes(wanted));
    const part = [...parts, ...(isName ? [] : sentence)].find(([, part]) => part.includes(wanted));
    if (part) found.push({ claim, excerpt: excerptOf(...part, wanted) });
  }
  return found;
}

/** The part of a text around what was found. Folding changes lengths little. */
function excerptOf(text, plain, wanted) {
  const at = Math.round((plain.indexOf(wanted) / plain.length) * text.length);
  const [start, end] = [Math.max(0, at - 40), Math.min(text.length, at + wanted.length + 60)];
  return `${start ? "…" : ""}${text.slice(start, end).trim()}${end < text.length ? "…" : ""}`;
}

/** A field that finds a node; whoever picks one is told its id. */
export function nodeField(id, label, onPick) {
  const list = `${id}-found`;
  const place = el(
    "div",
    { class: "search" },
    el("label", { class: "unseen", for: id }, label),
    el("input", {
      id, type: "search", placeholder: label, autocomplete: "off", spellcheck: "false", role: "combobox",
      "aria-expanded": "false", "aria-controls": list, "aria-autocomplete": "list",
    }),
    el("ul", { id: list, class: "results", role: "listbox", "aria-label": say("search.found"), hidden: true }),
  );
  makeSearch(place, ({ id: found }) => onPick(found), { ofNodes: true });
  return place;
}

/**
 * Make a search field work.
 *
 * @param {HTMLElement} place
 * @param {(chosen: import("./state.js").Chosen) => void} choose Told what was picked.
 * @param {{ofNodes?: boolean}} manner Whether nodes alone are searched, or claims, too.
 */
export function makeSearch(place, choose, { ofNodes = false } = {}) {
  const field = place.querySelector("input");
  const list = place.querySelector("ul");
  /** @type {any[]} */
  let shown = [];
  let at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (found) => {
    field.value = "";
    close();
    choose(found.node ? { kind: "node", id: found.node.id } : ofClaim(found.claim.id));
  };
  const mark = () => {
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return;
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const fill = () => {
    const ofClaims = ofNodes ? [] : findClaims(field.value);
    shown = [...find(field.value).slice(0, MOST), ...ofClaims.slice(0, MOST_CLAIMS)];
    at = shown.length ? 0 : -1;
    const rows = shown.map((found, number) => {
      const row = el(
        "li",
        { role: "option", id: `${list.id}-${number}`, onclick: () => take(found) },
        found.node ? nodeGlyph(found.node.type) : claimGlyph(found.claim),
        el("span", { class: "hit" }, found.node ? name(found.node.label) : name(sentenceOf(found.claim)), el("small", {}, toldOf(found))),
      );
      // The field keeps the focus, so that the click arrives before the list closes.
      row.addEventListener("pointerdown", (event) => event.preventDefault());
      return row;
    });
    if (ofClaims.length > MOST_CLAIMS) rows.push(el("li", { class: "none" }, say("search.moreClaims", { count: ofClaims.length - MOST_CLAIMS })));
    if (!rows.length) rows.push(el("li", { class: "none" }, ofNodes ? say("search.noNode") : say("search.nothing")));
    list.replaceChildren(...rows);
    list.hidden = !folded(field.value);
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  };
  field.addEventListener("input", fill);
  field.addEventListener("blur", close);
  field.addEventListener("focus", () => field.value && fill());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      close();
      event.stopPropagation();
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(shown[at]);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && shown.length) {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length;
      mark();
    }
  });
}

function toldOf({ node, claim, by, excerpt }) {
  if (claim) return excerpt === sentenceOf(claim) ? speakersOf(claim) : name(say("sentences.quoted", { text: excerpt }));
  return [types.get(node.type).label, by && say("search.foundBy", { name: say("sentences.quoted", { text: by }) })].filter(Boolean).join(" · ");
}

function claimGlyph({ type, modality = "asserted" }) {
  const { balance, symmetric } = edgeTypes.get(type);
  return lineGlyph(balance, modality, modality === "asserted" && !symmetric);
}
