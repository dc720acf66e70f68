// Names and marks on the drawing. Names never lie on each other: important ones are set first,
// each where there is room; what finds none appears on zooming in. Sizes are those of the screen.

import { FONT, meets, wordBoxes } from "./behind.js";
import { edges, edgeTypes, isLarge, nodes } from "./data.js";
import { isFar } from "./far.js";
import { say } from "./say.js";

const CELL = 80;
const TRIES = 900;
/** From afar, so many of a large graph's names are tried: there is no room for more. */
const FEW = 150;

const measured = new Map();

/** From where one looks at a network. */
export function cameraOf({ body, canvas }) {
  return { ...body.view, ratio: canvas.pixelRatio };
}

/** Draw marks, rings and names over the network. */
export function drawNames(context, view) {
  const { network } = view;
  const { scale, translation, ratio } = cameraOf(network);
  const width = context.canvas.width / ratio;
  const height = context.canvas.height / ratio;
  const style = getComputedStyle(document.documentElement);
  const color = (variable) => style.getPropertyValue(variable).trim();
  const pen = {
    context,
    view,
    scale,
    ink: color("--ink"),
    soft: color("--soft"),
    paper: color("--paper"),
    onScreen: (x, y) => [x * scale + translation.x, y * scale + translation.y],
    within: (x, y) => x > -80 && x < width + 80 && y > -40 && y < height + 40,
    whole: ([left, top, right, bottom]) => left >= 0 && top >= 0 && right <= width && bottom <= height,
    taken: new Map(),
    certain: view.certain,
  };
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.lineJoin = "round";
  for (const box of wordBoxes(context, view, pen)) take(pen.taken, box);
  const spots = [];
  const most = isLarge && isFar(network) ? FEW : Infinity;
  for (const node of importantFirst(view)) {
    if (spots.length >= most) break;
    const body = network.body.nodes[node.id];
    const [x, y] = pen.onScreen(body.x, body.y);
    if (!pen.within(x, y)) continue;
    const spot = { node, x, y, radius: body.options.size * scale, dim: view.kept && !view.kept.nodes.has(node.id) };
    spots.push(spot);
    if (!spot.dim) take(pen.taken, boxAround(x, y, spot.radius, spot.radius));
  }
  drawMarks(pen);
  drawRings(pen, spots);
  drawCaption(pen);
  const free = spots.filter((spot) => !spot.dim);
  for (const spot of free.slice(0, TRIES)) drawName(pen, spot);
  drawPhrases(pen);
  context.restore();
}

function importantFirst(view) {
  const first = new Set();
  if (view.hovered?.kind === "node") first.add(view.hovered.id);
  if (view.chosen?.kind === "node") first.add(view.chosen.id);
  for (const one of [view.hovered, view.chosen]) {
    if (one?.kind !== "edge") continue;
    first.add(edges.get(one.id).source).add(edges.get(one.id).target);
  }
  if (!first.size) return view.ordered;
  const there = [...first].filter((id) => view.nodes.has(id));
  return [...there.map((id) => nodes.get(id)), ...view.ordered.filter((node) => !first.has(node.id))];
}

function drawName(pen, spot) {
  const { context, view } = pen;
  const { node, x, y, radius } = spot;
  const held = isHeld(view, node.id);
  const size = held ? 14 : node.degree >= 10 ? 14.5 : node.degree >= 5 ? 13 : 12;
  const font = `${held || node.degree >= 10 ? "600 " : ""}${size}px ${FONT}`;
  const lines = broken(view.names.get(node.id));
  const wide = Math.max(...lines.map((line) => widthOf(context, font, line)));
  const high = lines.length * size * 1.16;
  const gap = radius + 3;
  /** @type {[number, number][]} */
  const centers = [
    [x, y + gap + high / 2],
    [x + gap + 3 + wide / 2, y],
    [x - gap - 3 - wide / 2, y],
    [x, y - gap - high / 2],
    [x + gap + wide / 2, y + gap + high / 3],
    [x - gap - wide / 2, y + gap + high / 3],
    [x + gap + wide / 2, y - gap - high / 3],
    [x - gap - wide / 2, y - gap - high / 3],
  ];
  const covered = ([cx, cy]) => hidden(pen.taken, boxAround(cx, cy, wide / 2, high / 2));
  const place = centers.find(([cx, cy]) => {
    const box = boxAround(cx, cy, wide / 2 + 2, high / 2);
    return pen.whole(box) && isFree(pen.taken, box);
  });
  // What matters most has its name in any case, where it hides least.
  if (place === undefined && !held && !pen.certain.has(node.id)) return;
  const [cx, cy] = place ?? centers.toSorted((one, other) => covered(one) - covered(other))[0];
  take(pen.taken, Object.assign(boxAround(cx, cy, wide / 2 + 2, high / 2), { weight: 50 }));
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.strokeStyle = pen.paper;
  context.lineWidth = 3.5;
  context.fillStyle = pen.ink;
  lines.forEach((line, at) => {
    const row = cy + (at - (lines.length - 1) / 2) * size * 1.16;
    context.strokeText(line, cx, row);
    context.fillText(line, cx, row);
  });
}

function isHeld(view, id) {
  return [view.hovered, view.chosen].some((one) => {
    if (one === null) return false;
    if (one.kind === "node") return one.id === id;
    const ends = one.kind === "edge" ? edges.get(one.id) : one;
    return ends.source === id || ends.target === id;
  });
}

function drawRings(pen, spots) {
  const { context, view } = pen;
  for (const { node, x, y, radius } of spots) {
    if (!isHeld(view, node.id)) continue;
    context.beginPath();
    context.arc(x, y, radius + 4.5, 0, 2 * Math.PI);
    context.strokeStyle = pen.ink;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

/** The middle of an edge on the screen; of a loop, its far side. */
function middleOf(pen, edge) {
  const body = pen.view.network.body.edges[edge.id];
  if (!body?.connected) return null;
  if (edge.source === edge.target) {
    const [x, y, radius] = body.edgeType._getCircleData(pen.view.network.canvas.getContext());
    const turn = body.options.selfReference.angle;
    return pen.onScreen(x + radius * Math.cos(turn), y - radius * Math.sin(turn));
  }
  const { x, y } = body.edgeType.getPoint(0.5);
  return pen.onScreen(x, y);
}

function drawMarks(pen) {
  const { context, view, scale } = pen;
  if (scale < (isLarge ? 0.9 : 0.34)) return;
  for (const [id, look] of view.looks) {
    const several = look.claims.length > 1;
    if (!(look.contested || several || look.denied)) continue;
    if (view.kept && !view.kept.edges.has(id)) continue;
    const middle = middleOf(pen, edges.get(id));
    if (middle === null || !pen.within(...middle)) continue;
    const [x, y] = middle;
    context.fillStyle = pen.paper;
    context.strokeStyle = pen.ink;
    context.beginPath();
    context.arc(x, y, 6.5, 0, 2 * Math.PI);
    context.fill();
    if (look.contested || look.denied) {
      context.lineWidth = 1;
      context.stroke();
      context.lineWidth = 1.1;
      context.beginPath();
      const strokes = look.denied
        ? [[-3, -3, 3, 3], [3, -3, -3, 3]]
        : [[-3.4, -1.7, 3.4, -1.7], [-3.4, 1.7, 3.4, 1.7], [2.2, -4.2, -2.2, 4.2]];
      for (const [x1, y1, x2, y2] of strokes) {
        context.moveTo(x + x1, y + y1);
        context.lineTo(x + x2, y + y2);
      }
      context.stroke();
    }
    if (several) {
      context.font = `600 11px ${FONT}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.lineWidth = 3;
      context.strokeStyle = pen.paper;
      context.fillStyle = pen.ink;
      const beside = look.contested || look.denied ? 12 : 0;
      context.strokeText(String(look.claims.length), x + beside, y + 0.5);
      context.fillText(String(look.claims.length), x + beside, y + 0.5);
    }
    take(pen.taken, boxAround(x, y, 8, 8));
  }
}

/** The words of an edge, on those that are chosen or under the pointer. */
function drawPhrases(pen) {
  const { context, view } = pen;
  const ids = new Set();
  if (view.hovered?.kind === "edge") ids.add(view.hovered.id);
  for (const id of view.kept?.edges ?? []) ids.add(id);
  context.font = `italic 12px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const id of ids) {
    const edge = edges.get(id);
    const look = view.looks.get(id);
    if (!look) continue;
    const middle = middleOf(pen, edge);
    if (middle === null || !pen.within(...middle)) continue;
    const marked = look.contested || look.denied || look.claims.length > 1;
    const text = edgeTypes.get(edge.type).phrase;
    const across = context.measureText(text).width / 2 + 2;
    const certain = ids.size === 1 || id === view.hovered?.id;
    const below = marked ? 14 : 0;
    const offsets = certain ? [below, -14, 22, -26, 36, -40] : [below];
    const boxes = offsets.map((offset) => boxAround(middle[0], middle[1] + offset, across, 7));
    const free = boxes.find((box) => isFree(pen.taken, box));
    if (free === undefined && !certain) continue;
    const box = free ?? boxes[0];
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    take(pen.taken, box);
    context.strokeStyle = pen.paper;
    context.lineWidth = 3.5;
    context.fillStyle = pen.soft;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/** A word over the nodes that stand apart because none of their claims is drawn. */
function drawCaption(pen) {
  const { context, view } = pen;
  if (view.behind.length || view.kept || pen.scale < 0.3) return;
  const linked = new Set([...view.looks.keys()].flatMap((id) => [edges.get(id).source, edges.get(id).target]));
  const apart = view.ordered.filter((node) => node.degree === 0 && !linked.has(node.id));
  if (!apart.length || apart.length === view.ordered.length) return;
  const at = apart.map((node) => view.network.body.nodes[node.id]);
  const [x, y] = pen.onScreen(Math.min(...at.map((node) => node.x)), Math.min(...at.map((node) => node.y)));
  context.font = `italic 12px ${FONT}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = pen.soft;
  const text = say("arranging.apart");
  const left = x - 16;
  const box = boxAround(left + 118, y - 26, 120, 7);
  if (!isFree(pen.taken, box)) return;
  take(pen.taken, box);
  context.fillText(text, left, y - 26);
}

/** A name in one line or two. */
function broken(text) {
  const cuts = [...text.matchAll(/ /g)].map((found) => found.index);
  if (text.length <= 17 || !cuts.length) return [text];
  const middle = text.length / 2;
  const cut = cuts.reduce((best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best));
  return [text.slice(0, cut), text.slice(cut + 1)];
}

function widthOf(context, font, line) {
  const key = `${font}\n${line}`;
  let wide = measured.get(key);
  if (wide === undefined) {
    context.font = font;
    wide = context.measureText(line).width;
    measured.set(key, wide);
  }
  return wide;
}

function boxAround(x, y, across, up) {
  return [x - across, y - up, x + across, y + up];
}

function* cellsOf([left, top, right, bottom]) {
  for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1) {
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1) yield `${column},${row}`;
  }
}

function take(taken, box) {
  for (const cell of cellsOf(box)) {
    const there = taken.get(cell);
    if (there) there.push(box);
    else taken.set(cell, [box]);
  }
}

/** How much a box would lie on; a name weighs more than anything else. */
function hidden(taken, box) {
  const near = new Set([...cellsOf(box)].flatMap((cell) => taken.get(cell) ?? []));
  return [...near].filter((other) => meets(box, other)).reduce((sum, other) => sum + (other.weight ?? 1), 0);
}

function isFree(taken, box) {
  for (const cell of cellsOf(box)) {
    for (const other of taken.get(cell) ?? []) {
      if (meets(box, other)) return false;
    }
  }
  return true;
}
