// Both sides of a dispute, side by side: who says so, and who says otherwise.

import { claims, ofClaim } from "./data.js";
import { el, name } from "./dom.js";
import { disputesOf } from "./picture.js";
import { parts, say } from "./say.js";
import { capital, inner, sentenceOf, speakersOf } from "./sentences.js";

/**
 * The two sides of the dispute about some claims; nothing where nobody disputes them.
 *
 * Neither comes first for a reason: on the left is what was asked about.
 */
export function disputeOf(ids, page) {
  const disputed = ids.filter((id) => disputesOf(claims.get(id)).some((other) => claims.has(other)));
  const others = [...new Set(disputed.flatMap((id) => disputesOf(claims.get(id))))].filter((id) => claims.has(id) && !ids.includes(id));
  if (!others.length) return null;
  const side = (heading, those) => el("div", {}, el("h3", {}, heading), those.map((id) => sideItem(id, page)));
  return el("section", { class: "sides", "aria-label": say("disputes.title") },
    side(say("disputes.oneSide"), disputed), side(say("disputes.otherSide"), others));
}

function sideItem(id, page) {
  const claim = claims.get(id);
  const reasons = (claim.contests ?? []).map(([, reason]) => reason).filter(Boolean);
  return el(
    "article",
    {},
    el("p", { class: "who" }, parts("disputes.whoSays", { speakers: name(capital(speakersOf(claim) || say("sentences.nobody"))) })),
    el("p", {}, inner(ofClaim(id), page.choose, name(sentenceOf(claim)))),
    claim.when && el("p", { class: "who" }, name(claim.when)),
    claim.quote && el("blockquote", { dir: "auto" }, claim.quote),
    reasons.map((reason) => el("p", { class: "who" }, name(reason))),
  );
}
