// The legend, which is also the filter: each entry shows or hides what it stands for.

import { data, SIGNS, LINES } from "./data.js";
import { el } from "./dom.js";
import { nodeGlyph, lineGlyph, contestedGlyph, numberGlyph } from "./glyphs.js";

/** Fill the legend; `onChange` is told whenever something is shown or hidden. */
export function makeLegend(place, hidden, onChange) {
  const number = (field, value) => data.edges.filter((edge) => edge[field] === value).length;
  const buttons = [];
  const entry = (kind, value, glyph, text, count, about) => {
    const button = el(
      "button",
      {
        type: "button",
        "aria-pressed": "true",
        title: about || null,
        onclick: () => {
          const away = !hidden[kind].delete(value);
          if (away) hidden[kind].add(value);
          button.setAttribute("aria-pressed", String(!away));
          changed(`${text} ${away ? "hidden" : "shown"}`);
        },
      },
      glyph,
      el("span", {}, text),
      el("span", { class: "number" }, count.toLocaleString("en")),
    );
    button.dataset.filter = `${kind}:${value}`;
    buttons.push(button);
    return el("li", {}, button);
  };
  const all = el(
    "button",
    {
      type: "button",
      class: "all",
      hidden: true,
      onclick: () => {
        for (const set of Object.values(hidden)) set.clear();
        for (const button of buttons) button.setAttribute("aria-pressed", "true");
        changed("All shown");
        buttons[0]?.focus();
      },
    },
    "Show all",
  );
  const changed = (told) => {
    all.hidden = Object.values(hidden).every((set) => set.size === 0);
    onChange(told);
  };
  const signs = Object.keys(SIGNS).filter((sign) => number("sign", sign));
  const lines = Object.keys(LINES).filter((line) => number("line", line));
  place.append(
    el("section", {}, el("h2", {}, "Nodes", all), el("ul", {}, data.types.map((type) =>
      entry("types", type.name, nodeGlyph(type.name), type.label, type.count, type.about)))),
  );
  if (!data.edges.length) return;
  place.append(
    el("section", {}, el("h2", {}, "Edges"), el("ul", {}, signs.map((sign) =>
      entry("signs", sign, lineGlyph(sign, "asserted", true), SIGNS[sign], number("sign", sign))))),
    el("section", {}, el("h2", {}, "How it is put"), el("ul", {}, lines.map((line) =>
      entry("lines", line, lineGlyph("neutral", line), LINES[line], number("line", line))))),
    marks(),
  );
}

function marks() {
  const has = (test) => data.edges.some(test);
  const rows = [
    has((edge) => edge.contested) && [contestedGlyph(), "Contested"],
    has((edge) => edge.claims.length > 1) && [numberGlyph(), "Several claims"],
    has((edge) => edge.faded === "closed") && [lineGlyph("neutral", "asserted", false, "closed"), "Ended since"],
    has((edge) => edge.faded === "possibly") && [lineGlyph("neutral", "asserted", false, "possibly"), "Possibly holds"],
    has((edge) => edge.faded === "unknown") && [lineGlyph("neutral", "asserted", false, "unknown"), "Time unknown"],
  ].filter(Boolean);
  if (!rows.length) return "";
  return el("section", {}, el("h2", {}, "Marks"), el("ul", {}, rows.map(([glyph, text]) =>
    el("li", { class: "mark" }, glyph, el("span", {}, text)))));
}
