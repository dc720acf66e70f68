// What a reader asks of the whole: how two nodes are connected, and what two speakers say.

import { data, claims, edges, edgeTypes, labelOf, nodes, counted } from "./data.js";
import { el, name, present } from "./dom.js";
import { voiceGlyph } from "./glyphs.js";
import { pathsBetween } from "./paths.js";
import { disputesOf, pictureOf } from "./picture.js";
import { nodeField } from "./search.js";
import { capital, inner, sentenceOf, speakersOf } from "./sentences.js";
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

/** The card of paths: between which nodes, and each path as sentences. */
export function pathCard(page) {
  const { state, picture, paths } = page;
  const [from, to] = state.path;
  const end = (at, label) =>
    nodeField(`path-${at}`, label, (id) => page.update({ path: at ? [from, id] : [id, to].filter(Boolean), which: 0 }, ""));
  return present([
    el("p", { class: "kicker" }, "Paths"),
    el(
      "h2",
      { class: "name", tabindex: "-1", dir: "auto" },
      inner({ kind: "node", id: from }, page.choose, name(labelOf(from))),
      el("span", { class: "verb" }, " to "),
      to ? inner({ kind: "node", id: to }, page.choose, name(labelOf(to))) : "…",
    ),
    el("div", { class: "ends" }, end(0, "From another node"), end(1, to ? "To another node" : "To which node?")),
    to && [
      el("p", { class: "also" }, foundWords(paths, state, picture)),
      el("ol", { class: "paths" }, paths.map((path, at) => pathItem(path, at, page))),
    ],
  ]);
}

function foundWords(paths, { path }, picture) {
  if (paths.length) {
    const steps = paths[0].steps.length;
    return `${counted(paths.length, "path")}, the shortest of ${counted(steps, "step")}, whichever way the edges lead.`;
  }
  const everything = pictureOf({ nodes, edges, claims, edgeTypes }, EVERYTHING);
  const without = pathsOf({ path }, everything).length;
  if (without && everything.looks.size > picture.looks.size) {
    return `No path of six steps or fewer is left by the filters; without them there ${without === 1 ? "is one" : `are ${without}`}.`;
  }
  return "No path of six steps or fewer connects them.";
}

function pathItem(path, at, page) {
  const lit = at === page.state.which;
  const button = el(
    "button",
    {
      type: "button",
      class: "light",
      "aria-pressed": String(lit),
      onclick: () => page.update({ which: at }, `Path ${at + 1} is lit`),
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
  const them = other === "*" ? "everybody else" : labelOf(other);
  const said = new Set([...claims.values()].map((claim) => claim.says?.at(-1)).filter(Boolean));
  const choice = el(
    "select",
    { id: "versus-other" },
    el("option", { value: "*" }, "everybody else"),
    [...said].filter((id) => id !== one).map((id) => el("option", { value: id }, labelOf(id))),
  );
  choice.value = other;
  choice.addEventListener("change", () => page.update({ versus: [one, choice.value] }, `${labelOf(one)} and ${choice.selectedOptions[0].text}`));
  const swap = other !== "*" && el("button", { type: "button", class: "plain", onclick: () => page.update({ versus: [other, one] }, "Swapped") }, "Swap");
  return present([
    el("p", { class: "kicker" }, "Perspectives"),
    el("h2", { class: "name", tabindex: "-1", dir: "auto" }, name(labelOf(one)), el("span", { class: "verb" }, " and "), name(them)),
    el("p", { class: "ends" }, el("label", { for: "versus-other" }, "Beside"), choice, swap),
    voicePart("contradict", "They contradict each other", groups.contradict, page),
    voicePart("one", `Only ${labelOf(one)} says`, groups.one, page),
    voicePart("other", `Only ${them} says`, groups.other, page),
    voicePart("both", other === "*" ? "Others say it, too" : "Both say", groups.both, page),
    voicePart("rest", "Only others say", groups.rest, page),
    picture.looks.size === 0 && el("p", { class: "also" }, "Neither says anything that the filters leave."),
  ]);
}

function voicePart(voice, heading, ids, page) {
  if (!ids.length) return null;
  const lit = { nodes: new Set(ids.flatMap((id) => [edges.get(id).source, edges.get(id).target])), edges: new Set(ids) };
  const head = el(
    "h2",
    { class: "part voice" },
    voiceGlyph(voice),
    el("span", {}, capital(heading)),
    el("span", { class: "number" }, ids.length.toLocaleString("en")),
  );
  head.addEventListener("pointerenter", () => page.light(lit));
  head.addEventListener("pointerleave", () => page.light(null));
  const rows = el("ul", { class: "said" }, ids.map((id) => el("li", {}, voiceSentences(id, voice, page))));
  return voice === "rest" ? [head, el("details", {}, el("summary", {}, counted(ids.length, "edge")), rows)] : [head, rows];
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
    action("Paths from here…", () => ({ path: [node.id], which: 0, chosen: null }), "Choose where to"),
    action("Only this and its neighbors", () => ({ only: near(1, [node.id]) }), `Only ${node.label} and its neighbors`),
    action("Two steps", () => ({ only: near(2, [node.id]) }), `Only what is within two steps of ${node.label}`),
    beyond && action("Its other neighbors, too", () => ({ only: [...new Set([...kept, ...near(1, [node.id])])] }), `Neighbors of ${node.label} added`),
    state.center !== node.id && page.seen.groups.size === 0 && action("Set out around it", () => ({ layout: "rings", center: node.id, pins: [] }), `Set out around ${node.label}`),
    action("Hide", () => ({ away: [...state.away, node.id], chosen: null }), `${node.label} hidden`),
  );
}
