"""The paragraph of a paper that says what was done, with its references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .._language import listed, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .._columns import Language

WILSON = (
    "Wilson, D. B. (2022). The relative incident rate ratio effect size for "
    "count-based impact evaluations: when an odds ratio is not an odds ratio. "
    "Journal of Quantitative Criminology 38, 323-341. "
    "https://doi.org/10.1007/s10940-021-09494-w"
)
JEFFREYS = (
    "Brown, L. D., Cai, T. T., DasGupta, A. (2001). Interval estimation for a binomial "
    "proportion. Statistical Science 16(2), 101-133."
)
PAULE = (
    "Paule, R. C., Mandel, J. (1982). Consensus values and weighting factors. Journal "
    "of Research of the National Bureau of Standards 87(5), 377-385."
)
HOLM = (
    "Holm, S. (1979). A simple sequentially rejective multiple test procedure. "
    "Scandinavian Journal of Statistics 6(2), 65-70."
)
WOOLDRIDGE = (
    "Wooldridge, J. M. (2023). Simple approaches to nonlinear "
    "difference-in-differences with panel data. The Econometrics Journal 26(3), "
    "C31-C66. https://doi.org/10.1093/ectj/utad016"
)


def evaluation_methods(
    *,
    days: Mapping[str, tuple[str, str]],
    cells: tuple[float, float, float, float],
    against: str,
    n_controls: int,
    dispersion: tuple[str, float, bool],
    parameters: Mapping[str, Any],
    deviations: str,
    version: str,
    lang: Language,
) -> str:
    """Return how an area was compared, with references.

    ``dispersion`` is where it comes from, its value, and whether the drift of areas is
    in it; ``days`` are the first and last day of each window.
    """
    level, references = percent(parameters["confidence"], lang), [JEFFREYS]
    before, after, control_before, control_after = (_count(c, lang) for c in cells)
    first = days["same season" if against == "season" else "before"]
    span = {"first": first[0], "last": first[1]}
    span |= {"start": days["after"][0], "end": days["after"][1]}
    parts = [say("methods-counted", lang, before=before, after=after, **span)]
    if parameters["weight"] is not None:
        parts.append(say("methods-weight", lang, column=parameters["weight"]))
    if against == "control":
        counts = {"before": control_before, "after": control_after}
        parts.append(say("methods-control", lang, n=n_controls, **counts))
        references.insert(0, WILSON)
    else:
        parts.append(say("methods-no-control", lang))
    kind = "control" if against == "control" else "alone"
    parts.append(say(f"methods-ratio-{kind}", lang, level=level))
    source, value, drift = dispersion
    how = source if source in {"given", "default"} else "history"
    shown = number(value, lang, decimals=2)
    parts.append(say(f"methods-dispersion-{how}", lang, value=shown))
    if drift:
        parts.append(say("methods-drift", lang))
        references.append(PAULE)
    if parameters["rings"] and against == "control":
        radii = listed([number(one, lang) for one in parameters["rings"]], lang)
        parts.append(say("methods-rings", lang, radii=radii))
        references.append(HOLM)
    parts.append(_protocol(parameters, deviations, lang))
    return _with_references(parts, references, version, lang)


def _protocol(parameters: Mapping[str, Any], deviations: str, lang: Language) -> str:
    if not parameters["protocol"]:
        return say("methods-no-protocol", lang)
    values = {"name": parameters["protocol"], "date": parameters["protocol_date"]}
    values["hash"] = parameters["protocol_hash"]
    written = say("methods-protocol", lang, **values)
    key = "methods-deviations" if deviations else "methods-no-deviations"
    return f"{written} {say(key, lang, names=deviations)}"


def staggered_methods(
    *,
    zones: tuple[int, int, int, int],
    role: str,
    errors: str,
    dispersions: tuple[float, float],
    level: float,
    permutations: int,
    version: str,
    lang: Language,
) -> str:
    """Return how several insatser were put in one model, with its reference.

    ``zones`` are those studied, those never studied, periods, and zones left out.
    """
    treated, never, periods, dropped = zones
    counts = {"treated": treated, "never": never, "periods": periods}
    where = say(f"methods-where-{role}", lang)
    parts = [say("methods-staggered", lang, where=where, **counts)]
    if dropped:
        parts.append(say("methods-dropped", lang, n=dropped))
    known = errors != "placebo" or np.isfinite(dispersions[1])
    pearson, placebo = (number(one, lang, decimals=2) for one in dispersions)
    parts.append(
        say(
            f"methods-errors-{errors if known else 'model'}",
            lang,
            level=percent(level, lang),
            pearson=pearson,
            placebo=placebo,
            n=permutations,
        )
    )
    return _with_references(parts, [WOOLDRIDGE], version, lang)


def _count(value: float, lang: Language) -> str:
    whole = not np.isfinite(value) or value == round(value)
    return number(value, lang, decimals=0 if whole else 1)


def _with_references(
    parts: Sequence[str], references: Sequence[str], version: str, lang: Language
) -> str:
    said = " ".join([*parts, say("methods-made", lang, version=version)])
    return "\n".join([said, "", say("methods-references", lang), *references])
