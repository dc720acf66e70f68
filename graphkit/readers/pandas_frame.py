"""pandas frames → text, without importing pandas: its parts are known by their names.

pandas turns its columns into Arrow's only with pyarrow, which graphkit does not need otherwise.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from graphkit.readers.typed import Cells, Fault, NoCells, as_cells
from graphkit.readers.typed_table import Columns
from graphkit.readers.values import object_cells

_UNITS: Final = ("ms", "us", "ns")


def is_pandas(frame: object) -> bool:
    """Tell whether an object is a pandas DataFrame, also of a class derived from it."""
    return any(
        kind.__name__ == "DataFrame" and kind.__module__.partition(".")[0] == "pandas"
        for kind in type(frame).__mro__
    )


def pandas_columns(frame: Any) -> Columns:
    """Return the columns of a pandas DataFrame as text.

    Named levels of the index are columns, before the others. None, NaN, NaT and NA are absent, so
    that integers which pandas made floats, as some are absent, are integers again.
    """
    index = frame.index
    levels = [
        (str(name), index.get_level_values(number).to_series())
        for number, name in enumerate(index.names)
        if name is not None
    ]
    # by number: a name may stand twice
    series = [(str(name), frame.iloc[:, number]) for number, name in enumerate(frame.columns)]
    return [(name, _cells(values)) for name, values in (*levels, *series)]


def _cells(series: Any) -> Cells | NoCells:
    dtype = series.dtype
    match type(dtype).__name__:
        case "CategoricalDtype":
            return _category_cells(series)
        case "SparseDtype":
            return _cells(series.sparse.to_dense())
        case "DatetimeTZDtype":
            moments = series.dt.tz_convert("UTC").dt.tz_localize(None)
            return as_cells(_in_zone(_moments(moments), str(dtype.tz)))
        case "PeriodDtype" | "IntervalDtype":
            return NoCells(f"Values of the type {dtype} cannot be cells.")
        case "ArrowDtype":
            return object_cells(series.to_numpy(dtype=object, na_value=None).tolist())
    match dtype.kind:
        case "b" | "i" | "u":
            # what is absent has another mask than its values
            numbers = series.to_numpy(dtype=f"{dtype.kind}{dtype.itemsize}", na_value=0)
            return as_cells(_masked(pl.Series(numbers), series))
        case "f":
            numbers = series.to_numpy(dtype=f"f{min(dtype.itemsize, 8)}", na_value=np.nan)
            return as_cells(pl.Series(numbers, nan_to_null=True))
        case "M":
            return as_cells(_moments(series))
        case "m":
            return as_cells(pl.Series(dtype=pl.Duration))
        case "O" | "S" | "U":
            return object_cells(series.to_numpy(dtype=object, na_value=None).tolist())
        case _:
            return NoCells(f"Values of the type {dtype} cannot be cells.")


def _masked(values: pl.Series, series: Any) -> pl.Series:
    absent = pl.Series(series.isna().to_numpy(dtype=bool))
    if not absent.any():
        return values
    frame = pl.DataFrame({"value": values, "absent": absent})
    return frame.select(pl.when(~pl.col("absent")).then("value")).to_series()


def _moments(series: Any) -> pl.Series:
    moments = series.to_numpy()
    unit = np.datetime_data(moments.dtype)[0]
    return pl.Series(moments if unit in _UNITS else moments.astype("datetime64[us]"))


def _in_zone(moments: pl.Series, zone: str) -> pl.Series:
    in_utc = moments.dt.replace_time_zone("UTC")
    try:
        return in_utc.dt.convert_time_zone(zone)
    except pl.exceptions.PolarsError:
        return in_utc  # a zone that is an offset alone


def _category_cells(series: Any) -> Cells | NoCells:
    categories = _cells(series.cat.categories.to_series())
    if isinstance(categories, NoCells):
        return categories
    codes = pl.Series(series.cat.codes.to_numpy().astype(np.int64))
    indices = _masked(codes, series)
    faults = tuple(
        Fault(fault.cells.gather(indices).fill_null(False), fault.code, fault.message, fault.hint)
        for fault in categories.faults
    )
    return Cells(categories.text.gather(indices), faults)
