// The legend, which is also the filter: each entry shows or hides what it stands for.

import { data, claims, edgeTypes, BESIDE, CHANGES, SIGNS, LINES } from "./data.js";
import { el, present } from "./dom.js";
import { nodeGlyph, lineGlyph, contestedGlyph, numberGlyph, tickGlyph, voiceGlyph } from "./glyphs.js";
import { figures, say } from "./say.js";
import { capital } from "./sentences.js";
import { toggled } from "./state.js";

/** What can be drawn besides, in the order of the legend. */
const ASKABLE = ["denied", "promised", "planned", "attempted", "hoped", "deprecated"];

/** Fill the legend. Returns what brings it up to date with a state. */
export function makeLegend(place, page) {
  const drawn = data.edges.filter((edge) => !edge.beside);
  const kept = [...claims.values()].filter((claim) => !claim.beside);
  const buttons = [];
  const entry = (list, value, glyph, text, count, about) => {
    const button = el(
      "button",
      {
        type: "button",
        title: about || null,
        onclick: () => {
          const values = toggled(page.state[list], value);
          const shown = values.includes(value) === (list === "beside");
          page.update({ [list]: values }, shown ? say("legend.shown", { what: text }) : say("legend.hidden", { what: text }));
        },
      },
      glyph,
      el("span", {}, text),
      el("span", { class: "number" }, figures(count)),
    );
    button.dataset.filter = `${list}:${value}`;
    buttons.push([button, list, value]);
    return el("li", {}, button);
  };
  const part = (heading, rows) =>
    rows.length > 0 && el("section", {}, el("h2", {}, heading), el("ul", {}, rows));
  const numbers = (of, values) =>
    Object.keys(values).map((value) => [value, of(value)]).filter(([, count]) => count);
  const signs = numbers((sign) => drawn.filter((edge) => edge.sign === sign).length, SIGNS);
  const lines = numbers((line) => kept.filter((claim) => (claim.modality ?? "asserted") === line).length, LINES);
  const beside = ASKABLE.map((word) => [word, [...claims.values()].filter((claim) => claim.beside === word).length]);
  const told = [...claims.values()];
  const changes = data.compared ? numbers((change) => told.filter((claim) => claim.change === change).length, CHANGES) : [];
  place.append(...present([
    part(say("legend.compared"), changes.map(([change, count]) => entry("changes", change, voiceGlyph(change), capital(CHANGES[change]), count))),
    part(say("legend.nodes"), data.types.map((type) =>
      entry("types", type.name, nodeGlyph(type.name), type.label, type.count, type.about))),
    part(say("legend.edges"), signs.map(([sign, count]) =>
      entry("signs", sign, lineGlyph(sign, "asserted", true), SIGNS[sign], count))),
    part(say("legend.manners"), (data.isSchema ? [] : lines).map(([line, count]) =>
      entry("lines", line, lineGlyph("neutral", line), capital(LINES[line]), count))),
    part(say("legend.beside"), beside.filter(([, count]) => count).map(([word, count]) =>
      entry("beside", word, tickGlyph(), capital(BESIDE[word]), count))),
    marks(),
    kinds(drawn, entry),
  ]));
  return (state) => {
    for (const [button, list, value] of buttons) {
      button.setAttribute("aria-pressed", String(state[list].includes(value) === (list === "beside")));
    }
  };
}

/** Edge types, which are many, behind a heading that opens. */
function kinds(drawn, entry) {
  const rows = [...edgeTypes]
    .map(([type, kind]) => [type, kind, drawn.filter((edge) => edge.type === type).length])
    .filter(([, , count]) => count)
    .sort((one, other) => other[2] - one[2]);
  if (rows.length < 2) return null;
  return el(
    "details",
    {},
    el("summary", {}, say("legend.kinds", { count: rows.length })),
    el("ul", {}, rows.map(([type, kind, count]) => entry("kinds", type, tickGlyph(), capital(kind.phrase), count, kind.about))),
  );
}

function marks() {
  const has = (test) => [...claims.values()].some((claim) => !claim.beside && test(claim));
  const rows = [
    has((claim) => claim.contested) && [contestedGlyph(), say("legend.contested")],
    data.edges.some((edge) => edge.claims.length > 1) && [numberGlyph(), say("legend.several")],
    has((claim) => claim.ended) && [lineGlyph("neutral", "asserted", false, "closed"), say("legend.ended")],
    [lineGlyph("neutral", "asserted", false, "possibly"), say("legend.possibly"), "timed"],
    [lineGlyph("neutral", "asserted", false, "unknown"), say("legend.unknown"), "timed"],
  ].filter(Boolean);
  const isEver = rows.some(([, , when]) => when === undefined);
  return el("section", isEver ? {} : { class: "mark timed" }, el("h2", {}, say("legend.marks")), el("ul", {}, rows.map(([glyph, text, when = ""]) =>
    el("li", { class: `mark ${when}` }, glyph, el("span", {}, text)))));
}
