// What a reader takes away: the picture, and what is shown as tables or as JSON.

import { claims, data, edgeTypes, labelOf, documentOf, nodes, types } from "./data.js";
import { placesFile } from "./arranging.js";
import { linkTo } from "./citing.js";
import { el } from "./dom.js";
import { say } from "./say.js";
import { csvOf, fileNameOf } from "./sheets.js";
import { sentenceOf } from "./sentences.js";
import { addressOf } from "./state.js";
import { svgOf, svgText } from "./svg.js";

/** How many times finer a picture is than the screen. */
const FINENESS = 2;

/** Fill the menu of what can be taken away. */
export function makeTakeaway(place, page, view) {
  const title = document.querySelector("h1").textContent;
  const foot = (number) => document.querySelectorAll(".foot p")[number]?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const picture = () => svgOf(view, { title, shown: page.standfirst(), sources: foot(0), made: foot(1) });
  const save = (content, type, ending, called = fileNameOf(title, ending)) => {
    const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = el("a", { href: address, download: called });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    page.say(say("takeaway.saved", { file: link.download }));
  };
  /** @type {[string, () => void][]} */
  const ways = [
    [say("takeaway.png"), async () => save(await pngOf(picture()), "image/png", "png")],
    [say("takeaway.svg"), () => save(svgText(picture()), "image/svg+xml", "svg")],
    [say("takeaway.claims"), () => save(claimSheet(page.picture), "text/csv", "claims.csv")],
    [say("takeaway.nodes"), () => save(nodeSheet(page.picture), "text/csv", "nodes.csv")],
    [say("takeaway.json"), () => save(JSON.stringify(shownOf(page, title), null, 2), "application/json", "json")],
    [say("takeaway.places"), () => save(placesFile(page.state), "application/json", "", "places.json")],
    [say("takeaway.link"), () => copy(linkTo(page.state), page)],
    [say("takeaway.print"), () => print()],
  ];
  const menu = el("details", { class: "menu" }, el("summary", {}, say("takeaway.title")),
    el("ul", {}, ways.map(([text, take]) => el("li", {}, el("button", {
      type: "button",
      onclick: () => {
        menu.open = false;
        menu.querySelector("summary").focus();
        take();
      },
    }, text)))));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  place.append(menu);
}

/** Copy a text; where that is not allowed, show it so that it can be copied by hand. */
async function copy(text, page) {
  try {
    await navigator.clipboard.writeText(text);
    page.say(say("takeaway.linkCopied"));
  } catch {
    prompt(say("takeaway.linkShown"), text);
  }
}

/** A picture as the pixels of an image. */
async function pngOf(picture) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(picture))}`;
  await image.decode();
  const canvas = el("canvas", {
    width: Math.round(Number(picture.getAttribute("width")) * FINENESS),
    height: Math.round(Number(picture.getAttribute("height")) * FINENESS),
  });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

const CLAIM_COLUMNS = ["id", "sentence", "type", "source", "source_name", "target", "target_name", "modality",
  "polarity", "claimed_by", "time", "time_text", "contested", "document", "section", "quote"];

/** The claims that are drawn, as rows. */
export function claimRows(picture) {
  return [...picture.claims].map((id) => {
    const claim = claims.get(id);
    return {
      id,
      sentence: sentenceOf(claim),
      type: claim.type,
      source: claim.source,
      source_name: labelOf(claim.source),
      target: claim.target,
      target_name: labelOf(claim.target),
      modality: claim.modality ?? "asserted",
      polarity: claim.denied ? "negative" : "positive",
      claimed_by: (claim.says ?? []).map(labelOf).join(" > "),
      time: claim.time,
      time_text: claim.timeText,
      contested: claim.contested ? "yes" : "",
      document: claim.document && documentOf(claim.document).title,
      section: claim.section,
      quote: claim.quote,
    };
  });
}

export function nodeRows(picture) {
  return [...picture.nodes].map((id) => {
    const node = nodes.get(id);
    return { id, name: node.label, type: types.get(node.type).label, names: (node.names ?? []).join("; "), edges: node.degree };
  });
}

function claimSheet(picture) {
  return csvOf(CLAIM_COLUMNS, claimRows(picture).map((row) => CLAIM_COLUMNS.map((column) => row[column])));
}

function nodeSheet(picture) {
  const columns = ["id", "name", "type", "names", "edges"];
  return csvOf(columns, nodeRows(picture).map((row) => columns.map((column) => row[column])));
}

function shownOf(page, title) {
  const generator = document.querySelector("meta[name=generator]").getAttribute("content");
  return {
    generator,
    title,
    shown: page.standfirst(),
    view: addressOf(page.state, data.layout),
    nodes: [...page.picture.nodes].map((id) => {
      const { label, type, names, props } = nodes.get(id);
      return { id, label, type, names, properties: Object.fromEntries((props ?? []).map(([key, value]) => [key, value])) };
    }),
    claims: claimRows(page.picture).map((row) => ({ ...row, phrase: edgeTypes.get(row.type).phrase })),
    documents: data.documents,
  };
}
