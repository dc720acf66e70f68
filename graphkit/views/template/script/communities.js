// Groups of nodes that are drawn as one, as cards and lists tell of them.

import { data, edgesOfNode, groupNamed, groupOf, groups, labelOf, nodes, byDegree } from "./data.js";
import { el, name, present } from "./dom.js";
import { nodeGlyph } from "./glyphs.js";
import { groupName } from "./groups.js";
import { figures, parts, say } from "./say.js";
import { choiceRow, inner } from "./sentences.js";

const MOST_TOLD = 12;

/** The ids of a group's nodes that a picture has, the best connected first. */
function membersOf({ at }, picture) {
  return [...picture.nodes].filter((id) => groupOf.get(id) === at).map((id) => nodes.get(id)).sort(byDegree);
}

/** Open a group, or close it. */
export function toggledGroup({ id, at }, page) {
  const isOpen = page.seen.open.has(at);
  const others = page.state.open.filter((one) => one !== id);
  return { open: isOpen ? others : [...others, id] };
}

/** The card of a group: what is in it, and what lies around it. */
export function groupCard(group, page) {
  const { picture, seen, choose } = page;
  const inside = membersOf(group, picture);
  const isOpen = seen.open.has(group.at);
  const called = groupName({ ...group, count: inside.length });
  const byType = data.types.map((type) => [type, inside.filter((node) => node.type === type.name).length]).filter(([, count]) => count);
  const near = new Map();
  for (const node of inside) {
    for (const edge of edgesOfNode.get(node.id)) {
      if (!picture.looks.has(edge.id)) continue;
      const other = groupOf.get(edge.source === node.id ? edge.target : edge.source);
      if (other !== group.at) near.set(other, (near.get(other) ?? 0) + 1);
    }
  }
  const nearest = [...near].sort((one, other) => other[1] - one[1]).slice(0, MOST_TOLD);
  return present([
    el("p", { class: "kicker" }, group.loose ? say("groups.looseTitle") : say("groups.title")),
    el("h2", { class: "name", tabindex: "-1", dir: "auto" }, called),
    el("p", { class: "also" }, say("groups.about", { nodes: say("counts.nodes", { count: inside.length }) })),
    el("p", { class: "actions" }, el("button", {
      type: "button", class: "plain",
      onclick: () => page.update(toggledGroup(group, page), isOpen ? say("groups.closed", { group: called }) : say("groups.opened", { group: called }), { near: group }),
    }, isOpen ? say("groups.close") : say("groups.open"))),
    el("h2", { class: "part" }, say("groups.types")),
    el("ul", { class: "rows" }, byType.map(([type, count]) => el("li", {}, el("span", { class: "row" },
      nodeGlyph(type.name), el("span", { class: "what" }, type.label), el("span", { class: "number" }, figures(count)))))),
    el("h2", { class: "part" }, say("cards.mostConnected")),
    el("ul", { class: "rows" }, inside.slice(0, MOST_TOLD).map((node) => choiceRow(
      { kind: "node", id: node.id }, choose, [nodeGlyph(node.type), el("span", { class: "what" }, name(node.label))], numberOf(say("counts.edges", { count: node.degree }))))),
    nearest.length > 0 && [
      el("h2", { class: "part" }, say("groups.connectedTo")),
      el("ul", { class: "rows" }, nearest.map(([at, count]) => choiceRow(
        { kind: "group", id: groups[at].id }, choose, [el("span", { class: "what" }, groupName({ ...groups[at], count: seen.groups.get(at) ?? groups[at].count }))], numberOf(say("counts.edges", { count }))))),
    ],
  ]);
}

/** The largest groups that are drawn, as rows. */
export function groupRows({ seen, choose }) {
  const shown = groups.filter(({ at }) => seen.groups.has(at)).slice(0, MOST_TOLD);
  return shown.map((group) => choiceRow({ kind: "group", id: group.id }, choose,
    [el("span", { class: "what" }, name(group.loose ? say("groups.inSmallParts") : say("groups.around", { node: group.label })))], numberOf(say("counts.nodes", { count: seen.groups.get(group.at) }))));
}

/** A line that leads from a node to the group in which it lies. */
export function groupLine(node, { seen, choose }) {
  const at = groupOf.get(node.id);
  if (at === undefined || !seen.groups.has(at)) return null;
  return el("p", { class: "also" }, parts("groups.ofNode", { group: inner({ kind: "group", id: groups[at].id }, choose, groupName(groups[at])) }));
}

/** What a chosen group is called. */
export function groupTitle(id) {
  const group = groupNamed(id);
  return group === undefined ? labelOf(id) : groupName(group);
}

function numberOf(text) {
  return el("span", { class: "number" }, text);
}
