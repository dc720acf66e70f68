// What stands beside the drawing: where to start, a node, an edge with its claims.

import {
  data, nodes, edges, claims, types, edgeTypes, edgesOfNode, undrawnOfNode, undrawnBetween,
  edgeOfClaim, labelOf, documentOf, samePair, byDegree, counted,
} from "./data.js";
import { el, name, present, webLink } from "./dom.js";
import { nodeGlyph, edgeGlyph } from "./glyphs.js";
import { capital, inner, sentence, sentenceOf, speakers, speakersOf } from "./sentences.js";

/** The card of what is chosen; without a choice, where to start. */
export function cardOf(chosen, choose) {
  if (chosen === null) return startCard(choose);
  if (chosen.kind === "node") return nodeCard(nodes.get(chosen.id), choose);
  return edgeCard(chosen, choose);
}

/** What a chosen thing is called. */
export function titleOf(chosen) {
  if (chosen.kind === "node") return labelOf(chosen.id);
  const pair = chosen.kind === "edge" ? edges.get(chosen.id) : chosen;
  return sentenceOf({ ...pair, marks: [] });
}

function startCard(choose) {
  const most = [...data.nodes].sort(byDegree).filter((node) => node.degree).slice(0, 7);
  const disputed = data.edges.filter((edge) => edge.contested).slice(0, 8);
  return present([
    el("p", { class: "also" }, "Choose a node or an edge to read who says what, since when, and where it is written."),
    heading("Most connected"),
    el("ul", { class: "rows" }, most.map((node) => nodeRow(node, choose))),
    disputed.length && [
      heading("Disputed"),
      el("ul", { class: "rows" }, disputed.map((edge) => edgeRow(edge, titleOf({ kind: "edge", id: edge.id }), choose))),
    ],
    allNodes(choose),
  ]);
}

function allNodes(choose) {
  const details = el("details", {}, el("summary", {}, `All ${counted(data.nodes.length, "node")}, by type`));
  const fill = () => {
    if (details.childElementCount > 1) return;
    for (const type of data.types) {
      const those = data.nodes.filter((node) => node.type === type.name);
      those.sort((one, other) => one.label.localeCompare(other.label));
      details.append(
        el("h3", {}, type.label),
        el("ul", { class: "rows" }, those.map((node) => nodeRow(node, choose))),
      );
    }
  };
  details.addEventListener("toggle", fill);
  return details;
}

function nodeRow(node, choose) {
  return el("li", {}, el(
    "button",
    { type: "button", class: "row", onclick: () => choose({ kind: "node", id: node.id }) },
    nodeGlyph(node.type),
    el("span", { class: "what" }, name(node.label)),
    el("span", { class: "number" }, counted(node.degree, "edge")),
  ));
}

function nodeCard(node, choose) {
  const type = types.get(node.type);
  const groups = new Map();
  for (const edge of edgesOfNode.get(node.id)) {
    const kind = edgeTypes.get(edge.type);
    const forth = edge.source === node.id || kind.symmetric;
    const words = forth ? kind.phrase : kind.inverse ?? `… ${kind.phrase}`;
    const key = `${edge.type} ${forth}`;
    if (!groups.has(key)) groups.set(key, { words, edges: [] });
    groups.get(key).edges.push(edge);
  }
  const undrawn = undrawnOfNode.get(node.id);
  return present([
    el("p", { class: "kicker" }, nodeGlyph(node.type), type.label),
    title(node.label, name(node.label)),
    node.names?.length && el("p", { class: "also" }, "Also ", node.names.flatMap((text, at) => [at ? ", " : "", name(text)])),
    facts(nodeFacts(node)),
    groups.size > 0 && heading(counted(node.degree, "edge")),
    [...groups.values()].map((group) => el(
      "section",
      { class: "group" },
      el("h3", {}, capital(group.words)),
      el("ul", { class: "rows" }, group.edges.map((edge) => {
        const other = edge.source === node.id ? edge.target : edge.source;
        return edgeRow(edge, labelOf(other), choose);
      })),
    )),
    undrawn.length > 0 && [
      heading("Said, but not drawn"),
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

function edgeRow(edge, text, choose) {
  const shown = claims.get(edge.claims[0]);
  const told = [
    edge.line === "asserted" ? "" : edge.line,
    shown.when ?? (shown.timeText ? `“${shown.timeText}”` : ""),
    edge.faded === "closed" ? "ended since" : "",
    edge.faded === "possibly" ? "possibly holds" : "",
    edge.faded === "unknown" ? "may hold: no time is known" : "",
  ].filter(Boolean).join(" · ");
  return el("li", {}, el(
    "button",
    { type: "button", class: "row", onclick: () => choose({ kind: "edge", id: edge.id }) },
    edgeGlyph(edge),
    el(
      "span",
      { class: "what" },
      name(text),
      (told || edge.contested) && el("small", {}, told, edge.contested && [told && " · ", el("span", { class: "word" }, "contested")]),
    ),
    edge.claims.length > 1 && el("span", { class: "number" }, counted(edge.claims.length, "claim")),
  ));
}

function undrawnRow(id, choose) {
  const claim = claims.get(id);
  return el("li", {}, el(
    "button",
    { type: "button", class: "row", onclick: () => choose({ kind: "claim", id, source: claim.source, target: claim.target, type: claim.type }) },
    el(
      "span",
      { class: "what" },
      el("span", {}, sentenceOf({ ...claim, marks: [] })),
      el("small", {}, el("span", { class: "word" }, claim.why), speakersOf(claim) && ` · ${speakersOf(claim)}`),
    ),
  ));
}

function edgeCard(chosen, choose) {
  const edge = chosen.kind === "edge" ? edges.get(chosen.id) : null;
  const pair = edge ?? chosen;
  const kind = edgeTypes.get(pair.type);
  const here = chosen.kind === "claim" ? chosen.id : chosen.claim;
  const drawn = edge ? edge.claims : [];
  const others = data.edges.filter((other) => other !== edge && samePair(other, pair));
  const undrawn = undrawnBetween(pair);
  if (!edge && !undrawn.includes(chosen.id)) undrawn.unshift(chosen.id);
  const endLink = (id) => inner({ kind: "node", id }, choose, name(labelOf(id)));
  return present([
    el(
      "p",
      { class: "kicker" },
      edge ? edgeGlyph(edge) : "",
      edge ? counted(drawn.length, "claim") : "Not drawn",
      edge?.contested ? el("span", { class: "word" }, "contested") : "",
    ),
    title(labelOf(pair.source) + labelOf(pair.target), endLink(pair.source), " ", el("span", { class: "verb" }, kind.phrase), " ", endLink(pair.target)),
    kind.about && el("p", { class: "also" }, kind.about),
    drawn.length > 0 && heading(drawn.length === 1 ? "The claim" : `The ${drawn.length} claims`),
    drawn.map((id) => claimItem(id, id === here, choose)),
    undrawn.length > 0 && heading("Said of these two, but not drawn"),
    undrawn.map((id) => claimItem(id, id === here, choose)),
    others.length > 0 && [
      heading("Other edges between the two"),
      el("ul", { class: "rows" }, others.map((other) => edgeRow(other, titleOf({ kind: "edge", id: other.id }), choose))),
    ],
  ]);
}

/** One claim: who says it, what, since when, where it is written, and what else bears on it. */
function claimItem(id, here, choose) {
  const claim = claims.get(id);
  const cited = claim.document && documentOf(claim.document);
  return el(
    "article",
    { class: here ? "claim here" : "claim", "data-claim": id },
    speakers(claim, choose),
    sentence(claim),
    claim.quote && el("blockquote", { dir: "auto" }, claim.quote),
    cited && el(
      "p",
      { class: "cite" },
      webLink(cited.url ?? "", cited.title),
      claim.section && [", ", name(claim.section)],
    ),
    facts(claimFacts(claim, choose)),
  );
}

function claimFacts(claim, choose) {
  const time = [
    claim.when,
    claim.timeText && `${claim.when ? "; in the text: " : ""}“${claim.timeText}”`,
    claim.time && claim.time !== claim.when && ` (${claim.time})`,
  ].filter(Boolean).join("");
  const held = { surely: "surely holds that day", possibly: "possibly holds that day", unknown: "whether it holds that day is not known" };
  return [
    claim.why && ["Not drawn", el("span", { class: "word" }, claim.why)],
    time ? ["Time", name(time)] : !edgeTypes.get(claim.type).timeless && ["Time", "none is given"],
    claim.holds && ["That day", held[claim.holds]],
    claim.ended && !claim.closedBy && ["Ended", "by another claim"],
    claim.cue && ["Said with", name(claim.cue.map((word) => `“${word}”`).join(" › "))],
    ...(claim.props ?? []).map(([key, value]) => [capital(key.replaceAll("_", " ")), name(value)]),
    claim.status && ["Set aside", name(claim.status)],
    references("Disputes", claim.contests, choose),
    references("Disputed by", claim.contestedBy, choose),
    references("Contradicts", claim.contradicts, choose),
    references("Because", claim.because, choose),
    references("Reason for", claim.reasonFor, choose),
    references("After", claim.follows, choose),
    references("Before", claim.followedBy, choose),
    references("Ends", claim.closes, choose),
    references("Ended by", claim.closedBy, choose),
    claim.confidence !== undefined && ["Confidence", String(claim.confidence)],
    claim.note && ["Note", name(claim.note)],
    claim.extractor && ["Read by", name(claim.extractor)],
  ].filter(Boolean);
}

function references(word, list, choose) {
  if (!list?.length) return null;
  const lines = list.map(([id, note]) => {
    const other = claims.get(id);
    const told = speakersOf(other);
    return el(
      "div",
      {},
      inner(ofClaim(id), choose, name(sentenceOf(other))),
      told && [" (", name(told), ")"],
      note && el("span", { class: "because" }, name(note)),
    );
  });
  return [word, lines];
}

/** What to choose in order to see a claim. */
export function ofClaim(id) {
  const edge = edgeOfClaim.get(id);
  if (edge !== undefined) return { kind: "edge", id: edge, claim: id };
  const { source, target, type } = claims.get(id);
  return { kind: "claim", id, source, target, type };
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
