// The page as a whole: what is chosen, and who is told. The address's fragment holds the choice.

import { data, nodes, edges, claims } from "./data.js";
import { tintAll, isDark } from "./glyphs.js";
import { makeDrawing } from "./drawing.js";
import { cardOf, ofClaim, titleOf } from "./cards.js";
import { makeLegend } from "./legend.js";
import { fragmentOf } from "./sentences.js";
import { makeSearch } from "./search.js";

const byId = (id) => document.getElementById(id);
const narrow = matchMedia("(max-width: 700px)");
const darkness = matchMedia("(prefers-color-scheme: dark)");

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").textContent = dark ? "Light" : "Dark";
}

setTheme(darkness.matches);

const drawing = makeDrawing(byId("drawing"), {
  onChoose: (chosen) => choose(chosen),
  onHover: (hovered) => {
    byId("readout").textContent = hovered ? titleOf(hovered) : "";
  },
});

/** Choose a node, an edge or a claim; null chooses nothing. */
function choose(chosen, { from = "hand" } = {}) {
  drawing.view.chosen = chosen;
  drawing.restyle();
  const card = byId("card");
  card.replaceChildren(...cardOf(chosen, choose));
  card.scrollTop = 0;
  byId("close").hidden = chosen === null;
  byId("reading").classList.toggle("sheet", chosen !== null);
  byId("spoken").textContent = chosen === null ? "" : titleOf(chosen);
  if (from !== "address") remember(chosen);
  if (chosen === null) return;
  const here = card.querySelector(".here");
  if (here?.previousElementSibling?.matches(".claim")) here.scrollIntoView({ block: "start" });
  const ends = chosen.kind === "node" ? [chosen.id] : endsOf(chosen);
  if (from === "address" || narrow.matches || ends.some(isOutOfSight)) {
    drawing.show(ends, narrow.matches ? coveredHeight() : 0);
  }
  card.querySelector(".name")?.focus({ preventScroll: true });
}

/** Put the choice into the address, so that a link leads to it and "back" leads away. */
function remember(chosen) {
  const fragment = fragmentOf(chosen);
  // A page that is shown within another, as in a notebook, has no address of its own.
  if (location.protocol === "about:" || fragment === location.hash) return;
  history.pushState(null, "", fragment || location.pathname + location.search);
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

function chosenInAddress() {
  const found = /^#(node|edge|claim)=(.+)$/.exec(location.hash);
  if (!found) return null;
  let id;
  try {
    id = decodeURIComponent(found[2]);
  } catch {
    return null;
  }
  if (found[1] === "node") return nodes.has(id) ? { kind: "node", id } : null;
  if (found[1] === "edge") return edges.has(id) ? { kind: "edge", id } : null;
  return claims.has(id) ? ofClaim(id) : null;
}

makeLegend(byId("key"), drawing.view.hidden, (told) => {
  drawing.restyle();
  byId("spoken").textContent = told;
});
makeSearch(byId("search"), choose);

byId("closer").addEventListener("click", () => drawing.zoomBy(1.35));
byId("farther").addEventListener("click", () => drawing.zoomBy(1 / 1.35));
byId("whole").addEventListener("click", () => drawing.fit());
byId("close").addEventListener("click", () => choose(null));
const changeTheme = (dark) => {
  setTheme(dark);
  tintAll();
  drawing.restyle();
};
byId("theme").addEventListener("click", () => changeTheme(!isDark()));
darkness.addEventListener("change", () => changeTheme(darkness.matches));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawing.view.chosen !== null) choose(null);
});
addEventListener("popstate", () => choose(chosenInAddress(), { from: "address" }));
addEventListener("beforeprint", () => drawing.fit(false));

let width = byId("drawing").clientWidth;
new ResizeObserver(() => {
  if (byId("drawing").clientWidth === width) return;
  width = byId("drawing").clientWidth;
  drawing.turn();
  if (drawing.view.chosen === null) drawing.fit(false);
}).observe(byId("drawing"));

choose(chosenInAddress(), { from: "address" });

// For tests, and for the curious: the drawing, and how to choose something on it.
window.graphkit = Object.freeze({ network: drawing.network, view: drawing.view, choose, data });
