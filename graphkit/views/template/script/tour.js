// The guided tour: saved views, one after the other, each with a text.

import { data } from "./data.js";
import { el, name, present } from "./dom.js";

/**
 * Fill the place of the tour. Returns what brings it up to date with a state.
 *
 * @param {HTMLElement} place
 * @param {(fragment: string) => import("./state.js").State} stateIn What an address stands for.
 */
export function makeTour(place, page, stateIn) {
  const { tour } = data;
  place.hidden = !tour.length;
  if (!tour.length) return () => {};
  const go = (at) => {
    page.update({ ...stateIn(tour[at].view), step: at }, `${at + 1} of ${tour.length}: ${tour[at].title}`);
    /** @type {HTMLElement} */ (place.querySelector("h2, summary"))?.focus();
  };
  const button = (text, at, label) =>
    el("button", { type: "button", class: "plain", "aria-label": label, disabled: at < 0 || at >= tour.length, onclick: () => go(at) }, text);
  return ({ step }) => {
    if (step === null) {
      place.replaceChildren(el("details", {}, el("summary", {}, `A tour in ${tour.length} ${tour.length === 1 ? "view" : "views"}`),
        el("ol", {}, tour.map(({ title }, at) => el("li", {}, el("button", { type: "button", onclick: () => go(at) }, name(title)))))));
      return;
    }
    const { title, text } = tour[step];
    place.replaceChildren(...present([
      el("p", { class: "kicker" }, `${step + 1} of ${tour.length}`),
      el("h2", { tabindex: "-1", dir: "auto" }, name(title)),
      text.split(/\n\s*\n/).filter((part) => part.trim()).map((part) => el("p", { dir: "auto" }, part.trim())),
      el("p", { class: "steps" }, button("Back", step - 1, "The view before"), button("Next", step + 1, "The next view"),
        el("button", { type: "button", class: "plain", onclick: () => page.update({ step: null }, "Tour left") }, "Leave the tour")),
    ]));
  };
}
