// The page as a whole: it holds the state, and tells every part when it changes.

import {
  data, nodes, edges, claims, edgeTypes, types, documents, edgesOfNode, groupNamed, groupOf, ofClaim, BESIDE, CHANGES, LINES, SIGNS,
} from "./data.js";
import { tintAll, isDark } from "./glyphs.js";
import { makeDrawing } from "./drawing.js";
import { arrangementOf, pinned, pinOf, WAYS } from "./arranging.js";
import { lightOf, pathsOf } from "./asking.js";
import { cardOf, titleOf } from "./cards.js";
import { citeCopies } from "./citing.js";
import { toggledGroup } from "./communities.js";
import { byId, el } from "./dom.js";
import { makeFilters } from "./filters.js";
import { seenOf } from "./groups.js";
import { makeLegend } from "./legend.js";
import { makeMenu } from "./menu.js";
import { within } from "./paths.js";
import { pictureOf } from "./picture.js";
import { markPassages, showPassage } from "./reader.js";
import { say } from "./say.js";
import { makeSearch } from "./search.js";
import { addressOf, dayOf, looksOf, same, stateOf, EVERYTHING } from "./state.js";
import { makeTable } from "./table.js";
import { makeTakeaway } from "./takeaway.js";
import { makeTimeline } from "./timeline.js";
import { makeTour } from "./tour.js";

const narrow = matchMedia("(max-width: 700px)");
const darkness = matchMedia("(prefers-color-scheme: dark)");

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").textContent = dark ? say("masthead.light") : say("masthead.dark");
}

setTheme(darkness.matches);

// In an article, "?embed" behind the address leaves the drawing, what it shows and its sources.
document.documentElement.classList.toggle("embed", new URLSearchParams(location.search).has("embed"));

/**
 * What the page shows when it opens: all, or the day that it was made for.
 *
 * @type {() => import("./state.js").State}
 */
const opening = () => {
  const day = data.asOf === null ? null : dayOf(data.asOf);
  const center = data.layout === "rings" ? data.focus : null;
  return { ...EVERYTHING, time: day === null ? null : [day, day], layout: data.layout, center };
};

/** @type {any} */
const page = {
  state: opening(),
  picture: null,
  seen: null,
  arranged: null,
  paths: [],
  choose,
  update,
  say: (told) => {
    byId("spoken").textContent = told;
  },
  standfirst: () => byId("standfirst").textContent,
  light: (lit) => drawing.light(lit),
  showPassage,
  near: (ids, hops) => within(data.edges.filter((edge) => !edge.beside), ids, hops),
};

/** Of a large graph, so many neighbors of a chosen node are drawn. */
const MOST_NEAR = 300;

const before = [];
const after = [];

const refreshers = [
  makeLegend(byId("key"), page),
  makeFilters(byId("filters"), page),
  makeTimeline(byId("time"), page),
  makeTable(byId("table"), byId("switch"), page),
  makeTour(byId("tour"), page, stateInAddress),
];
makeSearch(byId("search"), choose);
citeCopies(byId("card"), page);

// It comes last, since the other parts decide how much room it has.
const drawing = makeDrawing(byId("drawing"), {
  onChoose: (chosen) => choose(chosen),
  onMove: (id, place) => {
    const others = page.state.pins.filter((pin) => pinOf(pin).id !== id);
    update({ pins: [...others, pinned(id, place)] }, say("arranging.moved", { node: nodes.get(id).label }));
  },
  onOpen: (group) => update(toggledGroup(group, page), page.seen.open.has(group.at) ? say("groups.oneClosed") : say("groups.oneOpened"), { near: group }),
  onHover: (hovered) => {
    byId("readout").textContent = hovered ? titleOf(hovered) : "";
    if (page.state.reading !== null) markPassages(hovered);
  },
});
makeTakeaway(byId("tools"), page, drawing.view);
makeMenu(byId("drawing"), drawing.network, page);
refreshers.push(({ layout, center }) => {
  const field = byId("layout");
  const around = field.querySelector('[value="rings"]') ?? el("option", { value: "rings" });
  if (layout === "rings") {
    around.textContent = say("arranging.rings", { node: nodes.get(center).label });
    field.append(around);
  } else around.remove();
  field.value = layout;
  byId("arrange").hidden = field.options.length < 2;
});

/** Choose a node, an edge or a claim; null chooses nothing. */
function choose(chosen) {
  update({ chosen }, chosen === null ? "" : titleOf(chosen));
}

/**
 * Change the state, so that it can be undone.
 *
 * @param {Partial<import("./state.js").State>} change
 * @param {string} told What is said of it to those who do not see it.
 * @param {{step?: boolean, near?: import("./groups.js").Group}} manner A step of a movement takes the place
 *   of the one before. A group that is opened is looked at.
 */
function update(change, told = "", { step = false, near } = {}) {
  const next = { ...page.state, ...change };
  const steps = step && before.at(-1)?.step;
  if (!same(next, page.state)) {
    if (!steps) before.push({ state: page.state, step });
    after.length = 0;
    remember(next, steps);
  }
  apply(next, told);
  if (near !== undefined && page.seen.open.has(near.at)) drawing.showGroup(near);
}

/** The nodes that are drawn wherever they lie: those that are looked at, and what is near. */
function wantedOf(chosen, picture) {
  if (chosen === null || chosen.kind === "group") return drawing.view.lit?.nodes;
  if (chosen.kind !== "node") return new Set(endsOf(chosen));
  const near = (edgesOfNode.get(chosen.id) ?? []).filter(({ id }) => picture.looks.has(id)).slice(0, MOST_NEAR);
  return new Set([chosen.id, ...near.flatMap(({ source, target }) => [source, target])]);
}

/** Show a state. */
function apply(state, told, { found = false } = {}) {
  const { chosen } = state;
  const cardAnew = ({ chosen: one, reading }) => JSON.stringify([one, reading]);
  const chosenAnew = page.picture === null || cardAnew(state) !== cardAnew(page.state);
  const litAnew = page.picture === null || String([state.path, state.which]) !== String([page.state.path, page.state.which]);
  const filteredAnew = page.picture === null || !same({ ...state, ...looksOf(EVERYTHING) }, { ...page.state, ...looksOf(EVERYTHING) });
  const earlier = page.state;
  page.state = state;
  const arrangedAnew = page.arranged === null || ["layout", "center", "pins"].some((name) => String(state[name]) !== String(earlier[name]));
  if (filteredAnew) page.picture = pictureOf({ nodes, edges, claims, edgeTypes }, state);
  const asked = chosen === null && state.reading === null && state.path !== null;
  page.paths = asked ? pathsOf(state, page.picture) : [];
  drawing.view.lit = asked ? lightOf(page.paths[state.which] ?? page.paths[0]) ?? null : null;
  if (arrangedAnew) {
    const moved = page.arranged !== null && (state.layout !== earlier.layout || state.center !== earlier.center);
    page.arranged = arrangementOf(state);
    drawing.arrange(page.arranged, moved);
  }
  const open = state.open.map((id) => groupNamed(id).at);
  page.seen = seenOf(page.picture, { groupOf, edges }, open, wantedOf(chosen, page.picture));
  drawing.paint(page.seen, chosen);
  for (const refresh of refreshers) refresh(state, page.picture);
  byId("undo").disabled = before.length === 0;
  byId("redo").disabled = after.length === 0;
  byId("standfirst").textContent = standfirstOf(page.picture);
  byId("everything").hidden = same({ ...opening(), ...looksOf(state) }, state);
  document.documentElement.classList.toggle("timed", state.time !== null);
  const card = byId("card");
  const top = card.scrollTop;
  card.replaceChildren(...cardOf(chosen, page));
  card.scrollTop = chosenAnew ? 0 : top;
  const isOpen = [chosen, state.path, state.versus, state.reading].some((one) => one !== null);
  byId("close").hidden = !isOpen;
  byId("reading").classList.toggle("sheet", isOpen);
  byId("spoken").textContent = told;
  if (chosenAnew && chosen !== null) lookAt(chosen, card, found);
  else if (drawing.view.lit !== null && litAnew) {
    drawing.show([...drawing.view.lit.nodes], narrow.matches ? coveredHeight() : 0);
  }
}

const opened = byId("standfirst").textContent;

/** How much of what the page holds is drawn: its own words where that is all. */
function standfirstOf(picture) {
  const { state } = page;
  if (same({ ...state, ...looksOf(opening()) }, opening())) return opened;
  return say("shown.filtered", {
    nodes: say("counts.nodes", { count: picture.nodes.size }),
    edges: say("counts.edges", { count: picture.looks.size }),
    claims: say("counts.someClaims", { some: picture.claims.size, count: claims.size }),
  });
}

function lookAt(chosen, card, found) {
  const here = card.querySelector(".here");
  if (here?.previousElementSibling?.matches(".claim")) here.scrollIntoView({ block: "start" });
  if (chosen.kind === "group") {
    if (found) drawing.showGroup(groupNamed(chosen.id));
    return card.querySelector(".name")?.focus({ preventScroll: true });
  }
  const ends = chosen.kind === "node" ? [chosen.id] : endsOf(chosen);
  if (found || narrow.matches || ends.some(isOutOfSight)) {
    drawing.show(ends, narrow.matches ? coveredHeight() : 0);
  }
  card.querySelector(".name")?.focus({ preventScroll: true });
}

/** Put the state into the address, so that a link leads to it and "back" leads away. */
function remember(state, inPlace = false) {
  const address = addressOf(state, data.layout);
  // A page that is shown within another, as in a notebook, has no address of its own.
  if (location.protocol === "about:" || address === location.hash) return;
  history[inPlace ? "replaceState" : "pushState"](null, "", address || location.pathname + location.search);
}

/** Close what is open beside the drawing, the innermost first. */
function closeCard() {
  const { chosen, path, versus, reading } = page.state;
  if (chosen !== null) choose(null);
  else if (reading !== null) update({ reading: null }, say("stage.documentClosed"));
  else if (path !== null) update({ path: null, which: 0 }, say("stage.pathsClosed"));
  else if (versus !== null) update({ versus: null }, say("stage.versusClosed"));
}

function undo() {
  if (!before.length) return;
  after.push(page.state);
  const { state } = before.pop();
  remember(state);
  apply(state, say("masthead.undone"));
}

function redo() {
  if (!after.length) return;
  before.push({ state: page.state, step: false });
  const state = after.pop();
  remember(state);
  apply(state, say("masthead.redone"));
}

function endsOf(chosen) {
  const pair = chosen.kind === "edge" ? edges.get(chosen.id) : chosen;
  return [pair.source, pair.target];
}

function isOutOfSight(id) {
  const body = drawing.network.body.nodes[id];
  if (!body) return false;
  const { x, y } = drawing.network.canvasToDOM({ x: body.x, y: body.y });
  const place = byId("drawing");
  return x < 20 || y < 20 || x > place.clientWidth - 20 || y > place.clientHeight - 20;
}

/** How much of the drawing the sheet covers. */
function coveredHeight() {
  const bottom = byId("drawing").getBoundingClientRect().bottom;
  return Math.max(0, bottom - byId("reading").getBoundingClientRect().top);
}

/** @returns {import("./state.js").State} */
function stateInAddress(address = location.hash) {
  if (location.protocol === "about:" && address === location.hash || address.length < 2) return opening();
  const isNode = (id) => nodes.has(id);
  const speakers = new Set([...claims.values()].flatMap((claim) => claim.says ?? []));
  const known = {
    node: isNode,
    away: isNode,
    only: isNode,
    open: (id) => groupNamed(id) !== undefined,
    said: (id) => speakers.has(id),
    reported: (id) => speakers.has(id),
    document: (id) => documents.has(id),
    reading: (id) => documents.get(id)?.text !== undefined,
    types: (name) => types.has(name),
    kinds: (name) => edgeTypes.has(name),
    signs: (name) => Object.hasOwn(SIGNS, name),
    lines: (name) => Object.hasOwn(LINES, name),
    changes: (name) => data.compared && Object.hasOwn(CHANGES, name),
    center: isNode,
    step: (number) => /^\d{1,3}$/.test(number ?? "") && data.tour[Number(number) - 1] !== undefined,
    pins: (pin) => pinOf(pin) !== null,
    layout: (name) => WAYS.has(name) || name === "rings",
    beside: (name) => Object.hasOwn(BESIDE, name) && !["withdrawn", "outside"].includes(name),
  };
  const state = stateOf(address, known, (kind, id) => {
    if (kind === "group") return groupNamed(id) === undefined ? null : { kind, id };
    if (kind === "claim") return claims.has(id) ? ofClaim(id) : null;
    if (kind === "node") return nodes.has(id) ? { kind, id } : null;
    return edges.has(id) ? { kind: "edge", id } : null;
  }, data.layout);
  if (state.layout === "rings" && state.center === null) state.center = data.focus;
  return data.asOf === null ? state : { ...state, time: opening().time };
}

byId("closer").addEventListener("click", () => drawing.zoomBy(1.35));
byId("farther").addEventListener("click", () => drawing.zoomBy(1 / 1.35));
byId("whole").addEventListener("click", () => drawing.fit());
byId("layout").replaceChildren(...[...WAYS].map(([way, words]) => el("option", { value: way }, words)));
byId("layout").addEventListener("change", ({ currentTarget: field }) =>
  update({ layout: field.value, center: null, pins: [] }, say("arranging.done", { way: field.selectedOptions[0].text })));
byId("close").addEventListener("click", closeCard);
byId("undo").addEventListener("click", undo);
byId("redo").addEventListener("click", redo);
byId("everything").addEventListener("click", () => {
  update({ ...opening(), ...looksOf(page.state) }, say("stage.everythingShown"));
  byId("key").querySelector("button")?.focus();
});
const changeTheme = (dark) => {
  setTheme(dark);
  tintAll();
  drawing.restyle();
};
byId("theme").addEventListener("click", () => changeTheme(!isDark()));
darkness.addEventListener("change", () => changeTheme(darkness.matches));
document.addEventListener("keydown", (event) => {
  const on = /** @type {Element} */ (event.target);
  if (event.key === "Escape") closeCard();
  if (!(event.ctrlKey || event.metaKey) || on.matches("input[type=search]")) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
});
addEventListener("popstate", () => {
  const state = stateInAddress();
  before.push({ state: page.state, step: false });
  apply(state, state.chosen === null ? "" : titleOf(state.chosen), { found: true });
});
addEventListener("beforeprint", () => drawing.fit(false));

let width = byId("drawing").clientWidth;
new ResizeObserver(() => {
  if (byId("drawing").clientWidth === width) return;
  width = byId("drawing").clientWidth;
  drawing.turn();
  if (page.state.chosen === null) drawing.fit(false);
}).observe(byId("drawing"));

{
  const state = stateInAddress();
  apply({ ...state, chosen: null }, "");
  drawing.fit(false);
  if (state.chosen !== null) apply(state, titleOf(state.chosen), { found: true });
}

// For tests, and for the curious: the drawing, and how to choose something on it.
Object.assign(window, { graphkit: Object.freeze({ network: drawing.network, view: drawing.view, choose, update, data, page }) });
