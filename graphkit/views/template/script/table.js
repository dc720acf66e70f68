// The same content as a table, for those who would rather read it: what is drawn, by the same filters.

import { LINES, ofClaim } from "./data.js";
import { el, name } from "./dom.js";
import { say } from "./say.js";
import { claimRows, nodeRows } from "./takeaway.js";

/** How many rows are set at a time. */
const ROWS_SET = 200;

const CLAIM_HEADS = [
  ["sentence", say("table.sentence")], ["claimed_by", say("table.saidBy")], ["modality", say("table.manner")],
  ["time", say("table.time")], ["document", say("table.document")],
];
const NODE_HEADS = [
  ["name", say("table.name")], ["type", say("table.type")], ["names", say("table.names")], ["edges", say("table.edges")],
];

/** Fill the place of the table. Returns what brings it up to date with a state and its picture. */
export function makeTable(place, switcher, page) {
  const orders = { claims: null, nodes: null };
  switcher.addEventListener("click", () => {
    const isTable = page.state.view === "table";
    page.update({ view: isTable ? "drawing" : "table" }, isTable ? say("table.drawing") : say("table.table"));
  });
  let drawnFor = null;
  const fill = (picture) => {
    drawnFor = picture;
    const claims = claimRows(picture);
    const rows = nodeRows(picture);
    place.replaceChildren(
      table("claims", say("table.claims", { count: claims.length }), CLAIM_HEADS, claims, (row) => page.choose(ofClaim(row.id))),
      table("nodes", say("counts.nodes", { count: rows.length }), NODE_HEADS, rows, (row) => page.choose({ kind: "node", id: row.id })),
    );
  };
  function table(kind, caption, heads, rows, choose) {
    const order = orders[kind];
    const sorted = order === null ? rows : [...rows].sort((one, other) => order.way * compared(one[order.by], other[order.by]));
    const body = el("tbody", {});
    const more = el("button", { type: "button", class: "plain more", onclick: () => add() });
    let set = 0;
    const add = () => {
      for (const row of sorted.slice(set, set + ROWS_SET)) {
        body.append(el("tr", {}, heads.map(([column], at) => {
          const text = name(String((column === "modality" ? LINES[row[column]] : row[column]) ?? ""));
          return at === 0
            ? el("th", { scope: "row" }, el("button", { type: "button", onclick: () => choose(row) }, text))
            : el("td", {}, text, column === "modality" && row.contested === "yes" && el("span", { class: "word" }, ` ${say("table.contested")}`));
        })));
      }
      set = Math.min(set + ROWS_SET, sorted.length);
      more.hidden = set >= sorted.length;
      more.textContent = say("table.more", { count: sorted.length - set });
    };
    add();
    const head = heads.map(([column, text]) => {
      const way = order?.by === column ? order.way : 0;
      return el("th", { scope: "col", "aria-sort": way ? (way > 0 ? "ascending" : "descending") : null }, el("button", {
        type: "button",
        onclick: () => {
          orders[kind] = { by: column, way: way > 0 ? -1 : 1 };
          fill(drawnFor);
          page.say(say("table.sorted", { column: text }));
          place.querySelector(`[data-kind=${kind}] thead th:nth-child(${heads.findIndex(([each]) => each === column) + 1}) button`).focus();
        },
      }, text));
    });
    return el("div", { "data-kind": kind }, el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, head)), body), more);
  }
  return (state, picture) => {
    const isTable = state.view === "table";
    place.hidden = !isTable;
    switcher.textContent = isTable ? say("table.drawing") : say("table.table");
    if (isTable && drawnFor !== picture) fill(picture);
  };
}

function compared(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  // What is absent comes last.
  const [left, right] = [one ?? "", other ?? ""].map(String);
  if (!left || !right) return left ? -1 : right ? 1 : 0;
  return left.localeCompare(right);
}
