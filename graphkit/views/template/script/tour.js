// The guided tour: saved views, one after the other, each with a text.

import { data } from "./data.js";
import { el, name, present } from "./dom.js";
import { say } from "./say.js";

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
    page.update({ ...stateIn(tour[at].view), step: at }, say("tour.stepTold", { step: at + 1, count: tour.length, title: tour[at].title }));
    /** @type {HTMLElement} */ (place.querySelector("h2, summary"))?.focus();
  };
  const button = (text, at, label) =>
    el("button", { type: "button", class: "plain", "aria-label": label, disabled: at < 0 || at >= tour.length, onclick: () => go(at) }, text);
  return ({ step }) => {
    if (step === null) {
      place.replaceChildren(el("details", {}, el("summary", {}, say("tour.start", { count: tour.length })),
        el("ol", {}, tour.map(({ title }, at) => el("li", {}, el("button", { type: "button", onclick: () => go(at) }, name(title)))))));
      return;
    }
    const { title, text } = tour[step];
    place.replaceChildren(...present([
      el("p", { class: "kicker" }, say("tour.step", { step: step + 1, count: tour.length })),
      el("h2", { tabindex: "-1", dir: "auto" }, name(title)),
      text.split(/\n\s*\n/).filter((part) => part.trim()).map((part) => el("p", { dir: "auto" }, part.trim())),
      el("p", { class: "steps" }, button(say("tour.back"), step - 1, say("tour.viewBefore")), button(say("tour.next"), step + 1, say("tour.viewAfter")),
        el("button", { type: "button", class: "plain", onclick: () => page.update({ step: null }, say("tour.left")) }, say("tour.leave"))),
    ]));
  };
}
