"""Would other reasonable choices have given another answer? All in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import check_choice, sentence
from .._frame_checks import crs_name
from .._language import language
from .._provenance import Provenance
from .._results import Result
from ..stats._rate_change import verdict_of
from ..words.study import choice_words, robustness_sentence
from ._design import as_design
from ._matching import match_candidates
from ._places import as_zones
from ._records import choose_windows, length, length_in_days, selection_span, set_out
from .effect import evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd

    from .._columns import Language
    from ._design import Design
    from ._evaluation import Evaluation
    from ._insats import Insats
    from ._records import Setting

    Choices = dict[str, list[tuple[str, Any]]]

OWN, RINGS = "Jeffreys (default)", "area and rings"
METHODS = (OWN, RINGS, "t on log ratio", "conditional exact", "negative binomial")
_KNOBS = ("before", "after", "washout", "rings", "control", "themes", "dispersion")
_MOST_LEFT_OUT, _MOST = 8, 1_000


@dataclass(frozen=True, slots=True, repr=False)
class Robustness(Result):
    """What other reasonable choices than those of the design would have said.

    Attributes
    ----------
    choices : DataFrame
        One row a choice, the design's own first: ``choice`` (what differs from the
        design), ``before``, ``after``, ``washout``, ``rings``, ``control``, ``themes``,
        ``dispersion``, ``method`` (as text), ``ratio``, ``low``, ``high``, ``p_value``,
        ``verdict``, ``answer`` ("fall", "rise", "unclear"; "" where there is none),
        ``note`` (why nothing could be computed), ``is_stated``.
    n_others : int
        Other choices that gave a ratio.
    n_same_sign, n_same_answer : int
        How many of them lie on the same side of no change as the design's own, and how
        many have the same ``answer``.
    confidence : float
        Level of the intervals.
    provenance : Provenance
        What made it.

    Examples
    --------
    See :func:`robustness`.

    >>> import estgeo as eg
    >>> eg.Robustness.__name__
    'Robustness'
    """

    choices: pd.DataFrame
    n_others: int
    n_same_sign: int
    n_same_answer: int
    confidence: float
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the choices, one row each."""
        return self.choices.copy()

    def sentence(self, lang: Language | None = None) -> str:
        """Return how many choices agree, and which do not.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        str
            A few sentences.
        """
        lang = language(lang)
        return robustness_sentence(
            self.choices,
            counts=(self.n_others, self.n_same_sign, self.n_same_answer),
            level=self.confidence,
            is_protocol=bool(self.provenance.parameters.get("protocol")),
            lang=lang,
        )

    def labels(self, lang: Language | None = None) -> list[str]:
        """Return the choices in words, one a row.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        list of str
            Such as "time before: 26 weeks".
        """
        rows = self.choices.to_dict("records")
        named = ({str(key): value for key, value in row.items()} for row in rows)
        return [choice_words(row, language(lang)) for row in named]


def robustness(
    incidents: gpd.GeoDataFrame,
    design: Design | Insats | str | Path,
    *,
    control: Any = None,
    candidates: gpd.GeoDataFrame | None = None,
    choices: Mapping[str, Any] | None = None,
    crossed: bool = False,
) -> Robustness:
    """Evaluate again with other reasonable choices than those of the design.

    Parameters
    ----------
    incidents, design, control, candidates
        As in :func:`evaluate`.
    choices : dict, optional
        What is varied, and how: lists for any of "before", "after", "washout", "rings",
        "themes", "dispersion" and "method", a dict {name: areas} for "control". None is
        what is reasonable (see Notes).
    crossed : bool, default False
        Whether choices are put together in all ways; by default one at a time is
        changed.

    Returns
    -------
    Robustness
        ``.choices`` has one row a choice, the design's own marked; ``.sentence("sv")``
        says how many agree, :func:`plot_robustness` draws them in order.

    Raises
    ------
    ValueError
        If there is no control, a name in ``choices`` is unknown, or there are more than
        1,000 choices.

    Notes
    -----
    A specification curve [1]_. Every row is what :func:`evaluate` gives for a design
    with that choice, or one of the methods of :meth:`Evaluation.sensitivity`; a choice
    that cannot be computed keeps its row, with a ``note``. Reasonable are: 26, 52 or
    104 weeks or the same season before, and 13, 26 or 52 weeks after, where they were
    observed; no washout, 1 or 4 weeks; areas matched from the candidates, all of them,
    and each area of the control left out (of eight at most); each theme of the insats
    alone; dispersion as estimated, 1, 1.5 or 2.5; the other methods, and area and rings
    of 150, 300 or 500 m together.

    The choices use much the same reports, so they are not independent: their number is
    no evidence, and there is no test of them all. What agrees is only shown not to
    hang on these choices.

    References
    ----------
    .. [1] Simonsohn, U., Simmons, J. P., Nelson, L. D. (2020). Specification curve
       analysis. Nature Human Behaviour 4, 1208-1214.
       https://doi.org/10.1038/s41562-020-0912-z

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=110, rng=1)
    >>> found = eg.robustness(
    ...     town.incidents,
    ...     town.insatser[0],
    ...     candidates=town.zones,
    ...     choices={"washout": ["0D", "4W"], "dispersion": [1.0]},
    ... )
    >>> found.choices[["choice", "washout", "dispersion"]].values.tolist()
    [['', '1W', 'relative'], ['washout', '0D', 'relative'], \
['washout', '4W', 'relative'], ['dispersion', '1W', '1']]
    """
    given = {"control": control, "candidates": candidates}
    asked = as_design(design)
    stated = replace(asked, **{k: v for k, v in given.items() if v is not None})
    setting = set_out(incidents, stated)
    zones = None
    if stated.candidates is not None:
        zones = as_zones("candidates", stated.candidates, incidents.crs)
    if stated.control is None and zones is None:
        remedy = "Give 'control' or 'candidates', here or in the design."
        raise ValueError(sentence("control", "given", "None", remedy))
    own = evaluate(incidents, stated)
    varied = _reasonable(setting, stated, zones, own)
    if choices is not None:
        varied = {knob: _given(knob, values) for knob, values in choices.items()}
    plans = _plans(varied, stated, crossed=crossed)
    table = pd.DataFrame(_rows(incidents, stated, own, plans))
    others = table[~table["is_stated"] & np.isfinite(table["ratio"].astype(float))]
    first = table.iloc[0]
    same = np.sign(others["ratio"] - 1) == np.sign(first["ratio"] - 1)
    return Robustness(
        choices=table,
        n_others=len(others),
        n_same_sign=int(same.sum()),
        n_same_answer=int((others["answer"] == first["answer"]).sum()),
        confidence=stated.confidence,
        provenance=Provenance(
            "robustness",
            {
                "insats": stated.insats.name,
                "choices": {knob: len(values) for knob, values in varied.items()},
                "crossed": crossed,
                "protocol": asked.protocol,
                "protocol_date": asked.protocol_date,
                "protocol_hash": asked.protocol_hash,
            },
            rows_in=len(incidents),
            rows_out=len(table),
            crs=crs_name(incidents.crs),
        ),
    )


def _given(knob: str, values: Any) -> list[tuple[str, Any]]:
    """Return the values of a choice with their names."""
    check_choice("choices", knob, (*_KNOBS, "method"))
    if knob == "control":
        if not isinstance(values, dict):
            got = type(values).__name__
            raise ValueError(sentence("choices", "{'control': {name: areas}}", got))
        return [(str(name), areas) for name, areas in values.items()]
    for value in values if knob == "method" else ():
        check_choice("choices", value, METHODS)
    return [(_text(value), value) for value in values]


def _text(value: Any) -> str:
    """Return a value of the design as text."""
    if value is None:
        return "all"
    if isinstance(value, tuple | list):
        return ", ".join(_text(one) for one in value) or "none"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _reasonable(
    setting: Setting, design: Design, zones: gpd.GeoDataFrame | None, own: Evaluation
) -> Choices:
    """Return what is varied where nobody said what."""
    after = length(setting.windows.after)
    shorter = [one for one in ("13W", "26W", "52W") if length_in_days("", one) < after]
    befores = [
        one
        for one in ("26W", "52W", "104W", "same-season")
        if _is_observed(setting, design, one)
    ]
    themes = design.insats.themes or ()
    # The other methods compare numbers of reports, not sums of weights.
    methods = METHODS[2:] if design.weight is None else ()
    varied: dict[str, Sequence[Any]] = {
        "before": befores,
        "after": shorter,
        "washout": ["0D", "1W", "4W"],
        "themes": [(one,) for one in themes] if len(themes) > 1 else [],
        "dispersion": ["relative", 1.0, 1.5, 2.5],
        "method": methods,
        "rings": [(150.0,), (300.0,), (500.0,)],
    }
    found = {knob: _given(knob, values) for knob, values in varied.items()}
    return {"control": _controls(setting, design, zones, own)} | found


def _is_observed(setting: Setting, design: Design, before: str) -> bool:
    try:
        windows = choose_windows(
            design.insats,
            setting.records.observed,
            before=before,
            after=design.after,
            washout=design.washout,
        )
    except ValueError:
        return False
    return windows.before == windows.asked_before


def _controls(
    setting: Setting, design: Design, zones: gpd.GeoDataFrame | None, own: Evaluation
) -> list[tuple[str, Any]]:
    """Return other controls: matched, all candidates, and each area left out."""
    found: list[tuple[str, Any]] = []
    if zones is not None:
        looked = selection_span(design.selected_on, setting.windows)
        ranked = match_candidates(
            setting.records,
            setting.windows,
            setting.ground,
            zones,
            n_controls=None,
            selected_on=looked,
        )
        if design.control is not None and ranked["chosen"].any():
            found.append(("matched", zones[ranked["chosen"].to_numpy()]))
        clear = zones[(ranked["reason"] != "overlaps").to_numpy()]
        if len(clear) > ranked["chosen"].sum():
            found.append(("all candidates", clear))
    used = own.zones.loc[own.zones["role"] == "control", ["name", "geometry"]]
    if 2 <= len(used) <= _MOST_LEFT_OUT:
        for row, name in enumerate(used["name"]):
            found.append((f"without {name}", used.drop(index=used.index[row])))
    return found


def _plans(
    varied: Choices, design: Design, *, crossed: bool
) -> list[dict[str, tuple[str, Any]]]:
    """Return what each row changes: {what: (name, value)}, never to what it was."""
    kept = {
        knob: [one for one in values if one[0] != _stated(design, knob)]
        for knob, values in varied.items()
    }
    if not crossed:
        # Rings change nothing but what is said of area and rings together.
        rings = {"method": (RINGS, RINGS)}
        plans = [
            {knob: one} | (rings if knob == "rings" else {})
            for knob, values in kept.items()
            for one in values
        ]
        if "rings" in varied and design.rings:
            plans.append(dict(rings))
    else:
        ways = [[None, *values] for values in kept.values()]
        rows = [dict(zip(kept, one, strict=True)) for one in product(*ways)]
        plans = [{k: v for k, v in row.items() if v is not None} for row in rows]
        plans = [one for one in plans if one and _tells_apart(one)]
    if len(plans) > _MOST:
        remedy = "Name fewer in 'choices', or leave 'crossed' False."
        raise ValueError(
            sentence("choices", f"{_MOST:,} at most", f"{len(plans):,}", remedy)
        )
    return plans


def _tells_apart(plan: dict[str, tuple[str, Any]]) -> bool:
    """Tell whether other rings are asked of a method that looks at them."""
    return "rings" not in plan or plan.get("method", ("",))[0] == RINGS


def _stated(design: Design, knob: str) -> str:
    if knob == "method":
        return OWN
    if knob == "control":
        return "stated" if design.control is not None else "matched"
    value = design.insats.themes if knob == "themes" else getattr(design, knob)
    return _text(value)


def _rows(
    incidents: gpd.GeoDataFrame,
    design: Design,
    own: Evaluation,
    plans: list[dict[str, tuple[str, Any]]],
) -> list[dict[str, Any]]:
    """Return the design's own answer and that of every plan, each evaluated once."""
    known: dict[tuple[tuple[str, str], ...], Evaluation | str] = {(): own}
    rows = []
    for plan in [{}, *plans]:
        changes = {knob: one for knob, one in plan.items() if knob != "method"}
        key = tuple((knob, one[0]) for knob, one in changes.items())
        if key not in known:
            values = {knob: value for knob, (_, value) in changes.items()}
            known[key] = _evaluated(incidents, design, values)
        names = {knob: _stated(design, knob) for knob in (*_KNOBS, "method")}
        names |= {knob: one[0] for knob, one in plan.items()}
        only = [k for k in plan if k != "method" or "rings" not in plan]
        labels = {"choice": ", ".join(only)} | names
        numbers = _numbers(known[key], names["method"])
        rows.append(labels | numbers | {"is_stated": not plan})
    return rows


def _evaluated(
    incidents: gpd.GeoDataFrame, design: Design, values: dict[str, Any]
) -> Evaluation | str:
    """Return the evaluation of a changed design, or why there is none."""
    if "themes" in values:
        values["insats"] = replace(design.insats, themes=values.pop("themes"))
    try:
        return evaluate(incidents, replace(design, **values))
    except (KeyError, ValueError) as error:
        return str(error.args[0])


def _numbers(found: Evaluation | str, method: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("ratio", "low", "high", "p_value"), np.nan)
    if isinstance(found, str):
        return nothing | {"verdict": "", "answer": "", "note": found}
    if method in (OWN, RINGS):
        change = found.net if method == RINGS else found.relative
        row: Any = {name: getattr(change, name) for name in nothing}
        verdict = str(change.verdict)
    else:
        table = found.sensitivity(permutations=1)
        chosen = table[(table["method"] == method) & table["control"]]
        if not len(chosen):
            return nothing | {"verdict": "", "answer": "", "note": "no control"}
        row = {name: float(chosen[name].iloc[0]) for name in nothing}
        known_ends = np.isfinite([row["low"], row["high"]]).all()
        verdict = verdict_of(row["low"], row["high"]) if known_ends else ""
    answer = "unclear"
    if not np.isfinite(row["high"]):
        answer = ""
    elif row["high"] <= 1 or row["low"] >= 1:
        answer = "fall" if row["high"] <= 1 else "rise"
    note = "" if answer else verdict or "cannot be computed"
    return {**row, "verdict": verdict, "answer": answer, "note": note}
