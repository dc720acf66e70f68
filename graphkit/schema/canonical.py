"""Values as canonical JSON (RFC 8785), so that equal values have equal text and equal hashes."""

from __future__ import annotations

from typing import Final

import polars as pl

_ESCAPES: Final = (
    ("\\", "\\\\"),
    ('"', '\\"'),
    ("\b", "\\b"),
    ("\t", "\\t"),
    ("\n", "\\n"),
    ("\f", "\\f"),
    ("\r", "\\r"),
    *((chr(code), f"\\u{code:04x}") for code in range(0x20) if chr(code) not in "\b\t\n\f\r"),
)


def json_text(texts: pl.Series) -> pl.Series:
    r"""Return each text as a JSON string in RFC 8785 form; `null` where absent.

    Example:
        >>> print(json_text(pl.Series(['a"b\n', None])).to_list())
        ['"a\\"b\\n"', 'null']
    """
    return (
        pl.DataFrame({"text": texts}, schema={"text": pl.String})
        .select(json_string(pl.col("text")).fill_null("null"))
        .to_series()
        .rename(texts.name)
    )


def json_string(text: pl.Expr) -> pl.Expr:
    """Return texts as JSON strings in RFC 8785 form; null where absent."""
    needs = text.str.contains(r'["\\\x00-\x1f]')
    escaped = text.str.replace_many(
        [char for char, _ in _ESCAPES], [escape for _, escape in _ESCAPES]
    )
    body = pl.when(needs).then(escaped).otherwise(text)
    return pl.concat_str(pl.lit('"'), body, pl.lit('"'))


def json_number(value: float) -> str:
    """Return a finite double as ECMAScript's Number.prototype.toString (RFC 8785, 3.2.2.3).

    Example:
        >>> [json_number(value) for value in (1.0, -0.0, 1e21, 1e-7, 0.1)]
        ['1', '0', '1e+21', '1e-7', '0.1']
    """
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, _, exponent_text = f"{abs(value)!r}".partition("e")
    whole, _, fraction = digits.partition(".")
    figures = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(figures)
    point = len(whole) + int(exponent_text or 0) - leading
    figures = figures.rstrip("0")
    count = len(figures)
    if count <= point <= 21:
        return sign + figures + "0" * (point - count)
    if 0 < point <= 21:
        return f"{sign}{figures[:point]}.{figures[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{figures}"
    exponent = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    mantissa = figures[0] + (f".{figures[1:]}" if count > 1 else "")
    return sign + mantissa + exponent
