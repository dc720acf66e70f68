// What can be done with a node, where it lies: by a long press, or by the other button of a mouse.

import { nodeActions } from "./asking.js";
import { labelOf, nodes } from "./data.js";
import { el, name } from "./dom.js";
import { say } from "./say.js";

/**
 * Let a drawing's nodes have a menu.
 *
 * @param {HTMLElement} place Where the drawing is.
 * @param {any} network Its vis-network.
 * @param {any} page
 */
export function makeMenu(place, network, page) {
  const menu = el("div", { class: "popup", role: "dialog", hidden: true });
  place.parentElement.append(menu);
  const close = () => {
    menu.hidden = true;
  };
  const open = (/** @type {string} */ id, /** @type {{x: number, y: number}} */ { x, y }) => {
    const read = el("button", { type: "button", class: "plain", onclick: () => page.choose({ kind: "node", id }) }, say("near.read"));
    const actions = nodeActions(nodes.get(id), page);
    actions.prepend(read);
    menu.setAttribute("aria-label", labelOf(id));
    menu.replaceChildren(el("p", { class: "kicker" }, name(labelOf(id))), actions);
    menu.hidden = false;
    menu.style.left = `${Math.max(4, Math.min(x, place.clientWidth - menu.offsetWidth - 4))}px`;
    menu.style.top = `${Math.max(4, Math.min(y, place.clientHeight - menu.offsetHeight - 4))}px`;
    read.focus();
  };
  network.on("hold", ({ nodes: [id], pointer }) => {
    if (id !== undefined) open(id, pointer.DOM);
  });
  network.on("oncontext", ({ event, pointer }) => {
    const id = network.getNodeAt(pointer.DOM);
    if (id === undefined) return close();
    event.preventDefault();
    open(id, pointer.DOM);
  });
  network.on("dragStart", close);
  network.on("zoom", close);
  menu.addEventListener("click", close);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) close();
  });
}
