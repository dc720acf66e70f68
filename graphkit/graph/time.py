"""When claims hold: Polars expressions over the bounds of their times.

Answers have three values, since times are known only to some precision: a thing surely holds, or
possibly, or not; and it is unknown where nothing is said about its time. `docs/time.md` shows
them by example.

A state holds throughout its period, an event happens within it, and what is neither (`none`) has
no time. An open side is without limit; about an unknown side nothing is ever sure.
"""

from datetime import date

import polars as pl


def holds(day: date) -> pl.Expr:
    """Tell whether a claim holds as of a day.

    A state surely holds where start_latest ≤ day ≤ end_earliest, and possibly where
    start_earliest ≤ day ≤ end_latest. An event has surely happened from end_latest on, possibly
    from start_earliest. What is timeless always holds. From `closed_on` on a closed claim does not
    hold any more; closed by something undated, it is unknown whether it holds, unless its own time
    says that it does not.

    Args:
        day: The day asked about.

    Returns:
        A String expression named `holds`: surely, possibly, no or unknown. It reads the columns
        temporal, start_earliest, start_latest, end_earliest, end_latest, start_side, end_side,
        closed_by and closed_on.

    >>> from graphkit.schema import edtf
    >>> claims = edtf.bounds(pl.Series(["2013", "2014", "2014/2016", "2014/"])).with_columns(
    ...     temporal=pl.lit("state"),
    ...     closed_by=pl.lit(None, pl.String),
    ...     closed_on=pl.lit(None, pl.Date),
    ... )
    >>> claims.select(holds(date(2014, 7, 1))).to_series().to_list()
    ['no', 'surely', 'possibly', 'possibly']
    """
    on = pl.lit(day)
    start, end = pl.col("start_side"), pl.col("end_side")
    begun_surely = (start == "open") | (pl.col("start_latest") <= on)
    begun_possibly = (start != "dated") | (pl.col("start_earliest") <= on)
    lasts_surely = (end == "open") | (pl.col("end_earliest") >= on)
    lasts_possibly = (end != "dated") | (pl.col("end_latest") >= on)
    is_state = pl.col("temporal") == "state"
    surely = (
        pl.when(is_state).then(begun_surely & lasts_surely).otherwise(pl.col("end_latest") <= on)
    )
    possibly = begun_possibly & (~is_state | lasts_possibly)
    by_itself = (
        pl.when(pl.col("temporal") == "none")
        .then(pl.lit("surely"))
        .when(start.is_null())
        .then(pl.lit("unknown"))
        .when(surely)
        .then(pl.lit("surely"))
        .when(possibly)
        .then(pl.lit("possibly"))
        .otherwise(pl.lit("no"))
    )
    closed_undated = pl.col("closed_by").is_not_null() & pl.col("closed_on").is_null()
    return (
        pl.when(pl.col("closed_on") <= on)
        .then(pl.lit("no"))
        .when(closed_undated & (by_itself != "no"))
        .then(pl.lit("unknown"))
        .otherwise(by_itself)
        .alias("holds")
    )


def surely_overlap(left: str, right: str) -> pl.Expr:
    """Tell whether the times of two claims surely have a day in common.

    Two states do where their sure parts, from start_latest to end_earliest, meet; two events only
    on one exact day; an event and a state where the event lies within the state's sure part. What
    is timeless overlaps with everything.

    Args:
        left: Prefix of the columns of the one: temporal, the four bounds and the two sides.
        right: Prefix of the columns of the other.

    Returns:
        A Boolean expression, never null; not sure is False.

    >>> from graphkit.schema import edtf
    >>> def claim(prefix, temporal, times):
    ...     frame = edtf.bounds(pl.Series(times)).with_columns(temporal=pl.lit(temporal))
    ...     return frame.select(pl.all().name.prefix(prefix))
    >>> pairs = pl.concat(
    ...     [
    ...         claim("left_", "state", ["2014/2016", "2014/2016", "2014/.."]),
    ...         claim("right_", "event", ["2015-05-09", "2016", "2015~"]),
    ...     ],
    ...     how="horizontal",
    ... )
    >>> pairs.select(overlap=surely_overlap("left_", "right_"))["overlap"].to_list()
    [True, False, True]
    """
    return _overlap(left, right, ("open",))


def _overlap(left: str, right: str, limitless: tuple[str, ...]) -> pl.Expr:
    """Tell whether two times surely overlap where states have no limit on some kinds of sides."""
    first, second = pl.col(f"{left}temporal"), pl.col(f"{right}temporal")
    starts = [_sure_start(prefix, limitless) for prefix in (left, right)]
    ends = [_sure_end(prefix, limitless) for prefix in (left, right)]
    both_states = pl.all_horizontal(start <= end for start in starts for end in ends)
    same_day = _exact(left) & _exact(right) & (_earliest(left) == _earliest(right))
    return (
        pl.when((first == "none") | (second == "none"))
        .then(pl.lit(True))
        .when((first == "state") & (second == "state"))
        .then(both_states)
        .when((first == "event") & (second == "event"))
        .then(same_day)
        .when(first == "state")
        .then(_contains(left, right, limitless))
        .otherwise(_contains(right, left, limitless))
        .fill_null(False)
    )


def overlap_unknown(left: str, right: str) -> pl.Expr:
    """Tell whether nothing can be said about an overlap, for want of a time.

    That is so where one of two claims has no time at all, and where two would surely overlap if the
    unknown sides of states were open ones.

    Args:
        left: Prefix of the columns of the one: temporal, the four bounds and the two sides.
        right: Prefix of the columns of the other.

    Returns:
        A Boolean expression, never null; False where either is timeless.

    >>> from graphkit.schema import edtf
    >>> def claim(prefix, temporal, times):
    ...     bounds = edtf.bounds(pl.Series(times, dtype=pl.String))
    ...     whole = bounds.with_columns(temporal=pl.lit(temporal))
    ...     return whole.select(pl.all().name.prefix(prefix))
    >>> pairs = pl.concat(
    ...     [
    ...         claim("left_", "state", ["2014", "2014/", "2014/"]),
    ...         claim("right_", "event", [None, "2016", "2013"]),
    ...     ],
    ...     how="horizontal",
    ... )
    >>> pairs.select(unknown=overlap_unknown("left_", "right_"))["unknown"].to_list()
    [True, True, False]
    """
    timeless = (pl.col(f"{left}temporal") == "none") | (pl.col(f"{right}temporal") == "none")
    undated = pl.col(f"{left}start_side").is_null() | pl.col(f"{right}start_side").is_null()
    if_open = _overlap(left, right, ("open", "unknown")) & ~_overlap(left, right, ("open",))
    return (undated | if_open) & ~timeless


def known_on(day: date) -> pl.Expr:
    """Tell whether a claim was known on a day: recorded by then, and not yet retracted.

    A claim without `recorded_at` goes by the day on which its document was surely published; with
    neither it is not known. A claim retracted on the day itself is not known any more. Days are
    those of UTC.

    Args:
        day: The day asked about.

    Returns:
        A Boolean expression, never null. It reads the columns recorded_at and retracted_at
        (Datetime in UTC) and published_latest (Date, the document's end_latest).

    >>> claims = pl.DataFrame(
    ...     {"published_latest": [date(2023, 6, 20), date(2023, 12, 31), None]}
    ... ).with_columns(
    ...     recorded_at=pl.lit(None, pl.Datetime("us", "UTC")),
    ...     retracted_at=pl.lit(None, pl.Datetime("us", "UTC")),
    ... )
    >>> claims.select(known=known_on(date(2023, 7, 1)))["known"].to_list()
    [True, False, False]
    """
    on = pl.lit(day)
    since = pl.coalesce(pl.col("recorded_at").dt.date(), pl.col("published_latest"))
    retracted = pl.col("retracted_at").dt.date() <= on
    return (since <= on).fill_null(False) & ~retracted.fill_null(False)


def _earliest(prefix: str) -> pl.Expr:
    return pl.col(f"{prefix}start_earliest")


def _sure_start(prefix: str, limitless: tuple[str, ...]) -> pl.Expr:
    """First day of the sure part; null where there is none, as the start is unknown."""
    is_limitless = pl.col(f"{prefix}start_side").is_in(limitless)
    return pl.when(is_limitless).then(pl.lit(date.min)).otherwise(pl.col(f"{prefix}start_latest"))


def _sure_end(prefix: str, limitless: tuple[str, ...]) -> pl.Expr:
    """Last day of the sure part; null where there is none, as the end is unknown."""
    is_limitless = pl.col(f"{prefix}end_side").is_in(limitless)
    return pl.when(is_limitless).then(pl.lit(date.max)).otherwise(pl.col(f"{prefix}end_earliest"))


def _exact(prefix: str) -> pl.Expr:
    return _earliest(prefix) == pl.col(f"{prefix}end_latest")


def _contains(state: str, event: str, limitless: tuple[str, ...]) -> pl.Expr:
    """Whether the whole range of an event lies in the sure part of a state.

    Where a side of the event has no date, the range has no limit there; with no time, it is null.
    """
    has_time = pl.col(f"{event}start_side").is_not_null()
    first = pl.coalesce(_earliest(event), pl.lit(date.min))
    last = pl.coalesce(pl.col(f"{event}end_latest"), pl.lit(date.max))
    begun, ended = _sure_start(state, limitless), _sure_end(state, limitless)
    return has_time & (begun <= first) & (last <= ended)
