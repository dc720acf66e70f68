// What stays of a name however it is written in Latin letters, or in its own: its consonants, those
// alike taken together. "Mojahedin", "Mujahideen" and "مجاهدین" are all "mjhdn".

/** Letters of other scripts as those that most romanizations give; vowels are left out. */
const LETTERS = {
  // Cyrillic
  б: "b", в: "v", г: "k", ґ: "k", д: "d", ђ: "j", ж: "z", з: "z", к: "k", л: "l", љ: "l", м: "m", н: "n", њ: "n",
  п: "p", р: "r", с: "s", т: "t", ћ: "c", ф: "f", х: "h", ц: "ts", ч: "c", џ: "j", ш: "s", щ: "s", ј: "j",
  // Greek
  β: "v", γ: "k", δ: "d", ζ: "z", θ: "t", κ: "k", λ: "l", μ: "m", ν: "n", ξ: "ks", π: "p", ρ: "r", σ: "s", ς: "s",
  τ: "t", φ: "f", χ: "h", ψ: "ps",
  // Arabic and Persian
  ب: "b", پ: "p", ت: "t", ث: "s", ج: "j", چ: "c", ح: "h", خ: "h", د: "d", ذ: "z", ر: "r", ز: "z", ژ: "z", س: "s",
  ش: "s", ص: "s", ض: "z", ط: "t", ظ: "z", غ: "k", ف: "f", ق: "k", ک: "k", ك: "k", گ: "k", ل: "l", م: "m", ن: "n",
  ه: "h", ة: "h",
  // Hebrew
  ב: "b", ג: "k", ד: "d", ה: "h", ז: "z", ח: "h", ט: "t", כ: "k", ך: "k", ל: "l", מ: "m", ם: "m", נ: "n", ן: "n",
  ס: "s", פ: "p", ף: "p", צ: "ts", ץ: "ts", ק: "k", ר: "r", ש: "s", ת: "t",
};

/** Latin letters that stand for one sound together, then those that are written one for the other. */
const SOUNDS = [
  [/sch|sh/g, "s"], [/tch|ch/g, "c"], [/dzh|dj/g, "j"], [/zh|dh(?=[aeiou])/g, "z"], [/kh/g, "h"], [/gh|ck|[qgc](?!h)/g, "k"],
  [/ph/g, "f"], [/th/g, "t"], [/w/g, "v"], [/x/g, "ks"],
];

/**
 * The consonants of each word of a text, with a blank between words.
 *
 * @param {string} text
 */
export function skeletonOf(text) {
  let plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}+/gu, "");
  // Before other letters join: two of them that follow each other are two sounds.
  for (const [sound, letter] of SOUNDS) plain = plain.replace(sound, /** @type {string} */ (letter));
  plain = plain.replace(/[^\x00-\x7f]/gu, (letter) => LETTERS[letter] ?? (/[\p{L}\p{Cf}]/u.test(letter) ? "" : " "));
  return plain.replace(/[aeiouy'’]/g, "").replace(/[^a-z0-9]+/g, " ").replace(/([a-z])\1+/g, "$1").trim();
}
