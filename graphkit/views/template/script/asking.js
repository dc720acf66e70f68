// What a reader asks of the whole: how two nodes are connected, and what two speakers say.

import { data, claims, edges, edgeTypes, labelOf, nodes } from "./data.js";
import { el, name, present } from "./dom.js";
import { voiceGlyph } from "./glyphs.js";
import { pathsBetween } from "./paths.js";
import { disputesOf, pictureOf } from "./picture.js";
import { nodeField } from "./search.js";
import { figures, parts, say } from "./say.js";
import { inner, sentenceOf, speakersOf } from "./sentences.js";
import { EVERYTHING } from "./state.js";

// --- paths ---

/** The paths of a state, in its picture; nothing where none is asked for. */
export function pathsOf({ path }, picture) {
  if (path === null || path.length < 2) return [];
  const [from, to] = path;
  return pathsBetween([...picture.looks.keys()].map((id) => edges.get(id)), from, to);
}

/** What a path consists of, to be lit. */
export function lightOf(path) {
  return path && { nodes: new Set(path.nodes), edges: new Set(path.steps.flat()) };
}

/** The words around names, set apart from these. */
function apart(pieces) {
  return pieces.map((piece) => (typeof piece === "string" ? el("span", { class: "verb" }, piece) : piece));
}

/** The card of paths: between which nodes, and each path as sentences. */
export function pathCard(page) {
  const { state, picture, paths } = page;
  const [from, to] = state.path;
  const end = (at, label) =>
    nodeField(`path-${at}`, label, (id) => page.update({ path: at ? [from, id] : [id, to].filter(Boolean), which: 0 }, ""));
  return present([
    el("p", { class: "kicker" }, say("paths.kicker")),
    el(
      "h2",
      { class: "name", tabindex: "-1", dir: "auto" },
      apart(parts("paths.title", {
        from: inner({ kind: "node", id: from }, page.choose, name(labelOf(from))),
        to: to ? inner({ kind: "node", id: to }, page.choose, name(labelOf(to))) : name("…"),
      })),
    ),
    el("div", { class: "ends" }, end(0, say("paths.fromAnother")), end(1, to ? say("paths.toAnother") : say("paths.toWhich"))),
    to && [
      el("p", { class: "also" }, foundWords(paths, state, picture)),
      el("ol", { class: "paths" }, paths.map((path, at) => pathItem(path, at, page))),
    ],
  ]);
}

function foundWords(paths, { path }, picture) {
  if (paths.length) {
    return say("paths.found", {
      paths: say("counts.paths", { count: paths.length }),
      steps: say("counts.steps", { count: paths[0].steps.length }),
    });
  }
  const everything = pictureOf({ nodes, edges, claims, edgeTypes }, EVERYTHING);
  const without = pathsOf({ path }, everything).length;
  if (without && everything.looks.size > picture.looks.size) {
    return say("paths.filtered", { count: without });
  }
  return say("paths.none");
}

function pathItem(path, at, page) {
  const lit = at === page.state.which;
  const button = el(
    "button",
    {
      type: "button",
      class: "light",
      "aria-pressed": String(lit),
      onclick: () => page.update({ which: at }, say("paths.lit", { number: at + 1 })),
    },
    present(path.nodes.map((id, step) => [step ? " – " : "", name(labelOf(id))])),
  );
  button.addEventListener("pointerenter", () => page.light(lightOf(path)));
  button.addEventListener("pointerleave", () => page.light(null));
  return el("li", { class: lit ? "lit" : "" }, button, lit && el("ul", {}, path.steps.map((ids) =>
    el("li", {}, ids.map((id) => el("p", {}, edgeSentence(id, page)))))));
}

/** An edge as a sentence that leads to it, with those who say so. */
function edgeSentence(id, page) {
  const shown = page.picture.looks.get(id).claims.map((claim) => claims.get(claim));
  const told = [...new Set(shown.map(speakersOf).filter(Boolean))];
  return [
    inner({ kind: "edge", id }, page.choose, name(sentenceOf(shown[0]))),
    told.length > 0 && el("small", {}, " ", name(told.join("; "))),
  ];
}

// --- perspectives ---

/** The card of two speakers: what only one says, what both say, where they contradict each other. */
export function versusCard(page) {
  const { state, picture } = page;
  const [one, other] = state.versus;
  const groups = { contradict: [], one: [], other: [], both: [], rest: [] };
  for (const [id, look] of picture.looks) groups[look.voice].push(id);
  const isElse = other === "*";
  const said = new Set([...claims.values()].map((claim) => claim.says?.at(-1)).filter(Boolean));
  const choice = el(
    "select",
    { id: "versus-other" },
    el("option", { value: "*" }, say("versus.everybodyElse")),
    [...said].filter((id) => id !== one).map((id) => el("option", { value: id }, labelOf(id))),
  );
  choice.value = other;
  choice.addEventListener("change", () => page.update({ versus: [one, choice.value] }, say("versus.title", { one: labelOf(one), other: choice.selectedOptions[0].text })));
  const swap = !isElse && el("button", { type: "button", class: "plain", onclick: () => page.update({ versus: [other, one] }, say("versus.swapped")) }, say("versus.swap"));
  return present([
    el("p", { class: "kicker" }, say("versus.kicker")),
    el("h2", { class: "name", tabindex: "-1", dir: "auto" }, apart(parts("versus.title", {
      one: name(labelOf(one)), other: name(isElse ? say("versus.everybodyElse") : labelOf(other)),
    }))),
    el("p", { class: "ends" }, el("label", { for: "versus-other" }, say("versus.beside")), choice, swap),
    voicePart("contradict", say("versus.contradict"), groups.contradict, page),
    voicePart("one", say("versus.only", { speaker: labelOf(one) }), groups.one, page),
    voicePart("other", isElse ? say("versus.onlyElse") : say("versus.only", { speaker: labelOf(other) }), groups.other, page),
    voicePart("both", isElse ? say("versus.othersToo") : say("versus.both"), groups.both, page),
    voicePart("rest", say("versus.rest"), groups.rest, page),
    picture.looks.size === 0 && el("p", { class: "also" }, say("versus.nothing")),
  ]);
}

function voicePart(voice, heading, ids, page) {
  if (!ids.length) return null;
  const lit = { nodes: new Set(ids.flatMap((id) => [edges.get(id).source, edges.get(id).target])), edges: new Set(ids) };
  const head = el(
    "h2",
    { class: "part voice" },
    voiceGlyph(voice),
    el("span", {}, heading),
    el("span", { class: "number" }, figures(ids.length)),
  );
  head.addEventListener("pointerenter", () => page.light(lit));
  head.addEventListener("pointerleave", () => page.light(null));
  const rows = el("ul", { class: "said" }, ids.map((id) => el("li", {}, voiceSentences(id, voice, page))));
  return voice === "rest" ? [head, el("details", {}, el("summary", {}, say("counts.edges", { count: ids.length })), rows)] : [head, rows];
}

/** An edge as one sentence; where it is contradicted, with who says it. */
function voiceSentences(id, voice, page) {
  const shown = page.picture.looks.get(id).claims.map((claim) => claims.get(claim));
  const disputed = shown.find((claim) => disputesOf(claim).length) ?? shown[0];
  const link = inner({ kind: "edge", id }, page.choose, name(sentenceOf(voice === "contradict" ? disputed : shown[0])));
  if (voice === "one") return link;
  const told = [...new Set(shown.map(speakersOf).filter(Boolean))].join("; ");
  return [link, told && el("small", {}, " ", name(told))];
}

// --- near a node ---

/** What can be done with a node: hide it, keep what is near, go on from it. */
export function nodeActions(node, page) {
  const { state, picture } = page;
  const action = (text, change, told) =>
    el("button", { type: "button", class: "plain", onclick: () => page.update(change(), told) }, text);
  const near = (hops, from) => [...page.near(from, hops)];
  const kept = state.only ?? [];
  const beyond = state.only !== null && data.edges.some((edge) => !edge.beside
    && ((edge.source === node.id && !picture.nodes.has(edge.target)) || (edge.target === node.id && !picture.nodes.has(edge.source))));
  return el(
    "p",
    { class: "actions" },
    action(say("near.paths"), () => ({ path: [node.id], which: 0, chosen: null }), say("near.pathsAsked")),
    action(say("near.one"), () => ({ only: near(1, [node.id]) }), say("near.oneKept", { node: node.label })),
    action(say("near.two"), () => ({ only: near(2, [node.id]) }), say("near.twoKept", { node: node.label })),
    beyond && action(say("near.more"), () => ({ only: [...new Set([...kept, ...near(1, [node.id])])] }), say("near.moreAdded", { node: node.label })),
    state.center !== node.id && page.seen.groups.size === 0 && action(say("near.around"), () => ({ layout: "rings", center: node.id, pins: [] }), say("near.setOutAround", { node: node.label })),
    action(say("near.hide"), () => ({ away: [...state.away, node.id], chosen: null }), say("near.hidden", { node: node.label })),
  );
}
