"""An insats planned as an experiment: places that are alike, and a lot in public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import binom

from .._checks import (
    check_not_negative,
    check_whole,
    seeded,
    sentence,
)
from .._provenance import Provenance
from ..stats.randomization import log_ratios, lot_draws
from ._insats import as_day
from ._places import as_zones
from ._randomized import RandomizedDesign, daily_counts
from ._records import gather_records, length_in_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Falls that are tried, and how many times the history is dealt anew for each.
_LARGEST_FALL, _CLOSE = 0.95, 0.002
_SCENARIOS, _DRAWS, _DRAWS_OF_SPREAD = 500, 1_000, 200
# Weeks are moved and shuffled by four; a variance so many times larger is drift.
_STEP, _DRIFT = 28, 1.5


def design_insats(
    incidents: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    *,
    n_treated: int,
    starts: Any,
    seed: int | str,
    before: Any = "52W",
    after: Any = "26W",
    block_size: int = 2,
    buffer: float = 300.0,
    themes: Sequence[str] | None = None,
) -> RandomizedDesign:
    r"""Draw by lot where an insats is to be, so that its effect can be told for sure.

    Parameters
    ----------
    incidents : GeoDataFrame
        All reports of the town until now, as in :func:`evaluate`.
    areas : GeoDataFrame
        Areas where the insats could be.
    n_treated : int
        How many of them it will be in.
    starts : day or sequence of days
        When it begins; several days are dealt among the blocks in turn.
    seed : int or str
        What the lot is drawn from. Announce it before: a day's lottery numbers, a
        newspaper's headline. The same seed draws the same.
    before, after : duration
        Windows to compare, ending and beginning at the start.
    block_size : int, default 2
        Alike areas of which one is drawn: 2 is pairs.
    buffer : float, default 300
        Metres that there must be between areas of the experiment, against spill.
    themes : sequence of str, optional
        Themes that count; None is all.

    Returns
    -------
    RandomizedDesign
        ``.areas`` says which were drawn; ``.detectable`` what can be found;
        ``.evaluate(incidents)`` is the exact test afterwards.

    Raises
    ------
    ValueError
        If there are too few areas apart from each other with reports before, or the
        records do not hold both windows.

    Notes
    -----
    Areas with most reports are taken first, then those that keep their distance; sorted
    by reports in the weeks before, neighbors in the list make a block. The lot is
    drawn in each block by NumPy's PCG64 from the SHA-256 of the seed [1]_.

    What can be found is worked out on the real history. Its weeks, in blocks of four in
    an order by lot, are taken for windows before and after; where areas drifted apart
    clearly more than such blocks tell, windows in their order are taken instead (the
    end joined to the beginning). The lot is drawn anew, reports after are left out at
    random in drawn areas until a fall of that size stands, and the exact test of
    :meth:`RandomizedDesign.evaluate` is made. Nothing is assumed of the law of the
    counts but that the time to come will be like the time that was.

    References
    ----------
    .. [1] Imai, K., King, G., Nall, C. (2009). The essential role of pair matching in
       cluster-randomized experiments. Statistical Science 24(1), 29-53.
       https://doi.org/10.1214/08-STS274

    Examples
    --------
    Twelve areas with one report a day each; six are drawn.

    >>> import geopandas as gpd, numpy as np, pandas as pd, estgeo as eg
    >>> from shapely.geometry import box
    >>> days = pd.date_range("2016-01-01", "2017-12-31", tz="Europe/Stockholm")
    >>> x = np.tile(np.arange(12) * 1000 + 50, len(days))
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days.repeat(12)}, geometry=gpd.points_from_xy(x, x), crs=3006
    ... )
    >>> areas = gpd.GeoDataFrame(
    ...     geometry=[box(a, a, a + 100, a + 100) for a in range(0, 12000, 1000)],
    ...     crs=3006,
    ... )
    >>> plan = eg.design_insats(
    ...     incidents,
    ...     areas,
    ...     n_treated=6,
    ...     starts="2018-01-08",
    ...     seed="Lotto 2 12 19 24 30",
    ... )
    >>> plan.areas.role.value_counts().to_dict(), plan.n_draws
    ({'treated': 6, 'control': 6}, 64.0)
    """
    n_drawn = check_whole("n_treated", n_treated, at_least=1)
    size = check_whole("block_size", block_size, at_least=2)
    records = gather_records(incidents, None if themes is None else list(themes))
    zones = as_zones("areas", areas, incidents.crs)
    days = length_in_days("before", before), length_in_days("after", after)
    daily = daily_counts(records, zones)
    recent = daily[:, -days[0] :].sum(axis=1)
    chosen = _apart(zones, recent, check_not_negative("buffer", buffer), n_drawn * size)
    blocks = np.repeat(np.arange(1, n_drawn + 1), size)
    rng = seeded(str(seed))
    treated = np.zeros(len(chosen), dtype=bool)
    for block in range(n_drawn):
        treated[block * size + rng.integers(size)] = True
    table = _table(
        zones, recent, (chosen, blocks, treated), _starts(starts, n_drawn, rng)
    )
    found, power = _detectable(daily[chosen], days, blocks, treated, str(seed))
    return RandomizedDesign(
        areas=table,
        seed=str(seed),
        before=days[0],
        after=days[1],
        themes=None if themes is None else tuple(themes),
        detectable=found,
        power=power,
        alpha=0.05,
        n_draws=float(size) ** n_drawn,
        provenance=Provenance(
            "design_insats",
            {
                "n_treated": n_drawn,
                "block_size": size,
                "buffer": float(buffer),
                "before": days[0],
                "after": days[1],
                "seed": str(seed),
            },
            rows_in=len(incidents),
            rows_out=len(chosen),
        ),
    )


def _apart(
    zones: gpd.GeoDataFrame, recent: Floats, buffer: float, n_wanted: int
) -> Integers:
    """Return the areas of the experiment, those with most reports first."""
    chosen: list[int] = []
    shapes = zones.geometry.to_numpy()
    for at in np.argsort(-recent, kind="stable"):
        if recent[at] == 0 or len(chosen) == n_wanted:
            break
        if all(shapes[at].distance(shapes[other]) >= buffer for other in chosen):
            chosen.append(int(at))
    if len(chosen) < n_wanted:
        rule = f"at least {n_wanted} areas with reports, {buffer:g} m from each other"
        remedy = "Give more areas, or a smaller 'n_treated', 'block_size' or 'buffer'."
        raise ValueError(sentence("areas", rule, f"{len(chosen)}", remedy))
    return np.array(chosen)


def _starts(starts: Any, n_blocks: int, rng: np.random.Generator) -> pd.DatetimeIndex:
    """Return the start of each block: the days in turn, in an order by lot."""
    given = [starts] if isinstance(starts, str) or not np.iterable(starts) else starts
    days = pd.DatetimeIndex([as_day("starts", one) for one in given])
    dealt = np.arange(n_blocks) % len(days)
    return days[rng.permutation(dealt) if len(days) > 1 else dealt]


def _table(
    zones: gpd.GeoDataFrame,
    recent: Floats,
    lot: tuple[Integers, Integers, Bools],
    starts: pd.DatetimeIndex,
) -> gpd.GeoDataFrame:
    chosen, blocks, treated = lot
    n = len(zones)
    role, block = np.full(n, "not used", dtype=object), np.zeros(n, dtype=np.int64)
    role[chosen], block[chosen] = np.where(treated, "treated", "control"), blocks
    start = pd.Series(pd.NaT, index=range(n), dtype="datetime64[ns]")
    start.iloc[chosen] = starts[blocks - 1]
    kept = zones.copy()
    kept["n_before"], kept["role"], kept["block"] = recent, role, block
    kept["start"] = start.to_numpy()
    return kept


def _detectable(
    daily: Floats, days: tuple[int, int], blocks: Integers, treated: Bools, seed: str
) -> tuple[float, pd.DataFrame]:
    """Return the fall that is found four times of five, and the power of others."""
    if daily.shape[1] < sum(days):
        rule = f"records of at least {sum(days)} days, both windows"
        raise ValueError(sentence("incidents", rule, f"{daily.shape[1]} days"))
    rng = seeded(seed + " power")
    draws = lot_draws(blocks, treated, rng=rng, most=_DRAWS)
    history = _History(daily, days, draws, rng)
    falls = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
    table = pd.DataFrame(
        {"change": -falls, "power": [history.power(fall) for fall in falls]}
    )
    if history.power(_LARGEST_FALL) < 0.8:
        return float("nan"), table
    low, high = 0.0, _LARGEST_FALL
    while high - low > _CLOSE:
        middle = (low + high) / 2
        low, high = (low, middle) if history.power(middle) >= 0.8 else (middle, high)
    return -float(high), table


class _History:
    """The weeks that were, dealt anew: the same deals for every fall."""

    def __init__(
        self, daily: Floats, days: tuple[int, int], draws: Bools, rng: Any
    ) -> None:
        self.draws = draws
        self.drawn = rng.integers(len(draws), size=_SCENARIOS)
        moved = _moved_windows(daily, days, rng)
        shuffled = _shuffled_windows(daily, days, rng)
        # Shuffled weeks tell more surely how counts vary; windows in their order are
        # taken where areas drift apart in them clearly more than that.
        drifts = self._spread(moved) > _DRIFT * self._spread(shuffled)
        self.before, self.after = moved if drifts else shuffled
        self.luck = rng.random(self.after.shape)

    def _spread(self, windows: tuple[Floats, Floats]) -> float:
        values = log_ratios(self.draws[:_DRAWS_OF_SPREAD], *windows)
        return float(np.mean(values[np.isfinite(values)] ** 2))

    def power(self, fall: float) -> float:
        """Return how often a fall is found."""
        treated = self.draws[self.drawn].T
        left = binom.ppf(self.luck, self.after, 1 - fall)
        after = np.where(treated, left, self.after)
        values = np.abs(log_ratios(self.draws, self.before, after))
        own = values[self.drawn, np.arange(len(self.drawn))]
        p = (values >= own - 1e-12).mean(axis=0)
        return float((p <= 0.05).mean())


def _moved_windows(
    daily: Floats, days: tuple[int, int], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return windows in their order, the end of the history joined to its beginning."""
    nothing = np.zeros((len(daily), 1))
    sums = np.cumsum(np.concatenate([nothing, daily, daily], axis=1), axis=1)
    firsts = np.arange(0, daily.shape[1], _STEP)
    first = firsts[rng.integers(len(firsts), size=_SCENARIOS)]
    middle, last = first + days[0], first + sum(days)
    return sums[:, middle] - sums[:, first], sums[:, last] - sums[:, middle]


def _shuffled_windows(
    daily: Floats, days: tuple[int, int], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return windows of blocks of four weeks in an order by lot, same for all areas."""
    n_blocks = daily.shape[1] // _STEP
    kept = daily[:, daily.shape[1] - n_blocks * _STEP :]
    shape = len(daily), _SCENARIOS
    before, after = np.zeros(shape), np.zeros(shape)
    for at in range(_SCENARIOS):
        order = rng.permutation(n_blocks)[:, None] * _STEP + np.arange(_STEP)
        sums = np.cumsum(kept[:, np.resize(order.ravel(), sum(days))], axis=1)
        before[:, at] = sums[:, days[0] - 1]
        after[:, at] = sums[:, -1] - sums[:, days[0] - 1]
    return before, after
