// What is drawn as one SVG, with title, legend and sources: names and marks are drawn by the same
// hand as on the screen, into a context that writes them down.

import { data, edges, nodes, types, edgeTypes, SIGNS, LINES } from "./data.js";
import { drawBehind, FONT } from "./behind.js";
import { svg } from "./dom.js";
import { ofTheme, OUTLINES } from "./glyphs.js";
import { cameraOf, drawNames } from "./labels.js";
import { say } from "./say.js";
import { capital } from "./sentences.js";

const MARGIN = 32;
const SERIF = '"Iowan Old Style", Palatino, Charter, Georgia, "Liberation Serif", serif';

/** Takes what `drawNames` draws, and makes elements of it. */
class Recorder {
  constructor(real) {
    this.real = real;
    this.canvas = real.canvas;
    this.drawn = svg("g", {});
    this.path = [];
    this.font = this.fillStyle = this.strokeStyle = this.textAlign = "";
    this.lineWidth = 1;
  }

  save() {}
  restore() {}
  setTransform() {}

  measureText(text) {
    this.real.font = this.font;
    return this.real.measureText(text);
  }

  beginPath() {
    this.path = [];
  }

  moveTo(x, y) {
    this.path.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x, y) {
    this.path.push(`L${short(x)} ${short(y)}`);
  }

  arc(x, y, radius) {
    this.path.push(`M${short(x - radius)} ${short(y)}a${short(radius)} ${short(radius)} 0 1 0 ${short(2 * radius)} 0a${short(radius)} ${short(radius)} 0 1 0 ${short(-2 * radius)} 0z`);
  }

  fill() {
    this.drawn.append(svg("path", { d: this.path.join(""), fill: this.fillStyle }));
  }

  stroke() {
    this.drawn.append(svg("path", { d: this.path.join(""), fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth }));
  }

  strokeText(text, x, y) {
    this.drawn.append(this.text(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round" }));
  }

  fillText(text, x, y) {
    this.drawn.append(this.text(text, x, y, { fill: this.fillStyle }));
  }

  text(text, x, y, look) {
    const [, style = "", weight = "400", size] = /^(italic )?(?:(\d+) )?([\d.]+)px/.exec(this.font);
    return textAt(text, x, y + 0.35 * Number(size), {
      ...look,
      "font-family": FONT,
      "font-size": size,
      "font-weight": weight,
      "font-style": style.trim() || "normal",
      "text-anchor": this.textAlign === "center" ? "middle" : "start",
    });
  }
}

/** An SVG of what a view shows, as an element. */
export function svgOf(view, { title, shown, sources, made }) {
  const { canvas } = view.network;
  const context = canvas.getContext();
  const [width, height] = [canvas.frame.canvas.clientWidth, canvas.frame.canvas.clientHeight];
  const style = getComputedStyle(document.documentElement);
  const [ink, soft, paper] = ["--ink", "--soft", "--paper"].map((name) => style.getPropertyValue(name).trim());
  const full = width + 2 * MARGIN;
  const write = writer(context, full);
  const head = svg("g", {});
  let top = MARGIN;
  top = write(head, title, top, { size: 27, weight: 700, family: SERIF, color: ink });
  top = write(head, shown, top + 4, { size: 14, color: soft }) + 12;
  const middle = svg("g", { transform: `translate(${MARGIN} ${short(top)})` }, ...drawnOf(view, paper));
  const [under, over] = [new Recorder(context), new Recorder(context)];
  drawBehind(under, view, cameraOf(view.network));
  drawNames(over, view);
  middle.prepend(under.drawn);
  middle.append(over.drawn);
  const foot = svg("g", {});
  let bottom = legend(foot, view, top + height + 26, full, { ink, context }) + 14;
  for (const line of [sources, made]) bottom = write(foot, line, bottom, { size: 11, color: soft });
  return svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${short(full)} ${short(bottom + MARGIN)}`, width: short(full), height: short(bottom + MARGIN) },
    svg("rect", { width: "100%", height: "100%", fill: paper }),
    head,
    middle,
    foot,
  );
}

/** The text of an SVG, which any program reads: XML has no place for some characters. */
export function svgText(picture) {
  return new XMLSerializer().serializeToString(picture);
}

function textAt(text, x, y, look) {
  const made = svg("text", { x: short(x), y: short(y), ...look });
  made.textContent = printable(text);
  return made;
}

// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function printable(text) {
  return text.replace(UNPRINTABLE, "\ufffd");
}

function short(number) {
  return Math.round(number * 10) / 10;
}

/** Returns what sets a text in lines, and tells where the next one begins. */
function writer(context, full) {
  return (place, text, top, { size, weight = 400, family = FONT, color }) => {
    context.font = `${weight} ${size}px ${family}`;
    let line = "";
    let at = top;
    const put = () => {
      if (!line) return;
      at += size * 1.25;
      place.append(textAt(line, MARGIN, at, { fill: color, "font-family": family, "font-size": size, "font-weight": weight }));
    };
    for (const word of text.split(/\s+/).map((each) => each.slice(0, 90)).slice(0, 400)) {
      const longer = line ? `${line} ${word}` : word;
      if (context.measureText(longer).width > full - 2 * MARGIN && line) {
        put();
        line = word;
      } else line = longer;
    }
    put();
    return at;
  };
}

/** Edges and nodes at their places on the screen. */
function drawnOf(view, paper) {
  const { network, looks, kept } = view;
  const { scale, translation } = network.body.view;
  const place = ({ x, y }) => [x * scale + translation.x, y * scale + translation.y];
  const lines = [];
  for (const [id, look] of looks) {
    const body = network.body.edges[id];
    if (!body?.connected) continue;
    const edge = edges.get(id);
    const color = ofTheme(look.voice ? data.voices[look.voice] : data.signs[edge.sign]);
    const dim = kept && !kept.edges.has(id);
    const style = {
      fill: "none",
      stroke: color,
      "stroke-width": short((2 + 0.6 * Math.min(look.claims.length - 1, 4)) * Math.min(scale, 1.2)),
      "stroke-dasharray": data.lines[look.line].join(" "),
      opacity: dim ? 0.08 : data.fading[look.faded],
    };
    if (edge.source === edge.target) {
      const [x, y, radius] = body.edgeType._getCircleData(network.canvas.getContext());
      const [cx, cy] = place({ x, y });
      lines.push(svg("circle", { ...style, cx: short(cx), cy: short(cy), r: short(radius * scale) }));
      continue;
    }
    const [ax, ay] = place(body.from);
    const [bx, by] = place(body.to);
    const [mx, my] = place(body.edgeType.getPoint(0.5));
    const [cx, cy] = [2 * mx - (ax + bx) / 2, 2 * my - (ay + by) / 2];
    lines.push(svg("path", { ...style, d: `M${short(ax)} ${short(ay)}Q${short(cx)} ${short(cy)} ${short(bx)} ${short(by)}` }));
    if (!edgeTypes.get(edge.type).symmetric) lines.push(arrow([cx, cy], [bx, by], body.to.options.size * scale + 2, color, style.opacity));
  }
  const shapes = [...view.nodes].map((id) => {
    const body = network.body.nodes[id];
    const type = types.get(nodes.get(id).type);
    const [x, y] = place(body);
    return shapeAt(type, x, y, body.options.size * scale, kept && !kept.nodes.has(id) ? 0.16 : 1, paper);
  });
  return [...lines, ...shapes];
}

function arrow([fx, fy], [tx, ty], gap, color, opacity) {
  const length = Math.hypot(tx - fx, ty - fy) || 1;
  const [ux, uy] = [(tx - fx) / length, (ty - fy) / length];
  const [x, y] = [tx - ux * gap, ty - uy * gap];
  const points = [[x, y], [x - ux * 8 - uy * 3.2, y - uy * 8 + ux * 3.2], [x - ux * 8 + uy * 3.2, y - uy * 8 - ux * 3.2]];
  return svg("polygon", { points: points.map((point) => point.map(short).join(",")).join(" "), fill: color, opacity });
}

function shapeAt(type, x, y, size, opacity, paper) {
  const color = ofTheme(type.colors);
  const look = { fill: type.filled ? color : paper, stroke: type.filled ? paper : color, "stroke-width": type.filled ? 1 : 2, opacity };
  if (type.shape === "dot") return svg("circle", { ...look, cx: short(x), cy: short(y), r: short(size) });
  const unit = size / 5.6;
  const points = OUTLINES[type.shape].map(([px, py]) => `${short(x + px * unit)},${short(y + py * unit)}`);
  return svg("polygon", { ...look, points: points.join(" ") });
}

/** What of the legend occurs, in rows; tells where it ends. */
function legend(place, view, top, full, { ink, context }) {
  const typeNames = new Set([...view.nodes].map((id) => nodes.get(id).type));
  const drawnEdges = [...view.looks].map(([id, look]) => [edges.get(id), look]);
  const has = (test) => drawnEdges.some(([edge, look]) => test(edge, look));
  const line = (sign, dashes) => (x, y) => svg("path", { d: `M${x} ${y - 4}h22`, fill: "none", stroke: ofTheme(data.signs[sign]), "stroke-width": 2, "stroke-dasharray": dashes.join(" ") });
  const entries = [
    ...data.types.filter((type) => typeNames.has(type.name)).map((type) => [12, (x, y) => shapeAt(type, x + 6, y - 4, 5.6, 1, "none"), type.label]),
    ...Object.keys(SIGNS).filter((sign) => has((edge) => edge.sign === sign)).map((sign) => [22, line(sign, []), SIGNS[sign]]),
    ...Object.keys(LINES).filter((name) => name !== "asserted" && has((_, look) => look.line === name)).map((name) => [22, line("neutral", data.lines[name]), capital(LINES[name])]),
    ...(has((_, look) => look.contested) ? [[12, (x, y) => textAt("≠", x + 2, y, { fill: ink, "font-size": 14, "font-family": FONT }), say("legend.contested")]] : []),
  ];
  context.font = `12px ${FONT}`;
  let [x, y] = [MARGIN, top];
  for (const [wide, glyph, text] of entries) {
    const room = wide + 8 + context.measureText(text).width + 22;
    if (x + room > full - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + 21];
    place.append(glyph(x, y), textAt(text, x + wide + 8, y, { fill: ink, "font-size": 12, "font-family": FONT }));
    x += room;
  }
  return y + 8;
}
