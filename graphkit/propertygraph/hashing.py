"""A hash of 64 bits for each row of a frame: the same in every version, on every machine.

Stores keep it, so it is graphkit's own and fixed by these rules; Polars changes its hashes between
versions, and a call a row of what Python brings takes ten times as long. Sums and products are
those of unsigned 64-bit words. `scramble` is the last step of SplitMix64, `SALT` its increment, and
a text's words are its UTF-8, eight bytes each, least significant first, the last filled with zeros.

    text       scramble(bytes + Σ scramble(word[j] + j·SALT)), j from 1
    number     scramble(its two's complement, or the bits of its double); 0.0 for -0.0
    day        as a number: days since 1970-01-01; moments: microseconds since then; true is 1
    list       scramble(items + Σ scramble(item[j] + j·SALT)), 0 for an item that is absent
    row        scramble(kind + Σ scramble(value + label)) over the values that are there; the label
               is the hash of the text "name:type", the kind that of the kind's text

It tells whether something changed, where nobody tries to hide it; it is no cryptographic hash.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from graphkit.propertygraph.rows import slices

Words = NDArray[np.uint64]

SALT: Final = 0x9E3779B97F4A7C15
_ALL: Final = (1 << 64) - 1

_FEW: Final = 4_000
"""Bytes of all texts of a column that are hashed together."""

_ROWS: Final = 100_000
"""Rows hashed at once: their words stay in the processor's cache."""


def row_hashes(frame: pl.DataFrame, columns: Sequence[str], kind: str) -> Words:
    """Return a hash of each row's values and their names; an absent value is as no column.

    Args:
        frame: The rows: columns of text, whole numbers, doubles, booleans, days, moments, or lists
            of one of these.
        columns: The columns that count, in any order.
        kind: What else a row is.

    Example:
        >>> frame = pl.DataFrame({"id": ["a", "b"], "name": ["A", None]})
        >>> [f"{each:016x}" for each in row_hashes(frame, ["id", "name"], "Person")]
        ['f4530df9d2ca5150', 'fc1b5c84182ec72f']
    """
    start = hash_of(kind)
    varied = []
    labels = []
    for name in columns:
        column = frame[name]
        if column.null_count() == frame.height:
            continue
        label = hash_of(f"{name}:{_word(column.dtype)}")
        if is_alike(column):  # once for all rows
            start += _scrambled(int(_values(column.head(1))[0]) + label)
        else:
            varied.append(name)
            labels.append(label)
    start &= _ALL
    hashes = np.empty(frame.height, dtype=np.uint64)
    done = 0
    for part in slices(frame.select(varied), _ROWS) if varied else ():
        sums = np.full(part.height, start, dtype=np.uint64)
        for column, label in zip(part, labels, strict=True):
            sums += _labelled(column, label)
        hashes[done : done + part.height] = _scramble(sums)
        done += part.height
    hashes[done:] = _scrambled(start)
    return hashes


def hash_of(text: str) -> int:
    """Return the hash of one text.

    Example:
        >>> f"{hash_of('HOSTS'):016x}"
        '23fdbdbc39ea05f1'
    """
    encoded = text.encode()
    words = (encoded[place : place + 8] for place in range(0, len(encoded), 8))
    scrambled = (
        _scrambled(int.from_bytes(word, "little") + number * SALT)
        for number, word in enumerate(words, 1)
    )
    return _scrambled(len(encoded) + sum(scrambled))


def is_alike(column: pl.Series) -> bool:
    """Tell whether a column has one value in all rows, absent in none; it looks at a few first.

    Of lists, only whether all are empty.

    Example:
        >>> is_alike(pl.Series(["a", "a"])), is_alike(pl.Series(["a", "b"]))
        (True, False)
        >>> is_alike(pl.Series([[], []], dtype=pl.List(pl.Int64))), is_alike(pl.Series([[1], [1]]))
        (True, False)
    """
    if column.null_count() or column.is_empty():
        return False
    if isinstance(column.dtype, pl.List):
        return not column.list.len().max()
    first = column[0]
    if column[-1] != first or column[len(column) // 2] != first:
        return False
    return bool((column == first).all())


def _labelled(column: pl.Series, label: int) -> Words:
    """Return what a column adds to the sum of each row; 0 where it has no value."""
    if column.null_count() == len(column):
        return np.zeros(len(column), dtype=np.uint64)
    hashes = _scramble(_values(column) + np.uint64(label))
    if column.null_count():
        hashes[column.is_null().to_numpy()] = 0
    return hashes


def _values(column: pl.Series) -> Words:
    """Return the hash of each value; anything for an absent one."""
    dtype = column.dtype
    if isinstance(dtype, pl.List):
        return _lists(column)
    if dtype.is_float():
        doubles = column.cast(pl.Float64).fill_null(0.0).to_numpy() + 0.0
        doubles[np.isnan(doubles)] = np.nan
        return _scramble(doubles.view(np.uint64))
    if dtype.is_integer() or dtype == pl.Boolean:
        numbers = column.cast(pl.Int64)
    elif dtype == pl.Date:
        numbers = column.cast(pl.Int32).cast(pl.Int64)
    elif isinstance(dtype, pl.Datetime):
        numbers = column.dt.timestamp("us")
    else:
        return _texts(column.cast(pl.String))
    return _scramble(numbers.fill_null(0).to_numpy().astype(np.int64).view(np.uint64))


def _texts(column: pl.Series) -> Words:
    size = column.str.len_bytes().sum()
    if size < _FEW:  # one by one, they cost less than the first step of all together
        return np.array([hash_of(text or "") for text in column.to_list()], dtype=np.uint64)
    lengths = column.str.len_bytes().fill_null(0).to_numpy().astype(np.int64)
    joined = column.to_frame("text").select(pl.col("text").str.join("").cast(pl.Binary)).item()
    least, most = (int(lengths.min()), int(lengths.max())) if len(lengths) else (0, 0)
    if least == most:
        return _texts_of_width(joined, len(lengths), most)
    # Two words more than there are, since each is put together from its neighbors.
    filled = joined + bytes(16 + -len(joined) % 8)
    words = np.frombuffer(filled, dtype="<u8").astype(np.uint64, copy=False)
    starts = np.cumsum(lengths) - lengths
    counts = (lengths + 7) >> 3
    sums = lengths.astype(np.uint64)
    least, most = int(counts.min()), int(counts.max())
    every = np.arange(len(counts))
    for number in range(most):
        longer = every if number < least else np.flatnonzero(counts > number)
        if len(longer) < most - number:  # fewer steps row by row than word by word
            for row in longer:
                numbers = np.arange(number, counts[row])
                places, rest = starts[row] + 8 * numbers, lengths[row] - 8 * numbers
                added = _word_at(words, places, rest, numbers + 1)
                sums[row : row + 1] += added.sum(dtype=np.uint64)
            break
        if number < least:
            sums += _word_at(words, starts + 8 * number, lengths - 8 * number, number + 1)
        else:
            places, rest = starts[longer] + 8 * number, lengths[longer] - 8 * number
            sums[longer] += _word_at(words, places, rest, number + 1)
    return _scramble(sums)


def _texts_of_width(joined: bytes, count: int, width: int) -> Words:
    """Return the hashes of texts that all have so many bytes, as ids and dates have."""
    filled = np.zeros((count, width + -width % 8), dtype=np.uint8)
    filled[:, :width] = np.frombuffer(joined, dtype=np.uint8).reshape(count, width)
    words = filled.view("<u8").astype(np.uint64, copy=False)
    sums = np.full(count, width, dtype=np.uint64)
    for number in range(words.shape[1]):
        sums += _scramble(words[:, number] + _salts(number + 1))
    return _scramble(sums)


def _word_at(
    words: Words,
    places: NDArray[np.int64],
    rest: NDArray[np.int64],
    number: int | NDArray[np.int64],
) -> Words:
    """Return what a word adds to a text's sum.

    Args:
        words: The bytes of all texts, one behind the other.
        places: Where each word begins, in bytes.
        rest: How many bytes of the text there are from there on, at least 1.
        number: Which word of its text it is, from 1.
    """
    whole = places >> 3
    shift = ((places & 7) << 3).astype(np.uint64)
    after = (words[whole + 1] << np.uint64(1)) << (np.uint64(63) - shift)
    found: Words = (words[whole] >> shift) | after
    unused = (np.uint64(8) - np.minimum(rest, 8).astype(np.uint64)) << np.uint64(3)
    found &= np.uint64(_ALL) >> unused
    return _scramble(found + _salts(number))


def _lists(column: pl.Series) -> Words:
    lengths = column.list.len().fill_null(0).to_numpy().astype(np.int64)
    items = column.filter(pl.Series(lengths > 0)).explode()
    sums = lengths.astype(np.uint64)
    if len(items):
        values = _values(items)
        if items.null_count():
            values[items.is_null().to_numpy()] = 0
        ends = np.cumsum(lengths)
        numbers = np.arange(1, len(items) + 1) - np.repeat(ends - lengths, lengths)
        totals = np.zeros(len(items) + 1, dtype=np.uint64)
        np.cumsum(_scramble(values + _salts(numbers)), out=totals[1:])
        sums += totals[ends] - totals[ends - lengths]
    return _scramble(sums)


def _salts(number: int | NDArray[np.int64]) -> np.uint64 | Words:
    if isinstance(number, int):
        return np.uint64(number * SALT & _ALL)
    return number.astype(np.uint64) * np.uint64(SALT)


def _scramble(words: Words) -> Words:
    """Return words of which each bit depends on every bit of those given."""
    found = words >> np.uint64(30)
    found ^= words
    found *= np.uint64(0xBF58476D1CE4E5B9)
    shifted = found >> np.uint64(27)
    found ^= shifted
    found *= np.uint64(0x94D049BB133111EB)
    np.right_shift(found, np.uint64(31), out=shifted)
    found ^= shifted
    return found


def _scrambled(word: int) -> int:
    """Do the same to one word."""
    found = word & _ALL
    found = (found ^ (found >> 30)) * 0xBF58476D1CE4E5B9 & _ALL
    found = (found ^ (found >> 27)) * 0x94D049BB133111EB & _ALL
    return found ^ (found >> 31)


def _word(dtype: pl.DataType) -> str:
    """Return the schema's word for what a column holds."""
    if isinstance(dtype, pl.List):
        inner = dtype.inner
        return f"list<{_word(inner if isinstance(inner, pl.DataType) else inner())}>"
    if dtype.is_float():
        return "float"
    if dtype.is_integer():
        return "integer"
    if dtype == pl.Boolean:
        return "boolean"
    if dtype == pl.Date:
        return "date"
    return "datetime" if isinstance(dtype, pl.Datetime) else "string"
