// Who says it, and where it is written: the filters that are chosen from lists.

import { claims, data, documents, labelOf } from "./data.js";
import { el, present } from "./dom.js";
import { say } from "./say.js";

/** Fill the place of the filters. Returns what brings them up to date with a state. */
export function makeFilters(place, page) {
  // Nobody says what a schema says.
  if (data.isSchema) return () => {};
  const said = tally((claim) => claim.says?.at(-1));
  const reported = tally((claim) => claim.says?.[0]);
  const written = tally((claim) => claim.document);
  const refreshers = [];
  const choice = (id, label, options, read, write, told) => {
    const list = el("select", { id }, options.map(([value, text]) => el("option", { value }, text)));
    list.addEventListener("change", () => page.update(write(list.value), told(list.selectedOptions[0].text)));
    refreshers.push((state) => {
      list.value = read(state);
      list.classList.toggle("set", list.value !== "");
    });
    return el("p", {}, el("label", { for: id }, label), list);
  };
  const people = (counts) => [...counts].map(([id, count]) => [id, say("filters.counted", { what: labelOf(id), count })]);
  const firsthand = el("input", { type: "checkbox", id: "firsthand" });
  firsthand.addEventListener("change", () =>
    page.update({ firsthand: firsthand.checked }, firsthand.checked ? say("filters.firsthand") : say("filters.anyhand")));
  refreshers.push((state) => {
    firsthand.checked = state.firsthand;
  });
  const sections = choice("section", say("filters.section"), [["", say("filters.allSections")]], (state) => state.section ?? "",
    (value) => ({ section: value || null }), (text) => say("filters.keptSection", { section: text }));
  const sectionList = sections.querySelector("select");
  let sectionsOf = null;
  refreshers.unshift(({ document: chosen }) => {
    if (chosen === sectionsOf) return;
    sectionsOf = chosen;
    const found = chosen === null ? [] : [...tally((claim) => (claim.document === chosen ? claim.section : undefined)).keys()];
    sectionList.replaceChildren(el("option", { value: "" }, say("filters.allSections")), ...found.map((text) => el("option", { value: text }, text)));
    sections.hidden = found.length < 2;
  });
  place.append(...present([
    said.size > 0 && choice("said", say("filters.saidBy"), [["", say("filters.anybody")], ...people(said)], (state) => state.said ?? "",
      (value) => ({ said: value || null }), (text) => say("filters.keptSaidBy", { speaker: text })),
    reported.size > 1 && choice("reported", say("filters.reportedBy"), [["", say("filters.anybody")], ...people(reported)], (state) => state.reported ?? "",
      (value) => ({ reported: value || null }), (text) => say("filters.keptReportedBy", { speaker: text })),
    said.size > 1 && choice("versus", say("filters.compare"), [["", say("filters.nobody")], ...people(said)], (state) => state.versus?.[0] ?? "",
      (value) => ({ versus: value ? [value, "*"] : null, beside: value ? [...new Set([...page.state.beside, "denied"])] : page.state.beside, chosen: null, path: null, which: 0 }),
      (text) => say("filters.compared", { speaker: text })),
    said.size > 0 && el("p", { class: "tick" }, firsthand, el("label", { for: "firsthand" }, say("filters.firsthand"))),
    choice("contested", say("filters.contested"), [["", say("filters.orNot")], ["yes", say("filters.onlyContested")], ["no", say("filters.onlyUncontested")]],
      (state) => (state.contested === null ? "" : state.contested ? "yes" : "no"),
      (value) => ({ contested: value === "" ? null : value === "yes" }), (text) => text),
    written.size > 0 && choice("written", say("filters.writtenIn"), [["", say("filters.anyDocument")],
      ...[...written.keys()].map((id) => [id, documents.get(id)?.title ?? id])], (state) => state.document ?? "",
      (value) => ({ document: value || null, section: null }), (text) => say("filters.keptWrittenIn", { document: text })),
    sections,
  ]));
  return (state) => refreshers.forEach((refresh) => refresh(state));
}

/** How often a value occurs in the claims that a page can draw, the most frequent first. */
function tally(valueOf) {
  const counts = new Map();
  for (const claim of claims.values()) {
    if (claim.beside === "withdrawn" || claim.beside === "outside") continue;
    const value = valueOf(claim);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return new Map([...counts].sort((one, other) => other[1] - one[1]));
}
