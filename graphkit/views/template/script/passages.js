// A document's text in blocks, cut where passages that claims quote begin and end.

/**
 * A piece of a block, and the ids of the claims that quote it.
 * @typedef {{text: string, claims: string[]}} Piece
 */

/**
 * Cut a text.
 *
 * @param {string} text
 * @param {{id: string, place: [number, number]}[]} quotes Places are in code points, ends excluded.
 * @returns {{level: number, pieces: Piece[]}[]} Headings have a level from 1 on, paragraphs 0.
 */
export function blocksOf(text, quotes) {
  const characters = Array.from(text); // code points, as places are counted
  const blocks = [];
  for (const [start, end, level] of linesTogether(characters)) {
    const cuts = new Set([start, end]);
    const inside = quotes.filter(({ place }) => place[0] < end && place[1] > start);
    for (const { place } of inside) {
      for (const at of place) if (at > start && at < end) cuts.add(at);
    }
    const sorted = [...cuts].sort((one, other) => one - other);
    const pieces = sorted.slice(1).map((to, at) => ({
      text: characters.slice(sorted[at], to).join(""),
      claims: inside.filter(({ place }) => place[0] < to && place[1] > sorted[at]).map(({ id }) => id),
    }));
    blocks.push({ level, pieces });
  }
  return blocks;
}

/** Where blocks begin and end: headings and list items are lines, paragraphs end at a blank line. */
function linesTogether(characters) {
  const blocks = [];
  let open = null;
  const close = () => {
    if (open) blocks.push(open);
    open = null;
  };
  let start = 0;
  while (start < characters.length) {
    let end = characters.indexOf("\n", start);
    if (end < 0) end = characters.length;
    const line = characters.slice(start, Math.min(end, start + 400)).join("");
    const heading = /^(#{1,6})\s+/.exec(line);
    if (!line.trim()) close();
    else if (heading) {
      close();
      blocks.push([start + heading[0].length, end, heading[1].length]);
    } else if (open && !/^\s*([-*+]|\d+[.)])\s/.test(line)) open[1] = end;
    else {
      close();
      open = [start, end, 0];
    }
    start = end + 1;
  }
  close();
  return blocks;
}
