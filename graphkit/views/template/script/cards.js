// What stands beside the drawing: where to start, a node, an edge with its claims.

import {
  data, nodes, edges, claims, types, edgeTypes, edgesOfNode, claimsOfNode, claimsBetween, groupNamed,
  labelOf, ofClaim, documentOf, samePair, byDegree, BESIDE, LINES,
} from "./data.js";
import { nodeActions, pathCard, versusCard } from "./asking.js";
import { groupCard, groupLine, groupRows, groupTitle } from "./communities.js";
import { el, name, present, webLink } from "./dom.js";
import { nodeGlyph, edgeGlyph } from "./glyphs.js";
import { holdsWithin } from "./holding.js";
import { changeParts, changeWord } from "./changes.js";
import { disputeOf } from "./disputes.js";
import { lifetimeOf } from "./lifetime.js";
import { documentRows, readerCard } from "./reader.js";
import { parts, say } from "./say.js";
import { capital, choiceRow, inner, sentence, sentenceOf, speakers, speakersOf } from "./sentences.js";

/**
 * The card of what is chosen; without a choice, where to start.
 *
 * @param {import("./state.js").Chosen | null} chosen
 * @param {any} page The page: its state, its picture, and what changes it.
 */
export function cardOf(chosen, page) {
  const { path, versus, reading } = page.state;
  if (chosen === null && reading !== null) return readerCard(reading, page);
  if (chosen === null && path !== null) return pathCard(page);
  if (chosen === null) return versus === null ? startCard(page) : versusCard(page);
  if (chosen.kind === "group") return groupCard(groupNamed(chosen.id), page);
  if (chosen.kind === "node") return nodeCard(nodes.get(chosen.id), page);
  return edgeCard(chosen, page);
}

/** What a chosen thing is called. */
export function titleOf(chosen) {
  if (chosen.kind === "node") return labelOf(chosen.id);
  if (chosen.kind === "group") return groupTitle(chosen.id);
  const pair = chosen.kind === "edge" ? edges.get(chosen.id) : chosen;
  return sentenceOf({ ...pair, marks: [] });
}

function startCard(page) {
  const { choose, picture } = page;
  const texts = documentRows(page);
  const communities = groupRows(page);
  const shown = data.nodes.filter((node) => picture.nodes.has(node.id));
  const most = shown.filter((node) => node.degree).sort(byDegree).slice(0, 7);
  const disputed = [...picture.looks].filter(([, look]) => look.contested).slice(0, 8);
  return present([
    changeParts(page),
    el("p", { class: "also" }, say("cards.choose")),
    most.length > 0 && [
      heading(say("cards.mostConnected")),
      el("ul", { class: "rows" }, most.map((node) => nodeRow(node, choose))),
    ],
    communities.length > 0 && [heading(say("cards.communities")), el("ul", { class: "rows" }, communities)],
    disputed.length > 0 && [
      heading(say("cards.disputed")),
      el("ul", { class: "rows" }, disputed.map(([id, look]) => edgeRow(edges.get(id), look, titleOf({ kind: "edge", id }), choose))),
    ],
    texts.length > 0 && [heading(say("cards.read")), el("ul", { class: "rows" }, texts)],
    allNodes(choose),
  ]);
}

/** So many nodes of a type are listed. */
const MOST_LISTED = 500;

function allNodes(choose) {
  const details = el("details", {}, el("summary", {}, say("cards.allNodes", { count: data.nodes.length })));
  const fill = () => {
    if (details.childElementCount > 1) return;
    for (const type of data.types) {
      const those = data.nodes.filter((node) => node.type === type.name);
      those.sort((one, other) => one.label.localeCompare(other.label));
      details.append(
        el("h3", {}, type.label),
        el("ul", { class: "rows" }, those.slice(0, MOST_LISTED).map((node) => nodeRow(node, choose))),
        ...(those.length > MOST_LISTED ? [el("p", { class: "also" }, say("cards.moreNodes", { count: those.length - MOST_LISTED }))] : []),
      );
    }
  };
  details.addEventListener("toggle", fill);
  return details;
}

function nodeRow(node, choose) {
  return choiceRow(
    { kind: "node", id: node.id },
    choose,
    nodeGlyph(node.type),
    el("span", { class: "what" }, name(node.label)),
    el("span", { class: "number" }, say("counts.edges", { count: node.degree })),
  );
}

function nodeCard(node, page) {
  const { choose, picture } = page;
  const type = types.get(node.type);
  const groups = new Map();
  const drawn = edgesOfNode.get(node.id).filter((edge) => picture.looks.has(edge.id));
  for (const edge of drawn) {
    const kind = edgeTypes.get(edge.type);
    const forth = edge.source === node.id || kind.symmetric;
    const words = forth ? kind.phrase : kind.inverse ?? `… ${kind.phrase}`;
    const key = `${edge.type} ${forth}`;
    if (!groups.has(key)) groups.set(key, { words, edges: [] });
    groups.get(key).edges.push(edge);
  }
  const undrawn = claimsOfNode.get(node.id).filter((id) => !picture.claims.has(id));
  return present([
    el("p", { class: "kicker" }, nodeGlyph(node.type), type.label, changeWord(node)),
    title(node.label, name(node.label)),
    data.isSchema && type.about && el("p", { class: "also" }, type.about),
    node.names?.length && el("p", { class: "also" }, parts("cards.also", { names: node.names.flatMap((text, at) => [at ? ", " : "", name(text)]) })),
    facts(nodeFacts(node)),
    groupLine(node, page),
    nodeActions(node, page),
    lifetimeOf(node, page),
    groups.size > 0 && heading(say("counts.edges", { count: drawn.length })),
    [...groups.values()].map((group) => el(
      "section",
      { class: "group" },
      el("h3", {}, capital(group.words)),
      el("ul", { class: "rows" }, group.edges.map((edge) => {
        const other = edge.source === node.id ? edge.target : edge.source;
        return edgeRow(edge, picture.looks.get(edge.id), labelOf(other), choose);
      })),
    )),
    undrawn.length > 0 && [
      heading(say("cards.notDrawn")),
      el("ul", { class: "rows" }, undrawn.map((id) => undrawnRow(id, choose))),
    ],
  ]);
}

function nodeFacts(node) {
  const shown = new Set(node.names ?? []);
  const given = (node.props ?? []).filter(([, value]) => !value.split("; ").every((part) => shown.has(part)));
  return given.map(([key, value, isUrl]) => [
    capital(key.replaceAll("_", " ")),
    isUrl ? webLink(value, value) : name(value),
  ]);
}

function edgeRow(edge, look, text, choose) {
  const shown = claims.get(look.claims[0]);
  const told = [
    look.denied ? say("cards.denied") : "",
    look.line === "asserted" ? "" : LINES[look.line],
    shown.when ?? (shown.timeText ? say("sentences.quoted", { text: shown.timeText }) : ""),
    look.faded === "closed" ? say("cards.ended") : "",
    look.faded === "possibly" ? say("cards.possibly") : "",
    look.faded === "unknown" ? say("cards.timeUnknown") : "",
  ].filter(Boolean).join(" · ");
  return choiceRow(
    { kind: "edge", id: edge.id },
    choose,
    edgeGlyph(edge, look),
    el(
      "span",
      { class: "what" },
      name(text),
      (told || look.contested) && el("small", {}, told, look.contested && [told && " · ", el("span", { class: "word" }, say("cards.contested"))]),
    ),
    look.claims.length > 1 && el("span", { class: "number" }, say("counts.claims", { count: look.claims.length })),
  );
}

function undrawnRow(id, choose) {
  const claim = claims.get(id);
  return choiceRow(
    ofClaim(id),
    choose,
    el(
      "span",
      { class: "what" },
      el("span", {}, sentenceOf({ ...claim, marks: [] })),
      el("small", {}, el("span", { class: "word" }, whyNot(claim)), speakersOf(claim) && ` · ${speakersOf(claim)}`),
    ),
  );
}

function whyNot(claim) {
  return claim.beside ? BESIDE[claim.beside] : say("beside.filtered");
}

function edgeCard(chosen, page) {
  const { choose, picture } = page;
  const edge = chosen.kind === "edge" ? edges.get(chosen.id) : null;
  const look = edge && picture.looks.get(edge.id);
  const pair = edge ?? chosen;
  const kind = edgeTypes.get(pair.type);
  const here = chosen.kind === "claim" ? chosen.id : chosen.claim;
  const drawn = look ? look.claims : [];
  const others = [...picture.looks].filter(([id]) => id !== chosen.id && samePair(edges.get(id), pair));
  const undrawn = claimsBetween(pair).filter((id) => !picture.claims.has(id));
  if (chosen.kind === "claim" && !undrawn.includes(chosen.id)) undrawn.unshift(chosen.id);
  const endLink = (id) => inner({ kind: "node", id }, choose, name(labelOf(id)));
  return present([
    el(
      "p",
      { class: "kicker" },
      look ? edgeGlyph(edge, look) : "",
      data.isSchema ? pair.type : look ? say("counts.claims", { count: drawn.length }) : say("cards.edgeNotDrawn"),
      look?.contested ? el("span", { class: "word" }, say("cards.contested")) : "",
    ),
    title(labelOf(pair.source) + labelOf(pair.target), ...parts("sentences.claim", {
      source: endLink(pair.source), phrase: el("span", { class: "verb" }, kind.phrase), target: endLink(pair.target),
    })),
    kind.about && el("p", { class: "also" }, kind.about),
    disputeOf(drawn.length ? drawn : [here].filter(Boolean), page),
    data.isSchema ? drawn.map((id) => facts(claimFacts(claims.get(id), page))) : [
      drawn.length > 0 && heading(say("cards.theClaims", { count: drawn.length })),
      drawn.map((id) => claimItem(id, id === here, page)),
    ],
    undrawn.length > 0 && heading(say("cards.notDrawnOfTwo")),
    undrawn.map((id) => claimItem(id, id === here, page)),
    others.length > 0 && [
      heading(say("cards.otherEdges")),
      el("ul", { class: "rows" }, others.map(([id, other]) => edgeRow(edges.get(id), other, titleOf({ kind: "edge", id }), choose))),
    ],
  ]);
}

/** One claim: who says it, what, since when, where it is written, and what else bears on it. */
function claimItem(id, here, page) {
  const { choose } = page;
  const claim = claims.get(id);
  const cited = claim.document && documentOf(claim.document);
  return el(
    "article",
    { class: here ? "claim here" : "claim", "data-claim": id },
    changeWord(claim),
    speakers(claim, choose),
    sentence(claim),
    claim.quote && el("blockquote", { dir: "auto" }, claim.quote),
    cited && el(
      "p",
      { class: "cite" },
      webLink(cited.url ?? "", cited.title),
      claim.section && [", ", name(claim.section)],
      claim.place && cited.text !== undefined && [" ", inText(id, claim.document, page)],
    ),
    facts(claimFacts(claim, page)),
  );
}

/** Opens the document where it says so. */
function inText(id, document, page) {
  return el("button", {
    type: "button",
    class: "intext",
    onclick: () => {
      page.update({ reading: document, chosen: null }, say("cards.inText"));
      page.showPassage(id);
    },
  }, say("cards.inText"));
}

function claimFacts(claim, { choose, picture, state }) {
  const time = timeOfClaim(claim);
  const { temporal } = edgeTypes.get(claim.type);
  const held = state.time && {
    surely: say("facts.surely"),
    possibly: say("facts.possibly"),
    unknown: say("facts.unknown"),
    no: say("facts.no"),
  }[holdsWithin(claim, temporal, state.time)];
  return [
    !picture.claims.has(claim.id) && [say("facts.notDrawn"), el("span", { class: "word" }, whyNot(claim))],
    time ? [say("facts.time"), name(time)] : temporal !== "none" && [say("facts.time"), say("facts.noTime")],
    held && [say("facts.then"), held],
    claim.ended && !claim.closedBy && [say("facts.ended"), say("facts.byAnother")],
    claim.cue && [say("facts.cue"), name(claim.cue.map((text) => say("sentences.quoted", { text })).join(" › "))],
    ...(claim.props ?? []).map(([key, value]) => [capital(key.replaceAll("_", " ")), name(value)]),
    claim.status && [say("facts.setAside"), name(claim.status)],
    references(say("facts.disputes"), claim.contests, choose),
    references(say("facts.disputedBy"), claim.contestedBy, choose),
    references(say("facts.contradicts"), claim.contradicts, choose),
    references(say("facts.because"), claim.because, choose),
    references(say("facts.reasonFor"), claim.reasonFor, choose),
    references(say("facts.after"), claim.follows, choose),
    references(say("facts.before"), claim.followedBy, choose),
    references(say("facts.ends"), claim.closes, choose),
    references(say("facts.endedBy"), claim.closedBy, choose),
    claim.confidence !== undefined && [say("facts.confidence"), String(claim.confidence)],
    claim.note && [say("facts.note"), name(claim.note)],
    claim.extractor && [say("facts.readBy"), name(claim.extractor)],
  ].filter(Boolean);
}

/** When it is, in words and as the text and the data say it; nothing where none of them does. */
function timeOfClaim({ when, timeText, time }) {
  const text = timeText && say("sentences.quoted", { text: timeText });
  const told = when && text ? say("facts.timeAndText", { time: when, text }) : when ?? text;
  return time && time !== when ? say("facts.timeInFull", { time: told, edtf: time }) : told;
}

function references(word, list, choose) {
  if (!list?.length) return null;
  const lines = list.map(([id, note]) => {
    const other = claims.get(id);
    const told = speakersOf(other);
    const link = inner(ofClaim(id), choose, name(sentenceOf(other)));
    return el(
      "div",
      {},
      told ? parts("sentences.by", { claim: link, speakers: name(told) }) : link,
      note && el("span", { class: "because" }, name(note)),
    );
  });
  return [word, lines];
}

function title(length, ...children) {
  const long = length.length > 70 ? " long" : "";
  return el("h2", { class: `name${long}`, tabindex: "-1", dir: "auto" }, ...children);
}

function heading(text) {
  return el("h2", { class: "part" }, text);
}

function facts(list) {
  if (!list.length) return null;
  return el("dl", { class: "facts" }, list.map(([key, value]) => [el("dt", {}, key), el("dd", {}, value)]));
}
