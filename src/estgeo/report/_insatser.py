"""The insatser around a period: which go on, which are new, what they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from .._language import day, listed, say
from ..charts.evaluation import plot_evaluation
from ..insatser.effect import evaluate
from ..words import insatser_status as words
from ..words.report import COLUMNS, SECTIONS
from ..words.themes import theme_words
from ._page import Block, Paragraph, Picture, Section
from ._pictures import draw
from ._tables import plain_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from .._columns import Language
    from ..insatser.effect import Evaluation
    from ..insatser.insats import Insats
    from ._study import Study

# An insats that ended is followed up as long as half a year afterwards.
FOLLOWED_WEEKS = 26
SEED = 2018


def insatser_section(study: Study, insatser: Sequence[Insats]) -> Section:
    """Return which insatser go on, begin and end."""
    lang = study.lang
    title = say(SECTIONS["insatser"], lang)
    if not insatser:
        text = say(words.NONE_GIVEN, lang)
        return Section("insatser", title, (Paragraph(text, "note"),))
    header = [
        say(COLUMNS[name], lang)
        for name in ("name", "kind", "themes", "from", "until", "status")
    ]
    rows = [_row(study, insats) for insats in insatser]
    table = plain_table(say(words.CAPTION, lang), header, rows, lang=lang)
    frame = pd.DataFrame(rows, columns=header)
    return Section("insatser", title, (table,), {"insatser": frame})


def follow_up_section(study: Study, insatser: Sequence[Insats]) -> Section:
    """Return what changed where insatser work, with its interval and its checks."""
    lang = study.lang
    title = say(SECTIONS["follow-up"], lang)
    followed = [insats for insats in insatser if _is_followed(study, insats)]
    if not followed:
        text = say(words.NONE_TO_FOLLOW, lang)
        return Section("follow-up", title, (Paragraph(text, "note"),))
    blocks: list[Block] = [Paragraph(say(words.HOW_TO_READ, lang), "note")]
    frames = []
    for insats in followed:
        try:
            evaluation = evaluate(
                known_so_far(study), insats, candidates=study.zones, rng=SEED
            )
        except ValueError as error:
            blocks.append(Paragraph(words.not_evaluated(insats.name, str(error), lang)))
            continue
        blocks += _evaluation_blocks(insats, evaluation, lang)
        frames.append(evaluation.to_frame().assign(insats=insats.name))
    tables = {"follow_up": pd.concat(frames, ignore_index=True)} if frames else {}
    return Section("follow-up", title, tuple(blocks), tables)


def known_so_far(study: Study) -> gpd.GeoDataFrame:
    """Return the reports that were there at the end of the period."""
    problems = study.problems
    return problems[problems["start"] < study.end]


def state_of(study: Study, insats: Insats) -> str:
    """Return "planned", "new", "continues", "ends" or "ended" at the period's end."""
    first, last = _plain(study.start), _plain(study.end)
    if insats.start >= last:
        return "planned"
    if insats.end is not None and insats.end < first:
        return "ended"
    if insats.end is not None and insats.end < last:
        return "ends"
    return "new" if insats.start >= first else "continues"


def addressing(
    study: Study, insatser: Sequence[Insats], topic: str, place: gpd.GeoSeries
) -> list[Insats]:
    """Return the insatser at work, or about to be, on a topic in a place."""
    shape = place.union_all()
    return [
        insats
        for insats in insatser
        if state_of(study, insats) != "ended"
        and (insats.themes is None or topic in insats.themes)
        and area_of(study, insats).intersects(shape).any()
    ]


def area_of(study: Study, insats: Insats) -> gpd.GeoSeries:
    """Return the area of an insats in the CRS of the study."""
    area = gpd.GeoSeries([insats.area], crs=insats.crs or study.zones.crs)
    return area.to_crs(study.zones.crs)


def insats_words(study: Study, insats: Insats) -> str:
    """Return the name of an insats with what it is and how it stands."""
    kind = f" ({insats.kind})" if insats.kind else ""
    since = day(insats.start.date(), study.lang)
    state = words.state(state_of(study, insats), since, study.lang)
    return f"{insats.name}{kind}: {state}"


def _row(study: Study, insats: Insats) -> tuple[str, ...]:
    lang = study.lang
    themes = [theme_words(theme, lang) for theme in insats.themes or ()]
    state = state_of(study, insats)
    return (
        insats.name,
        insats.kind,
        listed(themes, lang) or say(words.ALL_THEMES, lang),
        day(insats.start.date(), lang),
        day(insats.end.date(), lang) if insats.end is not None else "–",
        say(words.STATES[state], lang),
    )


def _is_followed(study: Study, insats: Insats) -> bool:
    if insats.start >= _plain(study.end):
        return False
    ended = insats.end
    limit = _plain(study.start) - pd.Timedelta(weeks=FOLLOWED_WEEKS)
    return ended is None or ended >= limit


def _evaluation_blocks(
    insats: Insats, evaluation: Evaluation, lang: Language
) -> list[Block]:
    def plot(ax: Axes) -> object:
        return plot_evaluation(evaluation, ax=ax, lang=lang)

    blocks: list[Block] = [
        Paragraph(evaluation.sentence(lang)),
        Picture(draw(plot, size=(8, 2.8)), words.picture_alt(insats.name, lang)),
    ]
    said = evaluation.explain(lang)
    failed = said.loc[~said["ok"].astype(bool), "message"]
    return blocks + [Paragraph(str(text), "note") for text in failed]


def _plain(moment: pd.Timestamp) -> pd.Timestamp:
    return moment.tz_localize(None)
