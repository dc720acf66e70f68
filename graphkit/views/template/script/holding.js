// When claims hold: the same three-valued answers as in `graph/time.py`, for a day or a time.

/**
 * A side of a time: its earliest and latest day, or that it has no limit, or is not known.
 * @typedef {[number, number] | "open" | "unknown"} Side
 */

/** The answers, the firmest first. */
export const HELD = ["surely", "possibly", "unknown"];

/**
 * Whether a claim holds on a day.
 *
 * @param {{span?: [Side, Side], ended?: boolean, endedOn?: number}} claim
 * @param {"state" | "event" | "none"} temporal
 * @param {number} day
 * @returns {"surely" | "possibly" | "unknown" | "no"}
 */
export function holds(claim, temporal, day) {
  if (claim.endedOn !== undefined && claim.endedOn <= day) return "no";
  const itself = holdsByItself(claim.span, temporal, day);
  return claim.ended && claim.endedOn === undefined && itself !== "no" ? "unknown" : itself;
}

function holdsByItself(span, temporal, day) {
  if (temporal === "none") return "surely";
  if (!span) return "unknown";
  const [start, end] = span;
  const begun = start === "open" || (isDated(start) && start[1] <= day);
  const begunPerhaps = !isDated(start) || start[0] <= day;
  if (temporal === "event") {
    if (isDated(end) && end[1] <= day) return "surely";
    return begunPerhaps ? "possibly" : "no";
  }
  const lasts = end === "open" || (isDated(end) && end[0] >= day);
  const lastsPerhaps = !isDated(end) || end[1] >= day;
  if (begun && lasts) return "surely";
  return begunPerhaps && lastsPerhaps ? "possibly" : "no";
}

/**
 * Whether a claim holds at some moment between two days: a state that holds on some day of it, an
 * event that happens within it.
 *
 * @param {{span?: [Side, Side], ended?: boolean, endedOn?: number}} claim
 * @param {"state" | "event" | "none"} temporal
 * @param {[number, number]} time
 * @returns {"surely" | "possibly" | "unknown" | "no"}
 */
export function holdsWithin(claim, temporal, [first, until]) {
  if (first === until) return holds(claim, temporal, first);
  const last = Math.min(until, (claim.endedOn ?? Infinity) - 1);
  if (last < first) return "no";
  if (temporal === "none") return "surely";
  if (!claim.span) return "unknown";
  const [start, end] = claim.span;
  const outside = (isDated(start) && start[0] > last) || (isDated(end) && end[1] < first);
  if (outside) return "no";
  if (claim.ended && claim.endedOn === undefined) return "unknown";
  const surely =
    temporal === "event"
      ? isDated(start) && isDated(end) && start[0] >= first && end[1] <= last
      : (start === "open" || (isDated(start) && start[1] <= last)) &&
        (end === "open" || (isDated(end) && end[0] >= first));
  return surely ? "surely" : "possibly";
}

function isDated(side) {
  return Array.isArray(side);
}

/**
 * The first and last day that claims name, as a whole number of years; null where none does.
 *
 * @returns {[number, number] | null}
 */
export function daysNamed(claims) {
  let [first, last] = [Infinity, -Infinity];
  for (const { span } of claims) {
    for (const side of span ?? []) {
      if (!isDated(side)) continue;
      first = Math.min(first, side[0]);
      last = Math.max(last, side[1]);
    }
  }
  return first <= last ? [first, last] : null;
}
