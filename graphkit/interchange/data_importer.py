"""Models of Neo4j's Data Importer as schemas, of its versions from 0.1 to 3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field

from graphkit.errors import UsageError, printable
from graphkit.interchange.draft import Draft, DraftEdge, DraftNode, DraftProperty, Imported
from graphkit.interchange.notes import read_type
from graphkit.interchange.parts import Part, parse_json, sound_text
from graphkit.interchange.settling import settle
from graphkit.schema.quoting import shown
from graphkit.schema.yamltext import yaml_text


@dataclass
class _Found:
    """What was read of a model so far.

    Attributes:
        properties: The properties by what refers to them; those of one type stand together.
        nodes: The drawn node types by what refers to them.
        edges: The drawn edge types likewise.
        above: The labels that stand beside others, with their properties.
        tables: For each table and type, the property for a header; `source` and `target` for ends.
    """

    properties: dict[str, DraftProperty] = field(default_factory=dict)
    nodes: dict[str, DraftNode] = field(default_factory=dict)
    edges: dict[str, DraftEdge] = field(default_factory=dict)
    tables: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    above: list[DraftNode] = field(default_factory=list)


def read_data_importer(text: str, file: str, name: str) -> Imported:
    r"""Return the schema that a model of the Data Importer amounts to.

    Its mappings of tables are proposed as `columns:` of a `dataset.yaml`, in comments at the end.

    Args:
        text: The text of the file.
        file: How messages name it.
        name: What the schema is to be called.

    Raises:
        UsageError: Where it is no such model; with the place in it.

    Example:
        >>> schemas = '"nodeSchemas": {"n0": {"label": "Town", "properties": []}}'
        >>> model = f'{{"version": "0.3.0", "dataModel": {{"graphModel": {{{schemas}}}}}}}'
        >>> read_data_importer(model, "m.json", "towns").schema.own_types
        ('Town', 'Document')
    """
    whole = parse_json(text, file)
    model = whole.field("dataModel")
    if model.value is None:
        model = whole
    found = _Found()
    if model.field("graphModel").value is not None:
        _read_first(model, found)
    else:
        _read_graph_schema(model, found)
    draft = Draft(
        sound_text(name), (*found.nodes.values(), *found.above), tuple(found.edges.values()),
        tuple(found.warnings),
    )  # fmt: skip
    plain = settle(draft)
    return settle(draft, remarks=_proposal(found, plain))


def _read_graph_schema(model: Part, found: _Found) -> None:
    """Read a model since 0.5: labels, object types and constraints that refer to each other."""
    graph = model.field("graphSchemaRepresentation").field("graphSchema")
    if graph.value is None:
        raise _missing(graph)
    extensions = model.field("graphSchemaExtensionsRepresentation")
    marks = _marks(graph, extensions)
    labels = _tokens(graph.field("nodeLabels"), marks, found)
    types = _tokens(graph.field("relationshipTypes"), marks, found)
    objects = graph.field("nodeObjectTypes").items()
    often = Counter(_plain_ref(each) for node in objects for each in node.field("labels").items())
    for node in objects:
        refs = [_ref(label, labels) for label in node.field("labels").items()]
        # a label that more nodes share is above one that fewer have
        named = [labels[ref] for ref in sorted(dict.fromkeys(refs), key=lambda ref: often[ref])]
        if not named:
            found.warnings.append(f"{node.path} has no label.")
        first = named[0] if named else ("", ())
        above = tuple(token for token, _ in named[1:])
        found.nodes[_id(node, found.nodes)] = DraftNode(first[0], above, first[1])
        found.above += [
            DraftNode(token, above[number:], properties, abstract=True)
            for number, (token, properties) in enumerate(named[1:], start=1)
        ]
    for edge in graph.field("relationshipObjectTypes").items():
        token, properties = types[_ref(edge.field("type"), types)]
        ends = [found.nodes[_ref(edge.field(key), found.nodes)].name for key in ("from", "to")]
        found.edges[_id(edge, found.edges)] = DraftEdge(token, ends[0], ends[1], properties)
    mapping = model.field("graphMappingRepresentation")
    for each in mapping.field("nodeMappings").items():
        name = found.nodes[_ref(each.field("node"), found.nodes)].name
        _map(each, name, (), found)
    for each in mapping.field("relationshipMappings").items():
        name = found.edges[_ref(each.field("relationship"), found.edges)].name
        headers = tuple(
            each.field(key).field("fieldName").text() for key in ("fromMapping", "toMapping")
        )
        _map(each, name, headers, found)


def _missing(part: Part) -> UsageError:
    message = f"{part.file}: {part.path} is missing."
    return UsageError(message, "A model of the Data Importer holds it.")


def _marks(graph: Part, extensions: Part) -> dict[str, set[str]]:
    """Return what constraints and node keys say of properties."""
    marks: dict[str, set[str]] = {}
    for constraint in graph.field("constraints").items():
        kind = constraint.field("constraintType").text()
        refs = [_plain_ref(each) for each in constraint.field("properties").items()]
        is_node = constraint.field("entityType").text() != "relationship"
        mark = {"propertyExistence": "required", "key": "key"}.get(kind, "")
        if kind == "uniqueness" and len(refs) == 1:
            mark = "unique"
        if kind == "key" and not is_node:  # of Neo4j's whole database, not between two ends
            mark = "unique" if len(refs) == 1 else ""
        for ref in refs if mark else ():
            marks.setdefault(ref, set()).add(mark)
    for each in extensions.field("nodeKeyProperties").items():
        several = each.field("keyProperties").items()
        for key in several or [each.field("keyProperty")]:
            if key.value is not None:
                marks.setdefault(_plain_ref(key), set()).add("key")
    return marks


def _tokens(
    part: Part, marks: dict[str, set[str]], found: _Found
) -> dict[str, tuple[str, tuple[DraftProperty, ...]]]:
    """Return the labels or types of a model with their properties, by what refers to them."""
    tokens: dict[str, tuple[str, tuple[DraftProperty, ...]]] = {}
    for each in part.items():
        token, properties = each.field("token").text().strip(), []
        for prop in each.field("properties").items():
            place = prop.field("$id").text()
            own = marks.get(place, set()) | (
                {"required"} if prop.field("nullable").value is False else set()
            )
            read = _property(prop, prop.field("token"), token, frozenset(own), found)
            properties.append(read)
            found.properties[place] = read
        tokens[_id(each, tokens)] = token, tuple(properties)
    return tokens


def _property(
    part: Part, name: Part, owner: str, marks: frozenset[str], found: _Found
) -> DraftProperty:
    word = _type_word(part.field("type"))
    type_ = read_type(word) if word else "string"
    if not type_:
        found.warnings.append(
            f"{shown(name.text())} of {shown(owner)} is {word}, which a schema keeps as text."
        )
    return DraftProperty(name.text().strip(), type_ or "string", marks=marks)


def _type_word(part: Part) -> str:
    """Return a type as a word; of several the first, as a schema has one."""
    if isinstance(part.value, str):
        return part.text()
    if isinstance(part.value, list):
        several = part.items()
        return _type_word(several[0]) if len(several) == 1 else "any"
    word = part.field("type").text()
    if word in ("array", "list") and part.field("items").value is not None:
        return f"list<{_type_word(part.field('items'))}>"
    return word


def _map(each: Part, name: str, ends: tuple[str, ...], found: _Found) -> None:
    table = each.field("tableName").text()
    if not table:
        table = each.field("fileSchema").field("$ref").text().lstrip("#")
    headers = found.tables.setdefault((table, name), {})
    for column, header in zip(("source", "target"), ends, strict=False):
        if header:
            headers.setdefault(header, column)
    for prop in each.field("propertyMappings").items():
        ref = _ref(prop.field("property"), found.properties)
        headers.setdefault(prop.field("fieldName").text(), found.properties[ref].name)


def _read_first(model: Part, found: _Found) -> None:
    """Read a model of 0.1 to 0.4: types by id, and tables whose fields stand in their order."""
    graph, mapping = model.field("graphModel"), model.field("mappingModel")
    if graph.field("nodeSchemas").value is None:
        raise _missing(graph.field("nodeSchemas"))
    for id_, node in graph.field("nodeSchemas").fields():
        key = node.field("key").field("properties")
        keys = {each.text() for each in key.items()}
        name = node.field("label").text().strip()
        above = [each.text().strip() for each in node.field("additionLabels").items()]
        properties = _first_properties(node, name, keys, found)
        found.nodes[id_] = DraftNode(name, tuple(filter(None, above)), properties)
    for id_, edge in graph.field("relationshipSchemas").fields():
        name = edge.field("type").text().strip()
        ends = [
            found.nodes[_known(edge.field(end), found.nodes)].name
            for end in ("sourceNodeSchema", "targetNodeSchema")
        ]
        properties = _first_properties(edge, name, set(), found)
        found.edges[id_] = DraftEdge(name, ends[0], ends[1], properties)
    for _, each in mapping.field("nodeMappings").fields():
        node_type = found.nodes[_known(each.field("nodeSchema"), found.nodes)]
        _map_first(each, node_type, found)
    for _, each in mapping.field("relationshipMappings").fields():
        edge_type = found.edges[_known(each.field("relationshipSchema"), found.edges)]
        _map_first(each, edge_type, found)


def _first_properties(
    owner: Part, name: str, keys: set[str], found: _Found
) -> tuple[DraftProperty, ...]:
    read = []
    for prop in owner.field("properties").items():
        called = prop.field("property")
        is_key = called.text() in keys or prop.field("identifier").text() in keys
        marks = frozenset({"key"} if is_key else ())
        read.append(_property(prop, called, name, marks, found))
    return tuple(read)


def _map_first(each: Part, owner: DraftNode | DraftEdge, found: _Found) -> None:
    headers = found.tables.setdefault((each.field("fileSchema").text(), owner.name), {})
    for column, key in (("source", "sourceMappings"), ("target", "targetMappings")):
        for end in each.field(key).items():
            headers.setdefault(end.field("field").text(), column)
    fields = [one.field("field").text() for one in each.field("mappings").items()]
    for header, prop in zip(fields, owner.properties, strict=False):
        headers.setdefault(header, prop.name)


def _proposal(found: _Found, imported: Imported) -> str:
    """Return comments that say which header of a table stands for which column."""
    lines: list[str] = []
    told: dict[str, str] = {}
    named = imported.named
    for (table, owner), headers in found.tables.items():
        new: list[str] = []
        for header, name in headers.items():
            ours: str | None = named.properties.get((owner, name), name)
            if owner in named.edges and name in ("source", "target"):
                ours = name
            elif owner in named.edges and (owner, name) in named.edge_properties:
                ours = named.edge_properties[(owner, name)]
            column = ours or "id"
            if not header or header == column:
                continue
            pair = yaml_text({header: column}).rstrip("\n")
            if told.setdefault(header, column) != column:
                pair = f"# also {pair}"
            new.append(f"#   {pair}\n")
        if new:
            lines += [f"#   # {printable(sound_text(table))}: {printable(owner)}\n", *new]
    if not lines:
        return ""
    return "".join(["\n# For dataset.yaml, by the tables of the model:\n# columns:\n", *lines])


def _id(part: Part, taken: Container[str]) -> str:
    place = part.field("$id")
    if place.text() in taken:
        message = f"{place.file}: {place.path} is {shown(place.text())}, as one before it."
        raise UsageError(message)
    return place.text()


def _plain_ref(part: Part) -> str:
    return part.field("$ref").text().removeprefix("#")


def _ref(part: Part, known: Container[str]) -> str:
    ref = part.field("$ref")
    return _known(Part(_plain_ref(part), ref.path, ref.file), known)


def _known(part: Part, known: Container[str]) -> str:
    if part.text() not in known:
        message = (
            f"{part.file}: {part.path} is {shown(part.text())}, which is nothing in the model."
        )
        raise UsageError(message)
    return part.text()
