"""From the bytes of a file to a saved query, or to Problems at their places."""

from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import Problem
from graphkit.queries import SavedQuery, parse_query, unsaved_query

DESCRIBED = "// description: Any.\n"


def parse(text: str | bytes) -> tuple[SavedQuery | None, list[Problem]]:
    data = text.encode() if isinstance(text, str) else text
    return parse_query(data, "any", "any.cypher")


def sound(text: str | bytes) -> SavedQuery:
    query, problems = parse(text)
    assert problems == []
    assert query is not None
    return query


def shown(text: str | bytes) -> list[str]:
    return [str(problem) for problem in parse(text)[1]]


def test_a_query_keeps_its_name_its_file_and_all_of_its_text() -> None:
    text = DESCRIBED + "RETURN 1 AS one\n"
    assert sound(text) == SavedQuery("any", "Any.", (), text, "any.cypher")


def test_every_type_can_be_declared_with_and_without_a_default() -> None:
    lines = [
        'text: string = "a \\"b\\" = c"',
        "count: integer = -3",
        "share: float = 1",
        "flag: boolean = true",
        'day: date = "2013-01-01"',
        'names: list<string> = ["a", "b"]',
        "none: date = null",
        "needed: list<string>",
    ]
    header = "".join(f"// param {line}\n" for line in lines)
    used = ", ".join("$" + line.partition(":")[0] for line in lines)
    query = sound(f"{DESCRIBED}{header}RETURN {used}")
    assert [str(parameter) for parameter in query.parameters] == lines
    assert [p.name for p in query.parameters if p.required] == ["needed"]


def test_blank_lines_indents_and_other_comments_may_stand_in_the_header() -> None:
    query = sound(
        '\n// Since 2013.\n\n  //description: Any. \n\t//  param  a :  string="x"\nRETURN $a'
    )
    assert query.description == "Any."
    assert [str(parameter) for parameter in query.parameters] == ['a: string = "x"']


def test_the_header_ends_where_the_query_begins() -> None:
    query = sound(DESCRIBED + "RETURN 1 // param a: string\n// param b: string\n// description: x")
    assert query.parameters == ()


def test_a_byte_order_mark_and_foreign_line_ends_are_taken_away() -> None:
    assert sound(b"\xef\xbb\xbf// description: Any.\r\nRETURN 1\rAS one").cypher == (
        "// description: Any.\nRETURN 1\nAS one"
    )


def test_a_dollar_in_texts_comments_and_quoted_names_is_no_parameter() -> None:
    sound(
        DESCRIBED
        + "RETURN '$a \\' $b', \"$c \\\" $d\", n.`$e` // $f\n"
        + "/* $g */, 'http://$h' AS x, '\\\\' AS $$"
    )


def test_a_parameter_may_be_quoted_and_have_any_letters() -> None:
    query = sound(
        DESCRIBED + "// param größe: integer = 1\n// param b: string\nRETURN $größe, $`b`"
    )
    assert [parameter.name for parameter in query.parameters] == ["größe", "b"]


def test_a_parameter_that_is_not_used_is_a_warning_and_the_query_stands() -> None:
    query, problems = parse(DESCRIBED + "// param a: string\nRETURN 1")
    assert query is not None
    assert [str(problem) for problem in problems] == [
        'any.cypher:2:10: GK605 warning: The query does not use its parameter "a".'
    ]


def test_a_parameter_that_is_not_declared_has_a_line_to_add_or_the_name_that_was_meant() -> None:
    assert shown(DESCRIBED + "RETURN $a,\n $a") == [
        "any.cypher:2:8: GK605 error: The query uses $a, which its header does not declare. "
        "Add a line: // param a: string"
    ]
    assert shown(DESCRIBED + '// param nodes: string = ""\nRETURN $node')[1] == (
        "any.cypher:3:8: GK605 error: The query uses $node, which its header does not declare. "
        'Did you mean "nodes"?'
    )


def test_an_unknown_type_has_the_nearest_one() -> None:
    assert shown(DESCRIBED + "// param a: Integr = 1\nRETURN $a") == [
        'any.cypher:2:13: GK603 error: There is no parameter type "Integr". Did you mean "integer"?'
    ]


def test_a_default_that_is_not_of_its_type_is_an_error_at_its_place() -> None:
    wrong = {
        "string": ["mek", "1", "[]", '"\\ud800"', "'mek'", '"a\u202eb"', ""],
        "integer": ["1.0", '"1"', "true", "9223372036854775808", "9" * 5000, "NaN"],
        "float": ["true", "1e999", '"1"', "Infinity", "-"],
        "boolean": ["1", '"true"', "True"],
        "date": ["2013-01-01", '"2013"', '"2013-02-30"', "2013"],
        "list<string>": ['"a"', "[1]", '["a", null]', '["\\udfff"]', "[" * 9999],
    }
    for name, defaults in wrong.items():
        for default in defaults:
            line = f"// param a: {name} = {default}\n"
            query, problems = parse(f"{DESCRIBED}{line}RETURN $a")
            assert query is None
            assert [(p.code, p.line, p.column) for p in problems] == [
                ("GK604", 2, line.index("=") + (3 if default else 2))
            ], line


def test_a_default_says_what_it_should_be() -> None:
    assert shown(DESCRIBED + '// param a: date = "2013-02-30"\nRETURN $a') == [
        'any.cypher:2:20: GK604 error: The default of "a" is to be a date, but "2013-02-30" is no '
        "day of the calendar."
    ]


def test_lines_that_declare_nothing_are_errors_with_the_form_to_write() -> None:
    for line in (
        "// param",
        "// param a",
        "// Param a: string",
        "// param a string",
        "// param 1: string",
        "// param a-b: string",
        "// description",
        "// Description: Any.",
        "// param: string",
    ):
        query, problems = parse(f"{DESCRIBED}  {line}\nRETURN 1")
        assert query is None
        assert [(p.code, p.line, p.column) for p in problems] == [("GK602", 2, 3)], line
        assert problems[0].hint.startswith("Write // "), line


def test_nothing_is_declared_twice() -> None:
    text = DESCRIBED + DESCRIBED + "// param a: date\n// param a: string\nRETURN $a"
    assert [(p.code, p.line, p.column) for p in parse(text)[1]] == [
        ("GK602", 2, 1),
        ("GK602", 4, 10),
    ]


def test_a_description_is_there_and_can_be_printed() -> None:
    assert shown("RETURN 1")[0].startswith("any.cypher:1:1: GK601 error")
    assert shown("// description:  \nRETURN 1") == [
        "any.cypher:1:1: GK601 error: The description is empty."
    ]
    assert [(p.code, p.column) for p in parse("// description: a\u202eb\nRETURN 1")[1]] == [
        ("GK602", 17)
    ]


def test_a_file_without_a_query_is_an_error_at_its_end() -> None:
    for text in ("", "\n", "/* RETURN 1 */", "/* RETURN 1", "// x"):
        problems = parse(DESCRIBED + text)[1]
        assert [(p.code, p.line) for p in problems] == [("GK606", 2 + text.count("\n"))]


def test_bytes_that_are_no_text_are_errors_at_their_place() -> None:
    assert [(p.code, p.line, p.column) for p in parse(b"// \xc3\xa9\r\nx \xff")[1]] == [
        ("GK607", 2, 3)
    ]
    assert [(p.code, p.line, p.column) for p in parse(DESCRIBED + "RETURN\x00 \x1b")[1]] == [
        ("GK607", 2, 7)
    ]


def test_all_is_found_at_once_in_file_order() -> None:
    text = '// param a: text\n// param b: date = ""\n// param\nRETURN $c'
    assert [(p.line, p.code) for p in parse(text)[1]] == [
        (1, "GK601"),
        (1, "GK605"),
        (1, "GK603"),
        (2, "GK605"),
        (2, "GK604"),
        (3, "GK602"),
        (4, "GK605"),
    ]


def test_a_typed_query_asks_for_each_of_its_parameters_as_text() -> None:
    query = unsaved_query("MATCH (n {id: $b}) RETURN $a, $b, '$c'")
    assert [str(parameter) for parameter in query.parameters] == ["b: string", "a: string"]
    assert query.name == "the query"


WORDS = "// |description|param|:| a|date|=|[|2013-01-01|null|list<string>|RETURN 1|$|/*|*/"
SIGNS = "\"'`\\\n\r\ufeff\x00"
FRAGMENTS = st.lists(st.sampled_from([*WORDS.split("|"), *SIGNS])).map("".join)


@given(st.one_of(st.binary(), FRAGMENTS.map(str.encode)))
def test_any_bytes_are_a_query_or_have_an_error(data: bytes) -> None:
    query, problems = parse(data)
    assert (query is None) == any(problem.is_error for problem in problems)
    assert problems == sorted(problems)
    assert all("\n" not in str(p) and str(p).isprintable() for p in problems)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removeprefix("\ufeff").split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def test_a_query_that_nobody_wrote_is_not_taken_apart() -> None:
    assert shown(DESCRIBED + "RETURN '" + "\\\\" * 200_000 + "'") == [
        "any.cypher:1:1: GK607 error: The file has 400,030 bytes; a query has at most 262,144. "
        "Give it values by parameters."
    ]
