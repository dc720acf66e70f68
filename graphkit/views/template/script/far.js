// A large graph from afar, where nobody tells a star from a square or sees an arrowhead: lines and
// dots of one look are drawn together, in a twentieth of the time that vis-network takes for each.

/** Whether one is so far away that shapes are dots, and names have little room. */
export function isFar({ body }) {
  return body.view.scale < 0.35;
}

/**
 * Let a network draw so while one is far away.
 *
 * @param {any} network A vis-network; its renderer's own methods are used when one is near.
 */
export function drawCoarselyFromAfar(network) {
  const { body, renderer } = network;
  const own = { arrows: renderer._drawArrows, edges: renderer._drawEdges, nodes: renderer._drawNodes };
  const measured = new Set();

  renderer._drawArrows = (context) => {
    if (!isFar(network)) own.arrows.call(renderer, context);
  };

  renderer._drawEdges = (context) => {
    if (!isFar(network)) return own.edges.call(renderer, context);
    const [left, top, right, bottom] = seen();
    const looks = new Map();
    for (const id of body.edgeIndices) {
      const { options, connected, from, to } = body.edges[id];
      if (!connected || options.hidden || from.options.hidden || to.options.hidden || from === to) continue;
      if (Math.max(from.x, to.x) < left || Math.min(from.x, to.x) > right) continue;
      if (Math.max(from.y, to.y) < top || Math.min(from.y, to.y) > bottom) continue;
      const { color, opacity } = options.color;
      const look = `${color} ${opacity} ${options.width} ${options.dashes}`;
      if (!looks.has(look)) looks.set(look, { color, opacity, width: options.width, dashes: options.dashes || [], edges: [] });
      looks.get(look).edges.push(from, to);
    }
    for (const { color, opacity, width, dashes, edges } of looks.values()) {
      context.beginPath();
      for (let at = 0; at < edges.length; at += 2) {
        context.moveTo(edges[at].x, edges[at].y);
        context.lineTo(edges[at + 1].x, edges[at + 1].y);
      }
      context.globalAlpha = opacity;
      context.strokeStyle = color;
      context.lineWidth = width;
      context.setLineDash(dashes);
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  };

  renderer._drawNodes = (context, always) => {
    const unmeasured = body.nodeIndices.some((id) => !measured.has(id));
    if (!isFar(network) || always || unmeasured) {
      for (const id of body.nodeIndices) measured.add(id);
      return own.nodes.call(renderer, context, always);
    }
    const [left, top, right, bottom] = seen();
    const looks = new Map();
    for (const id of body.nodeIndices) {
      const { x, y, options, shape } = body.nodes[id];
      // By this a click finds the node.
      shape.left = x - shape.width / 2;
      shape.top = y - shape.height / 2;
      if (options.hidden || x < left || x > right || y < top || y > bottom) continue;
      const { background, border } = options.color;
      const look = `${background} ${border} ${options.opacity}`;
      if (!looks.has(look)) looks.set(look, { background, border, opacity: options.opacity ?? 1, nodes: [] });
      looks.get(look).nodes.push(x, y, options.size);
    }
    for (const { background, border, opacity, nodes } of looks.values()) {
      context.beginPath();
      for (let at = 0; at < nodes.length; at += 3) {
        const [x, y, size] = [nodes[at], nodes[at + 1], nodes[at + 2]];
        context.moveTo(x + size, y);
        context.arc(x, y, size, 0, 2 * Math.PI);
      }
      context.globalAlpha = opacity;
      context.fillStyle = background;
      context.fill();
      context.strokeStyle = border;
      context.lineWidth = 2;
      context.stroke();
    }
    context.globalAlpha = 1;
    return { drawExternalLabels: null };
  };

  /** What part of the drawing is on the screen, with a margin. */
  function seen() {
    const { clientWidth, clientHeight } = network.canvas.frame.canvas;
    const { x: left, y: top } = network.canvas.DOMtoCanvas({ x: -40, y: -40 });
    const { x: right, y: bottom } = network.canvas.DOMtoCanvas({ x: clientWidth + 40, y: clientHeight + 40 });
    return [left, top, right, bottom];
  }
}
