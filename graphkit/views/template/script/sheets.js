// Claims and nodes as a spreadsheet reads them.

/** What a spreadsheet would run, or take for a formula, where a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Rows as CSV that spreadsheets read: UTF-8 with its mark, and nothing that they would run.
 *
 * @param {string[]} header
 * @param {(string | number | undefined)[][]} rows
 */
export function csvOf(header, rows) {
  return `\ufeff${[header, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}

function cellOf(value) {
  const text = value === undefined || value === null ? "" : String(value);
  const safe = typeof value !== "number" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A name for a file: the words of a title. */
export function fileNameOf(title, ending) {
  const words = title.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.join("-").slice(0, 60).replace(/-+$/, "");
  return `${name || "graph"}.${ending}`;
}
