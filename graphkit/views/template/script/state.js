// What is chosen, filtered and shown: one plain value that is never changed, and its form in the
// address. A link to a page leads to exactly this.

/**
 * @typedef {{kind: "node", id: string}
 *   | {kind: "edge", id: string, claim?: string}
 *   | {kind: "group", id: string}
 *   | {kind: "claim", id: string, source: string, target: string, type: string}} Chosen
 *
 * @typedef {object} State
 * @property {Chosen | null} chosen
 * @property {string[]} types Node types that are hidden.
 * @property {string[]} kinds Edge types that are hidden.
 * @property {string[]} signs Signs that are hidden.
 * @property {string[]} lines Modalities that are hidden.
 * @property {string[]} changes What of two graphs is hidden: added, removed, changed, same.
 * @property {string[]} beside What is drawn besides: denied, planned, deprecated, ….
 * @property {string | null} said Only claims whose innermost speaker this is.
 * @property {string | null} reported Only claims whose outermost speaker this is.
 * @property {boolean} firsthand Only claims that reach us through nobody else.
 * @property {boolean | null} contested
 * @property {string | null} document
 * @property {string | null} section
 * @property {[number, number] | null} time A day twice, or the first and the last day of a time.
 * @property {boolean} sure Only what surely holds then.
 * @property {[string, string] | null} versus A speaker, and another one or everybody else (`*`).
 * @property {string[] | null} path The nodes between which paths are shown; the second may be missing.
 * @property {number} which Which of the paths is lit.
 * @property {string | null} reading The document whose text is open.
 * @property {string[]} away Nodes that are hidden one by one.
 * @property {string[] | null} only The nodes that are kept; all where null.
 * @property {"drawing" | "table"} view
 * @property {"forces" | "time" | "communities" | "rings"} layout How the nodes are set out.
 * @property {string | null} center The node around which rings lie.
 * @property {number | null} step Which view of the tour this is, from 0.
 * @property {string[]} open The groups that were opened, each by the node that it is called after.
 * @property {string[]} pins Where nodes were dragged to, each as "x y id".
 */

/** @type {Readonly<State>} */
export const EVERYTHING = Object.freeze({
  chosen: null,
  types: [],
  kinds: [],
  signs: [],
  lines: [],
  changes: [],
  beside: [],
  said: null,
  reported: null,
  firsthand: false,
  contested: null,
  document: null,
  section: null,
  time: null,
  sure: false,
  versus: null,
  path: null,
  which: 0,
  reading: null,
  away: [],
  only: null,
  view: "drawing",
  layout: "forces",
  center: null,
  open: [],
  pins: [],
  step: null,
});

/** What of the state is no filter: it decides what is looked at, and how. */
const LOOKS = /** @type {const} */ (["chosen", "view", "path", "which", "reading", "layout", "center", "open", "pins", "step"]);

/** The part of a state that is no filter. */
export function looksOf(/** @type {State} */ state) {
  return Object.fromEntries(LOOKS.map((name) => [name, state[name]]));
}

/** What of the state decides which claims are drawn. */
export const FILTERS = Object.freeze(
  /** @type {(keyof State)[]} */ (Object.keys(EVERYTHING)).filter((name) => !LOOKS.some((look) => look === name)),
);

const LISTS = ["types", "kinds", "signs", "lines", "changes", "beside", "away", "only", "open", "pins"];
const SINGLES = ["said", "reported", "document", "section", "reading", "center"];
const PAIRS = ["versus", "path"];

/** Whether two states show the same. */
export function same(/** @type {State} */ one, /** @type {State} */ other) {
  return addressOf(one) === addressOf(other);
}

/**
 * What stands for a state behind the # of an address; nothing for everything.
 *
 * @param {State} state
 * @param {State["layout"]} usual The layout that needs no words.
 */
export function addressOf(state, usual = EVERYTHING.layout) {
  const parts = [];
  const put = (/** @type {string} */ name, /** @type {string[]} */ values) =>
    parts.push(`${name}=${values.map(encodeURIComponent).join(",")}`);
  const { chosen } = state;
  if (chosen?.kind === "edge" && chosen.claim) put("claim", [chosen.claim]);
  else if (chosen) put(chosen.kind, [chosen.id]);
  for (const name of LISTS) if (state[name] !== null && (state[name].length || name === "only")) put(name, state[name]);
  for (const name of SINGLES) if (state[name] !== null) put(name, [state[name]]);
  for (const name of PAIRS) if (state[name] !== null) put(name, state[name]);
  if (state.time) put("time", [...new Set(state.time.map(isoOf))]);
  if (state.contested !== null) put("contested", [state.contested ? "yes" : "no"]);
  if (state.firsthand) put("firsthand", ["yes"]);
  if (state.sure) put("sure", ["yes"]);
  if (state.step !== null) put("step", [String(state.step + 1)]);
  if (state.which) put("which", [String(state.which)]);
  if (state.view !== "drawing") put("view", [state.view]);
  if (state.layout !== usual) put("layout", [state.layout]);
  return parts.length ? `#${parts.join("&")}` : "";
}

/**
 * The state that an address stands for. What names nothing that is there is left out.
 *
 * @param {string} fragment
 * @param {Record<string, (word: string) => boolean>} known Tells for each of `node`, `speaker`,
 *   `document`, and the lists, whether there is such a one.
 * @param {(kind: string, id: string) => Chosen | null} find Finds what can be chosen.
 * @param {State["layout"]} usual The layout where the address names none.
 * @returns {State}
 */
export function stateOf(fragment, known, find, usual = EVERYTHING.layout) {
  /** @type {any} */
  const state = { ...EVERYTHING, layout: usual };
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const [name, rest = ""] = part.split(/=(.*)/s);
    let values;
    try {
      values = rest ? rest.split(",").map(decodeURIComponent) : [];
    } catch {
      continue;
    }
    const [first] = values;
    if (LISTS.includes(name)) state[name] = values.filter(known[name]);
    else if (name === "section") state.section = first ?? null;
    else if (SINGLES.includes(name)) state[name] = first !== undefined && known[name](first) ? first : null;
    else if (name === "path") state.path = [1, 2].includes(values.length) && values.every(known.node) ? values : null;
    else if (name === "versus") {
      const [one, other] = values;
      const areThere = values.length === 2 && one !== other && known.said(one) && (other === "*" || known.said(other));
      state.versus = areThere ? values : null;
    } else if (name === "which") state.which = /^\d{1,3}$/.test(first ?? "") ? Number(first) : 0;
    else if (name === "step") state.step = known.step(first) ? Number(first) - 1 : null;
    else if (name === "time") state.time = timeOf(values);
    else if (name === "contested") state.contested = { yes: true, no: false }[first] ?? null;
    else if (name === "firsthand" || name === "sure") state[name] = first === "yes";
    else if (name === "view") state.view = first === "table" ? "table" : "drawing";
    else if (name === "layout") state.layout = known.layout(first) ? first : EVERYTHING.layout;
    else if (["node", "edge", "group", "claim"].includes(name)) state.chosen = first === undefined ? null : find(name, first);
  }
  if (!state.time) state.sure = false;
  if (!state.path) state.which = 0;
  if (!state.document) state.section = null;
  if (state.layout !== "rings") state.center = null;
  else if (state.center === null) state.layout = EVERYTHING.layout;
  return state;
}

/** A list with something in it, or without it where it was. */
export function toggled(/** @type {string[]} */ list, /** @type {string} */ value) {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

const DAY = 86400000;

/** A day as it is written: 2013-01-01. */
export function isoOf(/** @type {number} */ day) {
  return new Date(day * DAY).toISOString().replace(/T.*/, "");
}

/** How many days after 1970-01-01 a day is; null where it is none. */
export function dayOf(/** @type {string} */ iso) {
  if (!/^([+-]\d\d)?\d{4}-\d\d-\d\d$/.test(iso)) return null;
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? null : Math.floor(moment / DAY);
}

/** @returns {[number, number] | null} */
function timeOf(/** @type {string[]} */ values) {
  const days = values.map(dayOf);
  const [first, last = first] = days;
  if (days.length > 2 || first === null || first === undefined || last === null || last < first) return null;
  return [first, last];
}
