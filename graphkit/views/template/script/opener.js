// What a page does first. A large one holds its data compressed: its groups are drawn before that
// is unpacked, so that one sees at once what there is.

import { drawBehind } from "./behind.js";
import { groupList, groupsBehind } from "./groups.js";
import { say } from "./say.js";

/**
 * Start the page, as soon as its data is there.
 *
 * @param {() => void} start
 */
export function open(start) {
  const overview = document.getElementById("overview");
  if (overview === null) return start();
  const canvas = paintOverview(JSON.parse(overview.textContent));
  const readout = document.getElementById("readout");
  readout.textContent = say("stage.unpacking");
  addEventListener("DOMContentLoaded", async () => {
    const packed = document.getElementById("packed");
    try {
      Object.assign(document.getElementById("data"), { unpacked: await unpacked(packed.textContent) });
    } catch {
      readout.textContent = say("stage.tooOld");
      return;
    }
    packed.remove();
    canvas.remove();
    readout.textContent = "";
    start();
  });
}

/** The text that was compressed by gzip, and written in base64. */
async function unpacked(/** @type {string} */ text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

/** Draw the groups and what connects them, all of it in view. */
function paintOverview({ list, lines }) {
  const place = document.getElementById("drawing");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const [width, height, ratio] = [place.clientWidth, place.clientHeight, devicePixelRatio || 1];
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  canvas.className = "overview";
  place.append(canvas);
  const groups = groupList(list);
  const seen = {
    groups: new Map(groups.map(({ at, count }) => [at, count])),
    open: new Set(),
    lines: lines.map(([one, other, count]) => ({ ends: [one, other], count })),
  };
  const upright = height > width * 1.1;
  const view = { behind: groupsBehind(groups, seen, (at) => groups[at]), upright };
  const [left, right, top, bottom] = [
    Math.min(...groups.map(({ x, radius }) => x - radius)), Math.max(...groups.map(({ x, radius }) => x + radius)),
    Math.min(...groups.map(({ y, radius }) => y - radius)), Math.max(...groups.map(({ y, radius }) => y + radius)),
  ];
  const [wide, high] = upright ? [bottom - top, right - left] : [right - left, bottom - top];
  const scale = Math.min((width - 40) / wide, (height - 60) / high);
  const [x, y] = upright ? [(top + bottom) / 2, (left + right) / 2] : [(left + right) / 2, (top + bottom) / 2];
  const translation = { x: width / 2 - x * scale, y: height / 2 - y * scale };
  drawBehind(canvas.getContext("2d"), view, { scale, translation, ratio });
  return canvas;
}
