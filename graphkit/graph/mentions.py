"""Texts in which one of some names is mentioned, however it is written there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from unicodedata import normalize
from urllib.parse import quote

import polars as pl

_LONG: Final = 6
_SHORTEST: Final = 3
_SHORTEST_UNCASED: Final = 2

_ALIKE: Final = {
    # strokes that are no accents to Unicode
    "\u0142": "l",
    "\u00f8": "o",
    "\u0111": "d",
    "\u00f0": "d",
    "\u0127": "h",
    "\u0167": "t",
    "\u0131": "i",
    "\u00e6": "ae",
    "\u0153": "oe",
    # Persian and Arabic forms of one letter, and what only widens a word
    "\u06cc": "\u064a",
    "\u0649": "\u064a",
    "\u06a9": "\u0643",
    "\u0640": "",
}
"""Letters that are written one for the other."""


class Mentions:
    r"""Tells which texts mention a name.

    Upper and lower case and accents do not count. A name of six letters and more is found
    anywhere, also within a word, and whatever stands between its letters (spaces, line ends,
    hyphens, nothing); a shorter one as whole words. Its last word may come first ("Doe, Jane"),
    and in addresses it may be written with `%20` and the like. Where a script has no upper and
    lower case, any name is found anywhere, as words may not be told apart there. Names of fewer
    than three characters (two in such a script) are not looked for: they stand in every text.

    Args:
        names: The names.

    Example:
        >>> texts = pl.DataFrame({"t": ["Jane\nDOE said", "janédoe@x", "a doer", "Ann Doe", None]})
        >>> texts.select(Mentions(["Jane Doe"]).within(pl.col("t")))["t"].to_list()
        [True, True, False, False, False]
    """

    def __init__(self, names: Iterable[str]) -> None:
        forms = dict.fromkeys(form for name in names for form in _forms(name))
        given = pl.Series("name", list(forms), pl.String)
        folded = given.to_frame().select("name", words=_words(pl.col("name")))
        anywhere: set[str] = set()
        whole: set[str] = set()
        exact: set[str] = set()
        for name, words in folded.iter_rows():
            letters = words.replace(" ", "")
            is_uncased = any(char.isalpha() and char.lower() == char.upper() for char in letters)
            if len(name.strip()) < (_SHORTEST_UNCASED if is_uncased else _SHORTEST):
                continue
            if not letters:
                exact.add(name)  # signs alone
            elif is_uncased or len(letters) >= _LONG:
                anywhere.add(letters)
            else:
                whole.add(words)
        self._anywhere, self._whole, self._exact = map(sorted, (anywhere, whole, exact))

    def within(self, text: pl.Expr) -> pl.Expr:
        """Tell whether a text mentions one of the names; an absent one does not."""
        words = _words(text)
        found = pl.lit(False)
        if self._whole:
            found |= words.str.contains_any(self._whole)
        if self._anywhere:
            letters = words.str.replace_all(" ", "", literal=True)
            found |= letters.str.contains_any(self._anywhere)
        if self._exact:
            found |= text.str.contains_any(self._exact)
        return text.is_not_null() & found.fill_null(False)

    def in_list(self, texts: pl.Expr) -> pl.Expr:
        """Tell whether any text of a list mentions one of the names."""
        return texts.list.eval(self.within(pl.element())).list.any().fill_null(False)

    def in_text(self, text: str) -> bool:
        """Tell whether one text mentions one of the names."""
        return bool(pl.DataFrame({"text": [text]}).select(self.within(pl.col("text"))).item())


def _forms(name: str) -> Iterator[str]:
    """Yield a name, the same with its last word first, and as addresses write each of these."""
    *first, last = name.split() or [""]
    for form in (name, " ".join([last, *first])):
        yield form
        if not form.isascii() and len(form) >= _SHORTEST_UNCASED:
            yield from (quote(normalize(kind, form)) for kind in ("NFC", "NFD"))


def _words(text: pl.Expr) -> pl.Expr:
    """Return the words of texts, folded, with a space before and behind each."""
    plain = (
        text.str.replace_all("%[0-7][0-9A-Fa-f]", " ")  # no letter is written so
        .str.normalize("NFKD")
        .str.replace_all(r"[\p{M}\p{Cf}]+", "")
        .str.to_uppercase()
        .str.to_lowercase()
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}+", "")
        .str.replace_many(list(_ALIKE), list(_ALIKE.values()))
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )
    return pl.concat_str(pl.lit(" "), plain, pl.lit(" "))
