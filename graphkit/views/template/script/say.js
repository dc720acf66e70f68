// What stands in `words.js`, with what it is about: names, numbers, elements.

import { WORDS } from "./words.js";

/** The language of the words. */
export const LANGUAGE = WORDS.language;

const PLURALS = new Intl.PluralRules(LANGUAGE);

/** A number as it is written in the language. */
export function figures(/** @type {number} */ number) {
  return number.toLocaleString(LANGUAGE);
}

/**
 * A text of the interface, its places filled.
 *
 * @param {string} key
 * @param {Record<string, string | number>} values What to put in each place; `count` also chooses
 *   the form of a text that has several.
 */
export function say(key, values = {}) {
  return parts(key, values).join("");
}

/**
 * The same where elements stand in places: text and elements in the order of the language.
 *
 * @param {string} key
 * @param {Record<string, any>} values Elements and texts, or lists of both.
 * @returns {any[]}
 */
export function parts(key, values = {}) {
  const pieces = formOf(key, values.count).split(/\{(\w+)\}/);
  return pieces.flatMap((piece, at) => (at % 2 ? valueOf(key, piece, values) : piece)).filter((part) => part !== "");
}

function formOf(key, count) {
  if (!Object.hasOwn(WORDS, key)) throw new Error(`There are no words for "${key}".`);
  const entry = WORDS[key];
  return typeof entry === "string" ? entry : entry[PLURALS.select(count)] ?? entry.other;
}

function valueOf(key, place, values) {
  if (!Object.hasOwn(values, place)) throw new Error(`"${key}" is not told its "${place}".`);
  const value = values[place];
  return typeof value === "number" ? figures(value) : value;
}
