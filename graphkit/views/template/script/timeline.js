// The time below the drawing: a histogram of what is said to hold or happen, and a day or a time
// on it that is chosen by hand, by keys, or played.

import { data, claims, edgeTypes } from "./data.js";
import { el, svg } from "./dom.js";
import { daysNamed, holdsWithin } from "./holding.js";
import { say } from "./say.js";
import { dayOf, isoOf } from "./state.js";

/** How long a step is shown when time is played, in milliseconds. */
const PACE = 700;
const MOST_STEPS = 1200;
const MANY = 2000;

/** Fill the place of the time. Returns what brings it up to date with a state and its picture. */
export function makeTimeline(place, page) {
  const timed = [...claims.values()].filter((claim) => !["withdrawn", "outside"].includes(claim.beside));
  // A page that was made for one day knows nothing of others.
  const named = data.asOf === null ? daysNamed(timed) : null;
  place.hidden = named === null;
  if (named === null) return () => {};
  const scale = steps(named);
  const last = scale.starts.length - 1;
  let timer = null;

  const kind = el("select", { id: "time-kind", "aria-label": say("time.title") },
    el("option", { value: "all" }, say("time.all")),
    el("option", { value: "day" }, say("time.asOf")),
    el("option", { value: "range" }, say("time.range")));
  const slider = (label) => el("input", { type: "range", min: 0, max: last, step: 1, "aria-label": label });
  const from = slider(say("time.firstDay"));
  const to = slider(say("time.day"));
  const play = el("button", { type: "button", class: "plain", id: "play" }, say("time.play"));
  const sure = el("input", { type: "checkbox", id: "sure" });
  const told = el("p", { class: "told", id: "time-told" });
  place.append(
    el("div", { class: "time-tools" }, kind, play,
      el("span", { class: "tick" }, sure, el("label", { for: "sure" }, say("time.sure"))), told),
    el("div", { class: "time-track" }, from, to),
  );
  // Counting many claims takes a moment that the drawing need not wait for.
  const fill = () => from.before(bars(timed, scale));
  if (timed.length > MANY) setTimeout(fill);
  else fill();

  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = say("time.play");
  };
  const choose = (time, { step = false } = {}) => {
    const said = time === null ? say("time.all") : wordsOf(time);
    page.update({ time, sure: time !== null && page.state.sure }, said, { step });
  };
  const chosen = () => {
    const end = scale.starts[Number(to.value)];
    if (kind.value === "day") return [end, end];
    const start = scale.starts[Number(from.value)];
    return start <= end ? [start, end] : [end, start];
  };
  kind.addEventListener("change", () => {
    stop();
    if (kind.value === "range") from.value = String(Math.min(Number(from.value), Number(to.value)));
    choose(kind.value === "all" ? null : chosen());
  });
  for (const input of [from, to]) {
    input.addEventListener("input", () => {
      stop();
      if (kind.value === "all") kind.value = "day";
      choose(chosen(), { step: true });
    });
  }
  sure.addEventListener("change", () =>
    page.update({ sure: sure.checked }, sure.checked ? say("time.onlySure") : say("time.alsoPossible")));
  play.addEventListener("click", () => {
    if (timer !== null) return stop();
    if (kind.value === "all") kind.value = "day";
    if (Number(to.value) >= last) to.value = "0";
    play.textContent = say("time.pause");
    timer = setInterval(() => {
      if (Number(to.value) >= last) return stop();
      to.value = String(Number(to.value) + scale.stride);
      choose(chosen(), { step: true });
    }, PACE);
    choose(chosen());
  });

  return (state, picture) => {
    const { time } = state;
    kind.value = time === null ? "all" : time[0] === time[1] ? "day" : "range";
    from.hidden = kind.value !== "range";
    sure.disabled = time === null;
    sure.checked = state.sure;
    if (time === null) {
      to.value = String(last);
    } else {
      from.value = String(scale.stepOf(time[0]));
      to.value = String(scale.stepOf(time[1]));
    }
    for (const [input, at] of [[from, 0], [to, 1]]) {
      input.setAttribute("aria-valuetext", time === null ? say("time.allSpoken") : isoOf(time[at]));
    }
    place.classList.toggle("set", time !== null);
    told.textContent = time === null ? `${isoOf(named[0]).slice(0, -6)}–${isoOf(named[1]).slice(0, -6)}` : tellOf(time, picture);
  };
}

/** What a time is called, and how many of the claims that are drawn hold in it, how surely. */
function tellOf(time, picture) {
  const counts = { surely: 0, possibly: 0, unknown: 0 };
  for (const id of picture.claims) {
    const claim = claims.get(id);
    counts[holdsWithin(claim, edgeTypes.get(claim.type).temporal, time)] += 1;
  }
  const told = [
    say("time.surely", { count: counts.surely }),
    counts.possibly && say("time.possibly", { count: counts.possibly }),
    counts.unknown && say("time.unknown", { count: counts.unknown }),
  ].filter(Boolean);
  return say("time.told", { time: wordsOf(time), claims: told.join(", ") });
}

function wordsOf([first, last]) {
  return first === last
    ? say("time.asOfDay", { day: dayWords(first) })
    : say("time.fromTo", { first: dayWords(first), last: dayWords(last) });
}

const MONTHS = [
  "dates.january", "dates.february", "dates.march", "dates.april", "dates.may", "dates.june",
  "dates.july", "dates.august", "dates.september", "dates.october", "dates.november", "dates.december",
];

/** "1 January 2013", in the words in which `views/dates.py` tells the days of claims. */
function dayWords(number) {
  const moment = new Date(number * 86400000);
  const year = moment.getUTCFullYear();
  return say("dates.day", {
    day: moment.getUTCDate(),
    month: say(MONTHS[moment.getUTCMonth()]),
    year: year > 0 ? String(year) : say("dates.beforeChrist", { year: String(1 - year) }),
  });
}

/** The days that a slider stops at: the first of each month, of each year where it is long. */
function steps([first, last]) {
  const year = Number(isoOf(first).slice(0, -6));
  const final = Number(isoOf(last).slice(0, -6)) + 1;
  const months = (final - year) * 12 <= MOST_STEPS ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [1];
  const starts = [];
  for (let at = year; at <= final; at += 1) {
    for (const month of at === final ? [1] : months) {
      const day = dayOf(`${yearText(at)}-${String(month).padStart(2, "0")}-01`);
      if (day !== null) starts.push(day);
    }
  }
  return {
    starts,
    years: /** @type {[number, number]} */ ([year, final]),
    stride: months.length > 1 ? 12 : Math.max(1, Math.round((final - year) / 60)),
    stepOf: (day) => Math.max(0, starts.findLastIndex((start) => start <= day)),
  };
}

function yearText(year) {
  const digits = String(Math.abs(year));
  if (year >= 0 && year <= 9999) return digits.padStart(4, "0");
  return `${year < 0 ? "-" : "+"}${digits.padStart(6, "0")}`;
}

/** How many claims hold or happen in each part of the time, as bars. */
function bars(timed, { years: [first, final] }) {
  const count = Math.min(final - first, 60);
  const width = (final - first) / count;
  const heights = Array.from({ length: count }, (_, at) => {
    const start = dayOf(`${yearText(Math.floor(first + at * width))}-01-01`);
    const end = dayOf(`${yearText(Math.floor(first + (at + 1) * width))}-01-01`) - 1;
    return timed.filter((claim) => {
      if (!claim.span || edgeTypes.get(claim.type).temporal === "none") return false;
      return ["surely", "possibly"].includes(holdsWithin(claim, edgeTypes.get(claim.type).temporal, [start, end]));
    }).length;
  });
  const most = Math.max(1, ...heights);
  return svg(
    "svg",
    { class: "bars", viewBox: `0 0 ${count} 1`, preserveAspectRatio: "none", "aria-hidden": "true" },
    ...heights.map((height, at) => svg("rect", { x: at + 0.08, y: 1 - height / most, width: 0.84, height: height / most })),
  );
}
