// Small pictures of nodes and edges, for the legend, the lists and the cards.

import { data, types, edgeTypes } from "./data.js";
import { svg } from "./dom.js";

export const OUTLINES = {
  square: [[-5, -5], [5, -5], [5, 5], [-5, 5]],
  diamond: [[0, -6.6], [6.6, 0], [0, 6.6], [-6.6, 0]],
  triangle: [[0, -6], [6.2, 5], [-6.2, 5]],
  triangleDown: [[0, 6], [6.2, -5], [-6.2, -5]],
  hexagon: [[-3.2, -5.6], [3.2, -5.6], [6.4, 0], [3.2, 5.6], [-3.2, 5.6], [-6.4, 0]],
  star: Array.from({ length: 10 }, (_, at) => {
    const far = at % 2 ? 2.9 : 7;
    const turn = (at * Math.PI) / 5;
    return [far * Math.sin(turn), -far * Math.cos(turn)];
  }),
};

export const isDark = () => document.documentElement.dataset.theme === "dark";

export const ofTheme = (pair) => pair[isDark() ? 1 : 0];

/** The sign of a node's type. */
export function nodeGlyph(typeName) {
  const type = types.get(typeName);
  const look = { class: "tinted", "data-node": typeName, "stroke-width": 1.6 };
  const shape =
    type.shape === "dot"
      ? svg("circle", { ...look, r: 5.4 })
      : svg("polygon", { ...look, points: OUTLINES[type.shape].join(" ") });
  tint(shape);
  return svg("svg", { viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" }, shape);
}

/** A piece of line, as edges of this sign and manner are drawn. */
export function lineGlyph(sign, line = "asserted", arrow = false, faded = "") {
  const stroke = svg("path", {
    class: "tinted",
    "data-sign": sign,
    d: arrow ? "M1 8H23M18.5 4.8 23.5 8 18.5 11.2" : "M1 8H27",
    fill: "none",
    "stroke-width": 2,
    "stroke-dasharray": arrow ? "" : data.lines[line].join(" "),
    opacity: data.fading[faded],
  });
  tint(stroke);
  return svg("svg", { viewBox: "0 0 28 16", width: 28, height: 16, "aria-hidden": "true" }, stroke);
}

/** The piece of line that stands for one edge, as it is drawn. */
export function edgeGlyph(edge, look) {
  const plain = look.line === "asserted" && !edgeTypes.get(edge.type).symmetric;
  return lineGlyph(edge.sign, look.line, plain, look.faded);
}

/** The mark of what is contested: two signs that are not equal. */
export function contestedGlyph() {
  return svg(
    "svg",
    { viewBox: "-14 -8 28 16", width: 28, height: 16, "aria-hidden": "true" },
    svg("path", { d: "M-14 0H-7M7 0H14", stroke: "currentColor", "stroke-width": 1.4, opacity: 0.5 }),
    svg("circle", { r: 6.5, fill: "none", stroke: "currentColor" }),
    svg("path", { d: "M-3.4 -1.7H3.4M-3.4 1.7H3.4M2.2 -4.2 -2.2 4.2", stroke: "currentColor", "stroke-width": 1.1 }),
  );
}

/** The number on an edge that several claims stand behind. */
export function numberGlyph() {
  const text = svg("text", { y: 4.2, "text-anchor": "middle", "font-size": 12, "font-weight": 600, fill: "currentColor" });
  text.textContent = "2";
  return svg(
    "svg",
    { viewBox: "-14 -8 28 16", width: 28, height: 16, "aria-hidden": "true" },
    svg("path", { d: "M-14 0H-6M6 0H14", stroke: "currentColor", "stroke-width": 1.4, opacity: 0.5 }),
    text,
  );
}

/** A box that is ticked where its entry is shown. */
export function tickGlyph() {
  return svg(
    "svg",
    { class: "tickbox", viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("rect", { x: -5, y: -5, width: 10, height: 10, fill: "none", stroke: "currentColor" }),
    svg("path", { d: "M-3 0.2 -1 2.6 3.2 -2.6", fill: "none", stroke: "currentColor", "stroke-width": 1.8 }),
  );
}

/** A piece of line that tells which of two speakers says something, also without its color. */
export function voiceGlyph(voice) {
  const marks = {
    one: ["M1 8H27"],
    other: ["M1 8H27", "M14 4V12"],
    rest: ["M1 8H27"],
    both: ["M1 5.5H27", "M1 10.5H27"],
    added: ["M1 8H27", "M14 3V13"],
    removed: ["M1 8H8", "M20 8H27"],
    changed: ["M1 8H9", "M19 8H27", "M9 8Q11.5 3 14 8T19 8"],
    same: ["M1 8H27"],
    contradict: ["M1 8H9", "M19 8H27", "M10.5 4.5 17.5 11.5", "M17.5 4.5 10.5 11.5"],
  };
  const lines = marks[voice].map((d) => svg("path", { class: "tinted", "data-voice": voice, d, fill: "none", "stroke-width": 2 }));
  for (const line of lines) tint(line);
  return svg("svg", { viewBox: "0 0 28 16", width: 28, height: 16, "aria-hidden": "true" }, ...lines);
}

function tint(shape) {
  const type = types.get(shape.dataset.node);
  const { sign, voice } = shape.dataset;
  const color = ofTheme(type ? type.colors : voice ? data.voices[voice] : data.signs[sign]);
  shape.setAttribute("stroke", color);
  if (type) shape.setAttribute("fill", type.filled ? color : "none");
}

/** Give all small pictures the colors of the theme. */
export function tintAll() {
  for (const shape of document.querySelectorAll(".tinted")) tint(shape);
}
