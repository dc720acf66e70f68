// Elements. Text from the data goes in as text, and nothing else does.

import { say } from "./say.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element of the page by its id.
 *
 * @returns {any}
 */
export function byId(/** @type {string} */ id) {
  return document.getElementById(id);
}

/** Make an element; children are elements or text, absent ones are left out. */
export function el(tag, given, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "onclick") made.addEventListener("click", value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...present(children));
  return made;
}

/** Children in one list, without what is absent; numbers come as text. */
export function present(children) {
  return children.flat(Infinity).filter(Boolean);
}

export function svg(tag, given, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A name from the data: its writing direction stays its own. */
export function name(text) {
  return el("bdi", {}, text);
}

/** A link, if the address is one of the web; else its text. Nobody leaves the page unasked. */
export function webLink(address, text) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return name(text);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return name(text);
  const link = el("a", { href: url.href, rel: "noopener noreferrer", target: "_blank", class: "web" }, name(text));
  link.addEventListener("click", (event) => {
    if (!confirm(say("stage.leaving", { host: url.host }))) event.preventDefault();
  });
  return link;
}
