// Search over names, other names and ids, with results as one types.

import { data, types, folded } from "./data.js";
import { el, name } from "./dom.js";
import { nodeGlyph } from "./glyphs.js";

const MOST = 12;

const index = data.nodes.map((node) => ({
  node,
  label: folded(node.label),
  rest: [...(node.names ?? []), node.id].map((text) => [text, folded(text)]),
}));

/** The nodes that a text finds, best first, each with the other name that it was found by. */
export function find(text) {
  const wanted = folded(text);
  if (!wanted) return [];
  const found = [];
  for (const { node, label, rest } of index) {
    const other = rest.find(([, other]) => other.includes(wanted))?.[0];
    const rank = label.startsWith(wanted) ? 0 : label.includes(` ${wanted}`) ? 1 : label.includes(wanted) ? 2 : other ? 3 : 9;
    if (rank < 9) found.push({ node, rank, by: rank === 3 ? other : null });
  }
  return found.sort((one, other) => one.rank - other.rank || other.node.degree - one.node.degree);
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
    el("ul", { id: list, class: "results", role: "listbox", "aria-label": "Found", hidden: true }),
  );
  makeSearch(place, ({ id: found }) => onPick(found));
  return place;
}

/** Make a search field work. */
export function makeSearch(place, choose) {
  const field = place.querySelector("input");
  const list = place.querySelector("ul");
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
    choose({ kind: "node", id: found.node.id });
  };
  const mark = () => {
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return;
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const fill = () => {
    const all = find(field.value);
    shown = all.slice(0, MOST);
    at = shown.length ? 0 : -1;
    const rows = shown.map((found, number) => {
      const told = [types.get(found.node.type).label, found.by && `found by “${found.by}”`].filter(Boolean).join(" · ");
      const row = el(
        "li",
        { role: "option", id: `${list.id}-${number}`, onclick: () => take(found) },
        nodeGlyph(found.node.type),
        el("span", { class: "hit" }, name(found.node.label), el("small", {}, told)),
      );
      // The field keeps the focus, so that the click arrives before the list closes.
      row.addEventListener("pointerdown", (event) => event.preventDefault());
      return row;
    });
    if (!rows.length) rows.push(el("li", { class: "none" }, "No node has this name."));
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
