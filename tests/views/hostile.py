"""Texts that would do harm, or break something, where they were taken for anything but text."""

import json

from graphkit.schema.load import parse_schema
from graphkit.schema.model import Schema

HOSTILE = (
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "<svg onload='window.ran = 1'>",
    "<style>body{display:none}</style>",
    "javascript:window.ran=1",
    "{{7*7}}${7*7}",
    "__proto__",
    "constructor",
    "شورای ملی مقاومت ایران",
    "👩‍👩‍👧‍👦 🇦🇱",
    "a\u202eb\u0000\u2028c",
    "no-blank-" * 3000,
    # Markup, in and out of attributes, elements and comments.
    "<script>window.ran=1</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    '"><script>window.ran=1</script>',
    "'><img src=x onerror=window.ran=1>",
    '" onmouseover="window.ran=1',
    "' onfocus='window.ran=1' autofocus='",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<object data='data:text/html,<script>parent.ran=1</script>'></object>",
    "<embed src='javascript:window.ran=1'>",
    "<a href='javascript:window.ran=1'>x</a>",
    "<form action='javascript:window.ran=1'><button>x</button></form>",
    "<base href='https://x.example/'>",
    "<meta http-equiv=refresh content='0;url=https://x.example/'>",
    "<link rel=stylesheet href=https://x.example/a.css>",
    "<details open ontoggle=window.ran=1>",
    "<math><mtext><img src=x onerror=window.ran=1></mtext></math>",
    "<svg><script>window.ran=1</script></svg>",
    "<svg><use href='data:image/svg+xml,x'/></svg>",
    "<!--<script>",
    "--><script>window.ran=1</script>",
    "]]><script>window.ran=1</script>",
    "<![CDATA[<script>window.ran=1</script>]]>",
    "</style><script>window.ran=1</script>",
    "</title><script>window.ran=1</script>",
    "</textarea><script>window.ran=1</script>",
    "<noscript><p title='</noscript><img src=x onerror=window.ran=1>'>",
    "<template><script>window.ran=1</script></template>",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "&#60;img src=x onerror=window.ran=1&#62;",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:window.ran=1",
    "JaVaScRiPt:window.ran=1",
    "java\tscript:window.ran=1",
    # What becomes code elsewhere.
    '=HYPERLINK("https://x.example/","x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "'); DROP TABLE nodes; --",
    "$(touch /tmp/ran) `touch /tmp/ran`",
    "${window.ran=1}",
    "`;window.ran=1;//",
    "\\u003cscript\\u003ewindow.ran=1\\u003c/script\\u003e",
    "url(https://x.example/a.png)",
    "expression(window.ran=1)",
    # Names that mean something to JavaScript.
    "toString",
    "hasOwnProperty",
    "valueOf",
    "undefined",
    "NaN",
    # Writing that is hard to lay out.
    "\u202e\u2066\u2067evil\u2069",
    "\ufeff\u200b\u200d\u00ad",
    "Z̸̢̛͉a̷l̵g̶o̷" * 8,
    "漢字かな交じり文とカタカナ",
    "עברית and English مختلط 123",
    "line\nbreak\r\nand\ttab",
    " ",
)

NAMES = [text for text in HOSTILE if text.isprintable() and len(text) < 200]
"""Those that may stand in a schema."""


def hostile_schema() -> Schema:
    """A schema whose texts are `NAMES`: types N0, N1, …, edge types E0, E1, …."""
    told = {
        "schema": "hostile",
        "version": "1.0.0",
        "description": NAMES[0],
        "nodes": {
            f"N{at}": {"description": text, "properties": {"p": {"type": "string"}}}
            for at, text in enumerate(NAMES)
        },
        "edges": {
            f"E{at}": {
                "source": [f"N{at}"],
                "target": [f"N{at}"],
                "description": text,
                "display": {"label": text},
            }
            for at, text in enumerate(NAMES)
        },
    }
    schema, problems = parse_schema(json.dumps(told))
    assert problems == []
    return schema
