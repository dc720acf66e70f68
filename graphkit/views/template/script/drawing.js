// The drawing: pyvis's nodes and edges in vis-network, without physics. What is chosen stands out,
// what is filtered away is hidden, and names and marks are drawn on top by `labels.js`.

import { data, nodes, edges, edgesOfNode, edgeTypes, groups, isLarge, types, byDegree } from "./data.js";
import { bendsOf } from "./picture.js";
import { drawCoarselyFromAfar } from "./far.js";
import { ofTheme } from "./glyphs.js";
import { drawBehind } from "./behind.js";
import { groupAt, groupsBehind } from "./groups.js";
import { cameraOf, drawNames } from "./labels.js";

const DIM_NODE = 0.16;
const DIM_EDGE = 0.07;

/** So few nodes of a large graph are drawn as large as one sees them from afar. */
const FEW_DRAWN = 300;

/** The smallest scale: a large graph is wide. */
const FARTHEST = data.groups === null ? 0.03 : 0.004;

/** What is drawn of each node of a large page. */
function rowsOf(places) {
  return data.nodes.map(({ id, type, label }, at) => ({
    id,
    label: label.length > 34 ? `${label.slice(0, 33)}…` : label || id,
    shape: types.get(type).shape,
    x: places[3 * at],
    y: places[3 * at + 1],
    size: places[3 * at + 2],
  }));
}

/** Make the drawing in an element. */
export function makeDrawing(place, { onChoose, onHover, onMove, onOpen }) {
  const rows = data.groups === null ? data.vis.nodes : rowsOf(data.groups.places);
  const drawn = new Map(rows.map(({ id, label, x, y, size }) => [id, { label, x, y, size }]));
  // They are filled when a picture is first painted: each time costs as much as the first.
  const visNodes = new vis.DataSet();
  const visEdges = new vis.DataSet();
  const made = (rows) => new Map(rows.map(({ label: _, ...rest }) => [rest.id, { ...rest, chosen: false }]));
  /** As pyvis made them, and what each was last given: what stays as it is, is not given again. */
  const known = new Map([
    [visNodes, { made: made(rows), given: new Map() }],
    [visEdges, { made: made(data.vis.edges), given: new Map() }],
  ]);
  const network = new vis.Network(place, { nodes: visNodes, edges: visEdges }, data.vis.options);
  if (isLarge) drawCoarselyFromAfar(network);
  const view = {
    network,
    names: new Map([...drawn].map(([id, node]) => [id, node.label])),
    chosen: null,
    kept: null,
    hovered: null,
    lit: null,
    passing: null,
    size: 1,
    nodes: new Set(),
    ordered: [],
    certain: new Set(),
    looks: new Map(),
    bends: new Map(),
    groups: new Map(),
    arranged: [],
    behind: [],
    upright: false,
  };

  function keptBy(chosen) {
    if (view.passing !== null) return view.passing;
    if (view.lit !== null) return view.lit;
    if (chosen === null || chosen.kind === "group") return null;
    const kept = { nodes: new Set(), edges: new Set() };
    if (chosen.kind === "node") {
      kept.nodes.add(chosen.id);
      for (const edge of edgesOfNode.get(chosen.id) ?? []) {
        if (!view.looks.has(edge.id)) continue;
        kept.edges.add(edge.id);
        kept.nodes.add(edge.source).add(edge.target);
      }
      return kept;
    }
    if (chosen.kind === "edge") kept.edges.add(chosen.id);
    const ends = chosen.kind === "edge" ? edges.get(chosen.id) : chosen;
    for (const end of [ends.source, ends.target]) if (nodes.has(end)) kept.nodes.add(end);
    return kept;
  }

  /** Draw what is seen of a picture, and of it what is chosen before the rest. */
  function paint(seen, chosen) {
    view.nodes = seen.nodes;
    view.ordered = [...seen.nodes].map((id) => nodes.get(id)).sort(byDegree);
    view.certain = new Set(view.ordered.slice(0, 5).filter((node) => node.degree >= 5).map((node) => node.id));
    view.looks = seen.looks;
    view.bends = bendsOf([...seen.looks.keys()].map((id) => edges.get(id)));
    view.groups = seen.groups;
    const placeOfEnd = (end) => (typeof end === "number" ? groups[end] : drawn.get(end));
    const at = chosen?.kind === "group" ? groups.findIndex(({ id }) => id === chosen.id) : null;
    view.behind = [...view.arranged, ...groupsBehind(groups, seen, placeOfEnd, at)];
    view.chosen = chosen;
    view.passing = null;
    restyle();
    if (isLarge) resize(network.getScale());
  }

  /** Light up some nodes and edges for a moment, whatever is chosen; null lights up what was. */
  function light(lit) {
    view.passing = lit;
    restyle();
  }

  /** Give everything the look that theme, choice and picture ask for. */
  function restyle() {
    view.kept = keptBy(view.chosen);
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    const nodeStyle = (node) => {
      const type = types.get(node.type);
      const color = ofTheme(type.colors);
      return {
        id: node.id,
        hidden: false,
        size: drawn.get(node.id).size * view.size,
        opacity: view.kept && !view.kept.nodes.has(node.id) ? DIM_NODE : 1,
        color: { background: type.filled ? color : paper, border: type.filled ? paper : color },
        borderWidth: type.filled ? 1 : 2,
      };
    };
    const gone = visNodes.getIds().filter((id) => !view.nodes.has(id)).map((id) => ({ id, hidden: true }));
    give(visNodes, [...gone, ...view.ordered.map(nodeStyle)], ({ id }) => placeOf(id));
    const away = visEdges.getIds().filter((id) => !view.looks.has(id)).map((id) => ({ id, hidden: true }));
    give(visEdges, [...away, ...[...view.looks].map(([id, look]) => edgeStyle(edges.get(id), look))], () => ({}));
  }

  /** Give looks to those that have others; who is new gets all that there is to it. */
  function give(set, looks, more) {
    const { made, given } = known.get(set);
    const changed = looks.filter((look) => {
      const text = JSON.stringify(look);
      if (given.get(look.id) === text) return false;
      given.set(look.id, text);
      return true;
    });
    set.update(changed.map((look) => (set.get(look.id) === null ? { ...made.get(look.id), ...more(look), ...look } : look)));
  }

  /** Where a node lies on the drawing, which may stand upright. */
  function placeOf(id) {
    const { x, y } = drawn.get(id);
    return view.upright ? { x: y, y: x } : { x, y };
  }

  /** Where there are very many edges, each is drawn more faintly. */
  function strength() {
    return Math.min(1, Math.max(0.35, 500 / view.looks.size));
  }

  function edgeStyle(edge, look) {
    const chosen = view.chosen?.kind === "edge" && view.chosen.id === edge.id;
    const dim = view.kept && !view.kept.edges.has(edge.id);
    const width = 2 + 0.6 * Math.min(look.claims.length - 1, 4);
    return {
      id: edge.id,
      from: edge.source,
      to: edge.target,
      hidden: false,
      width: width * Math.sqrt(view.size) + (chosen ? 0.8 : 0),
      dashes: data.lines[look.line].length ? data.lines[look.line] : false,
      arrows: { to: { enabled: !edgeTypes.get(edge.type).symmetric, scaleFactor: 0.5 } },
      color: {
        color: ofTheme(look.voice ? data.voices[look.voice] : data.signs[edge.sign]),
        opacity: dim ? DIM_EDGE : chosen ? 1 : data.fading[look.faded] * strength(),
      },
      ...view.bends.get(edge.id),
    };
  }

  network.on("beforeDrawing", (context) => drawBehind(context, view, cameraOf(network)));
  network.on("dragEnd", ({ nodes: [id] }) => {
    if (id === undefined) return;
    const { x, y } = network.getPosition(id);
    onMove(id, view.upright ? { x: y, y: x } : { x, y });
  });
  network.on("afterDrawing", (context) => drawNames(context, view));
  const groupUnder = ({ x, y }) => groupAt(groups, view.groups, view.upright ? { x: y, y: x } : { x, y });
  network.on("click", ({ nodes: hitNodes, edges: hitEdges, pointer }) => {
    const group = groupUnder(pointer.canvas);
    if (hitNodes.length) onChoose({ kind: "node", id: hitNodes[0] });
    else if (hitEdges.length) onChoose({ kind: "edge", id: hitEdges[0] });
    else onChoose(group && { kind: "group", id: group.id });
  });
  network.on("doubleClick", ({ nodes: hitNodes, edges: hitEdges, pointer }) => {
    const group = groupUnder(pointer.canvas);
    if (group !== null && !hitNodes.length && !hitEdges.length) onOpen(group);
  });
  const hover = (hovered) => {
    view.hovered = hovered;
    place.style.cursor = hovered ? "pointer" : "";
    onHover(hovered);
    network.redraw();
  };
  network.on("hoverNode", ({ node }) => hover({ kind: "node", id: node }));
  network.on("hoverEdge", ({ edge }) => {
    if (view.hovered?.kind !== "node") hover({ kind: "edge", id: edge });
  });
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => {
    if (view.hovered?.kind === "edge") hover(null);
  });
  // The pointer may leave for elsewhere, and not for another place of the drawing.
  place.addEventListener("pointerleave", () => view.hovered && hover(null));
  network.on("zoom", () => {
    const scale = network.getScale();
    const kept = Math.min(Math.max(scale, FARTHEST), 5);
    if (kept !== scale) network.moveTo({ scale: kept });
    resize(kept);
  });

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = () => (calm() ? false : { duration: 260, easingFunction: "easeInOutQuad" });

  /** Set the nodes out at their places, before what stands behind them. */
  function arrange({ places, behind }, isOther) {
    for (const [id, { x, y }] of places) Object.assign(drawn.get(id), { x, y });
    view.arranged = behind;
    turn();
    if (isOther) fit();
  }

  /** Let a drawing that is wide stand upright in a place that is high. */
  function turn() {
    view.upright = place.clientHeight > place.clientWidth * 1.1;
    visNodes.update(visNodes.getIds().map((id) => ({ id, ...placeOf(id) })));
  }

  /** Keep nodes from becoming tiny or huge on the screen. */
  function resize(scale) {
    const most = !isLarge ? 1.8 : view.ordered.length > FEW_DRAWN ? 1 : 10;
    const size = scale < 1 ? Math.min(Math.max(0.7 / scale, 1), most) : Math.max(1 / scale, 0.6);
    if (Math.abs(size - view.size) < 0.12) return;
    view.size = size;
    restyle();
  }

  /** Show all, with room for names. */
  function fit(animated = true) {
    const spots = view.ordered.length ? view.ordered.map(({ id }) => placeOf(id)) : visNodes.getIds().map(placeOf);
    for (const { at, x, y, radius } of groups) {
      if (!view.groups.has(at)) continue;
      const [across, down] = view.upright ? [y, x] : [x, y];
      spots.push({ x: across - radius, y: down - radius }, { x: across + radius, y: down + radius });
    }
    if (!spots.length || !place.clientWidth) return;
    const [left, top] = [Math.min(...spots.map(({ x }) => x)), Math.min(...spots.map(({ y }) => y))];
    const [right, bottom] = [Math.max(...spots.map(({ x }) => x)), Math.max(...spots.map(({ y }) => y))];
    const scale = Math.min(
      (place.clientWidth - Math.min(190, place.clientWidth * 0.24)) / Math.max(right - left, 1),
      (place.clientHeight - 96) / Math.max(bottom - top, 1),
      1.6,
    );
    resize(scale);
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.max(scale, FARTHEST),
      animation: animated ? motion() : false,
    });
  }

  /** Bring the region of a group into view. */
  function showGroup({ x, y, radius }) {
    const scale = Math.min(place.clientWidth, place.clientHeight) / (2.3 * radius);
    resize(scale);
    network.moveTo({ position: view.upright ? { x: y, y: x } : { x, y }, scale, animation: motion() });
  }

  function zoomBy(factor) {
    const scale = Math.min(Math.max(network.getScale() * factor, FARTHEST), 5);
    resize(scale);
    network.moveTo({ scale, animation: motion() });
  }

  /** Bring nodes into view, above a sheet that covers the lower part. */
  function show(ids, covered = 0) {
    const shown = ids.map((id) => network.body.nodes[id]).filter(Boolean);
    if (!shown.length) return;
    const x = shown.reduce((sum, node) => sum + node.x, 0) / shown.length;
    const y = shown.reduce((sum, node) => sum + node.y, 0) / shown.length;
    const span = Math.max(...shown.map((node) => Math.hypot(node.x - x, node.y - y))) * 2;
    const room = Math.min(place.clientWidth, place.clientHeight - covered) * (covered ? 0.55 : 0.8);
    const close = ids.length > 1 ? 1.5 : 0.85;
    const scale = Math.min(Math.max(network.getScale(), close), Math.max(room / Math.max(span, 1), 0.1));
    resize(scale);
    network.moveTo({ position: { x, y: y + covered / 2 / scale }, scale, animation: motion() });
  }

  return { view, network, paint, light, arrange, restyle, turn, fit, zoomBy, show, showGroup };
}
