"""The answer of an evaluation: numbers, caveats, and a sentence that says both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_whole
from .._language import day, language
from .._provenance import Provenance
from .._results import Result
from ..stats._rate_change import change_of_counts
from ..words.effects import check_message, effect_sentence
from ..words.methods import evaluation_methods
from ._trend_before import sensitivity

if TYPE_CHECKING:
    import geopandas as gpd

    from .._columns import Language
    from ..stats._rate_change import RateChange, Verdict
    from ..stats.displacement import DisplacementDifference
    from ._insats import Insats
    from ._trend_before import TrendBefore


@dataclass(frozen=True, slots=True, repr=False)
class Evaluation(Result):
    """What an evaluation found, and what speaks against it.

    Attributes
    ----------
    insats : Insats
        What was evaluated.
    counts : DataFrame
        One row a place: ``role`` ("insats", "ring", "control", "control ring"),
        ``name``, ``before``, ``after`` (sums of weights when there are any),
        ``events_before``, ``events_after``, ``days_before``, ``days_after``.
    change : RateChange
        The area before and after, without control: weak evidence.
    same_season : RateChange
        The same against the same calendar weeks a year earlier; status "no history"
        when records do not reach back.
    relative : RateChange
        The change of the area per the change of its control: the main answer; status
        "no control" when there is none.
    avoided : DisplacementDifference
        Events by which area and rings differ from their controls, in the after window;
        negative is avoided. Misleading when the control is of another size (see the
        check "size"); NaN without control.
    avoided_by_ratio, avoided_low, avoided_high : float
        Events avoided in the area as the relative change gives it, positive is avoided:
        holds whatever the size of the control.
    displacement : DataFrame
        One row a ring: ``radius_from`` and ``radius_to`` (metres), counts, ``ratio``
        with interval against its own control (``against``), ``p_adjusted`` (Holm over
        rings), ``verdict`` ("displacement", "diffusion", "undecided", ...), ``moved``
        events, ``quotient`` (description).
    net : RateChange
        Area and rings together against control and its rings.
    by_theme : DataFrame
        The relative change a theme, with ``p_adjusted`` (false discovery rate).
    detectable : float
        The smallest fall that would probably (80 %) have been found: -0.4 is 40 %. NaN
        when not even 98 % would.
    dispersion : float
        Variance-to-mean ratio of the main comparison: of the area's share of area and
        control over the weeks before, raised by what areas drift apart.
    dispersion_source : str
        "given", "default", or "history of 104 weeks".
    trend_before : TrendBefore
        How the area ran against its control before (``change_per_year``, ``low``,
        ``high``), and the trend from which on the verdict would not stand
        (``breakdown``); NaN without control or with less than eight weeks.
    checks : DataFrame
        One row a check: ``code``, ``ok``, ``values`` (dict); :meth:`explain` says them.
    zones : GeoDataFrame
        One row a place: ``role``, ``name``, ``before``, ``after``, ``ratio``, ``low``,
        ``high``, ``status``, ``against``, geometry.
    weekly : DataFrame
        One row a place and week: ``week`` (0 starts at the start of the insats),
        ``start``, ``role``, ``name``, ``n`` events, ``days`` observed, ``phase``
        ("history", "before", "washout", "after", "later").
    periods : DataFrame
        One row a window: ``window``, ``start``, ``end`` (last day included), ``days``
        observed.
    provenance : Provenance
        What made it.

    Examples
    --------
    The area fell by half, and so did its control: something else did it.

    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> import estgeo as eg
    >>> from shapely.geometry import box
    >>> days = pd.date_range("2017-01-01", "2018-12-30", tz="Europe/Stockholm")
    >>> when = days[(days < "2018-01-01") | (np.arange(len(days)) % 2 == 0)]
    >>> x = np.repeat([50.0, 5050.0], len(when))
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": when.append(when)}, geometry=gpd.points_from_xy(x, x), crs=3006
    ... )
    >>> light = eg.Insats("Belysning", box(0, 0, 100, 100), "2018-01-01")
    >>> found = eg.evaluate(incidents, light, control=box(5000, 5000, 5100, 5100))
    >>> round(found.change.ratio, 2), round(found.relative.ratio, 2), found.verdict
    (0.5, 1.0, 'undecided')
    """

    insats: Insats
    counts: pd.DataFrame
    change: RateChange
    same_season: RateChange
    relative: RateChange
    avoided: DisplacementDifference
    avoided_by_ratio: float
    avoided_low: float
    avoided_high: float
    displacement: pd.DataFrame
    net: RateChange
    by_theme: pd.DataFrame
    detectable: float
    dispersion: float
    dispersion_source: str
    trend_before: TrendBefore
    checks: pd.DataFrame
    zones: gpd.GeoDataFrame
    weekly: pd.DataFrame
    periods: pd.DataFrame
    provenance: Provenance

    @property
    def main(self) -> RateChange:
        """The best there is: against control, else same season, else before."""
        if self.relative.status != "no control":
            return self.relative
        if self.same_season.status != "no history":
            return self.same_season
        return self.change

    @property
    def verdict(self) -> Verdict:
        """What may be said about the area, by the interval of :attr:`main`."""
        return self.main.verdict

    def to_frame(self) -> pd.DataFrame:
        """Return the main numbers as a frame of one row, to stack many."""
        parts: dict[str, object] = {
            "insats": self.insats.name,
            "kind": self.insats.kind,
            "start": self.insats.start,
            "verdict": self.verdict,
            "against": "control" if self.main is self.relative else "itself",
        }
        for name in ("before", "after", "control_before", "control_after"):
            parts[name] = getattr(self.relative, name)
        parts["before"], parts["after"] = self.change.before, self.change.after
        for prefix in ("relative", "change", "net"):
            found = getattr(self, prefix)
            for name in ("ratio", "low", "high", "p_value", "status"):
                parts[f"{prefix}_{name}"] = getattr(found, name)
        for name in ("estimate", "low", "high"):
            parts[f"avoided_{name}"] = getattr(self.avoided, name)
        parts |= {
            "p_fall": self.main.p_fall,
            "p_fall_10": self.main.p_fall_10,
            "p_fall_35": self.main.p_fall_35,
            "at_least": self.main.at_least,
            "at_most": self.main.at_most,
            "trend_before": self.trend_before.change_per_year,
            "trend_breakdown": self.trend_before.breakdown,
            "detectable": self.detectable,
            "dispersion": self.dispersion,
            "checks_failed": int((~self.checks["ok"]).sum()),
        }
        return pd.DataFrame([parts])

    def over_time(self, window: int = 13) -> pd.DataFrame:
        """Ask the same again for each stretch of weeks since the start.

        Parameters
        ----------
        window : int, default 13
            Weeks in a stretch.

        Returns
        -------
        DataFrame
            One row a stretch: ``start``, ``end``, ``phase`` ("during" or "after the
            end"), counts, ``ratio``, ``low``, ``high``, ``status``, ``verdict``.
        """
        return _over_time(self.weekly, self.insats, self.main, window)

    def explain(self, lang: Language | None = None) -> pd.DataFrame:
        """Return what the checks say.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        DataFrame
            One row a check: ``code``, ``ok``, ``message``.
        """
        lang = language(lang)
        messages = [
            check_message(code, values, ok=bool(ok), lang=lang)
            for code, ok, values in self.checks.itertuples(index=False)
        ]
        return self.checks[["code", "ok"]].assign(message=messages)

    def sensitivity(self, *, permutations: int = 999, rng: int = 0) -> pd.DataFrame:
        """Return what other defensible methods and dispersions would have said.

        Parameters
        ----------
        permutations : int, default 999
            Permutations of weeks.
        rng : int, default 0
            Seed of the permutations.

        Returns
        -------
        DataFrame
            One row a method: ``method``, ``control`` (whether it uses one),
            ``dispersion``, ``ratio``, ``low``, ``high``, ``p_value``, ``note``.
        """
        return sensitivity(
            self.weekly,
            self.main,
            permutations=permutations,
            rng=np.random.default_rng(rng),
        )

    def sentence(self, lang: Language | None = None) -> str:
        """Return what was found, how sure it is, and what speaks against it.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        str
            A few sentences.
        """
        # The size of the control matters to the count of events avoided only, which
        # the sentence does not give.
        lang = language(lang)
        failed = self.checks[~self.checks["ok"] & (self.checks["code"] != "size")]
        main = self.main
        rings = self.displacement
        return effect_sentence(
            name=self.insats.name,
            verdict=main.verdict,
            against=_against(self),
            cells=(main.before, main.after, main.control_before, main.control_after),
            days=(main.days_before, main.days_after),
            numbers=(main.ratio, main.low, main.high),
            confidence=main.confidence,
            few=main.status == "few events",
            limits=(main.at_least, main.at_most),
            wanted=main.wanted,
            detectable=self.detectable,
            displaced=tuple(rings.loc[rings["verdict"] == "displacement", "ring"]),
            diffused=tuple(rings.loc[rings["verdict"] == "diffusion", "ring"]),
            has_rings=bool(np.isfinite(rings["low"].to_numpy(dtype=float)).any()),
            caveats=tuple(failed["code"]),
            lang=lang,
        )

    def methods(self, lang: Language | None = None) -> str:
        """Return what was done, for the methods of a paper, with references.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        str
            A paragraph and, below an empty line, the references it names.
        """
        lang = language(lang)
        main, codes = self.main, self.checks.set_index("code")
        otherwise = codes["values"].get("protocol_deviation", {"names": ""})
        spans = self.periods.set_index("window")
        drift = codes["values"].get("drift", {})
        return evaluation_methods(
            days={
                str(name): (day(row.start, lang), day(row.end, lang))
                for name, row in spans.iterrows()
            },
            cells=(main.before, main.after, main.control_before, main.control_after),
            against=_against(self),
            n_controls=int((self.counts["role"] == "control").sum()),
            dispersion=(
                self.dispersion_source,
                main.dispersion,
                drift.get("how") in {"few", "known", "still"} and main is self.relative,
            ),
            parameters=self.provenance.parameters,
            deviations=otherwise["names"],
            version=self.provenance.version,
            lang=lang,
        )


def _against(evaluation: Evaluation) -> str:
    if evaluation.main is evaluation.relative:
        return "control"
    return "season" if evaluation.main is evaluation.same_season else "before"


_STRETCH_COLUMNS = [
    "start",
    "end",
    "phase",
    "before",
    "after",
    "control_before",
    "control_after",
    "ratio",
    "low",
    "high",
    "p_fall",
    "status",
    "verdict",
]


def _over_time(
    weekly: pd.DataFrame, insats: Insats, main: RateChange, window: int
) -> pd.DataFrame:
    """Return the change of each stretch of ``window`` weeks against the weeks before.

    Counts are events, also where the main answer is weighted.
    """
    window = check_whole("window", window, at_least=1)
    before = weekly[weekly["phase"] == "before"]
    since = weekly[weekly["phase"].isin(["after", "later"])]
    if not len(since):
        return pd.DataFrame(columns=_STRETCH_COLUMNS)
    stretch = (since["week"] - since["week"].min()) // window
    rows = [
        _stretch(before, part, insats, main)
        for _, part in since.groupby(stretch)
        if part["week"].nunique() == window
    ]
    return pd.DataFrame(rows, columns=_STRETCH_COLUMNS)


def _stretch(
    before: pd.DataFrame, after: pd.DataFrame, insats: Insats, main: RateChange
) -> dict[str, object]:
    first, last = after["start"].min(), after["start"].max() + pd.Timedelta(days=6)
    ended = insats.end is not None and first.tz_localize(None) > insats.end
    treated = _sums(before, "insats"), _sums(after, "insats")
    control = _sums(before, "control"), _sums(after, "control")
    has_control = np.isfinite(main.control_before)
    found = change_of_counts(
        (treated[0][0], treated[1][0]),
        (control[0][0], control[1][0]) if has_control else None,
        days_treated=(treated[0][1], treated[1][1]),
        days_control=(treated[0][1], treated[1][1]),
        dispersion=main.dispersion,
        confidence=main.confidence,
        provenance=Provenance("Evaluation.over_time"),
    )
    row = {name: getattr(found, name) for name in _STRETCH_COLUMNS[3:]}
    phase = "after the end" if ended else "during"
    return {"start": first, "end": last, "phase": phase} | row


def _sums(weekly: pd.DataFrame, role: str) -> tuple[float, float]:
    """Return events and observed days of a role over some weeks."""
    part = weekly[weekly["role"] == role]
    days = part.drop_duplicates("week")["days"].sum()
    return float(part["n"].sum()), float(days)
