// What stands behind the nodes where they are set out by time, by community, or in rings: lines,
// rooms and words, as `arranging.js` tells them in units of the drawing.

/** What is written on the drawing. */
export const FONT = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';

const WORD_FONT = `12px ${FONT}`;

/** Its words, each with its box on the screen: as they fit, and none on another. */
function placedWords(context, { behind, upright }, scale, onScreen) {
  const words = [];
  context.font = WORD_FONT;
  for (const one of behind) {
    if (one.kind !== "word") continue;
    let { text } = one;
    while (text.length > 3 && context.measureText(text).width > (one.within ?? Infinity) * scale) text = `${text.slice(0, -2)}…`;
    const wide = context.measureText(text).width;
    const [x, y] = onScreen(...(upright ? [one.y, one.x] : [one.x, one.y]));
    const center = x + (wide / 2 + 8) * (upright ? 0 : one.side ?? 0);
    const box = [center - wide / 2 - 3, y - (one.up ?? 0) - 8, center + wide / 2 + 3, y - (one.up ?? 0) + 8];
    if (text.length > 3 && !words.some((other) => meets(box, other.box))) words.push({ text, box });
  }
  return words;
}

/** Where its words stand on the screen, so that no name is set on them. */
export function wordBoxes(context, view, { scale, onScreen }) {
  return placedWords(context, view, scale, onScreen).map(({ box }) => box);
}

/** Whether two boxes, each from left and top to right and bottom, lie on each other. */
export function meets(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/**
 * Draw it under the network: lines are as thin, and words as large, however near one looks.
 *
 * @param {any} context
 * @param {{behind: any[], upright: boolean}} view
 * @param {{scale: number, translation: {x: number, y: number}, ratio: number}} camera From where
 *   one looks: units of the drawing times `scale`, moved, are those of the screen.
 */
export function drawBehind(context, view, { scale, translation, ratio }) {
  if (!view.behind.length) return;
  const style = getComputedStyle(document.documentElement);
  const color = (variable) => style.getPropertyValue(variable).trim();
  const onScreen = (x, y) => [x * scale + translation.x, y * scale + translation.y];
  const at = (x, y) => (view.upright ? onScreen(y, x) : onScreen(x, y));
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "middle";
  for (const one of view.behind) {
    if (one.kind === "word") continue;
    context.beginPath();
    context.lineWidth = one.strong ? 2 : one.width ?? 1;
    context.strokeStyle = color(one.strong ? "--ink" : one.kind === "disc" ? "--soft" : "--hair");
    if (one.kind === "disc") {
      context.arc(...at(one.x, one.y), one.radius * scale, 0, 2 * Math.PI);
      context.fillStyle = color(one.filled ? "--tint" : "--paper");
      context.fill();
    } else if (one.kind === "ring") context.arc(...at(one.x, one.y), one.radius * scale, 0, 2 * Math.PI);
    else if (one.kind === "line") {
      context.moveTo(...at(one.x1, one.y1));
      context.lineTo(...at(one.x2, one.y2));
    } else {
      const [across, up] = [one.width / 2, one.height / 2];
      const corners = [[-across, -up], [across, -up], [across, up], [-across, up], [-across, -up]];
      corners.forEach(([x, y], number) => context[number ? "lineTo" : "moveTo"](...at(one.x + x, one.y + y)));
      context.fillStyle = color("--tint");
      context.fill();
    }
    context.stroke();
  }
  context.fillStyle = color("--ink");
  context.strokeStyle = color("--paper");
  context.lineWidth = 3.5;
  context.lineJoin = "round";
  context.textAlign = "center";
  for (const { text, box } of placedWords(context, view, scale, onScreen)) {
    context.strokeText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    context.fillText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
  }
  context.restore();
}
