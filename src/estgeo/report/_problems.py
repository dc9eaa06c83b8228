"""Problem pictures, and what goes on or is new since the last weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .._language import say
from .._periods import period_bounds, shift_period
from ..words import problems as words
from ..words._periods import days_words
from ..words.report import CONTINUES, NEEDED, SECTIONS, streets_of
from ..words.statuses import RAISED
from ..words.themes import theme_words
from ._comparison import TOTAL, compare
from ._insatser import addressing, insats_words, state_of
from ._page import Block, Boxes, Listing, Paragraph, Problem, Section
from ._places import most_common
from ._status import status_words
from ._streets import STREET
from ._study import TOPIC, ZONE, between
from ._when import when_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from ..insatser.insats import Insats
    from ._places import Places
    from ._study import Study

# A problem picture needs this many reports in the period (chapter 10 of the EST
# report: recurring or important enough); the group judges the rest itself.
LEAST_REPORTS = 3
MOST_PICTURES = 6
MOST_PAIRS = 100
# What came in at least half of so many earlier periods "continues".
LOOK_BACK = 4

_PAIR = "pair"
_MARK = " \u241f "


@dataclass(frozen=True, slots=True)
class Pair:
    """A theme in a zone: what a problem picture is about."""

    topic: str
    zone: str
    n: int
    status: str
    earlier: tuple[int | None, ...]

    @property
    def is_raised(self) -> bool:
        """Return whether there are more reports than usual."""
        return self.status in RAISED

    @property
    def is_new(self) -> bool:
        """Return whether none of the last periods had such a report."""
        known = [n for n in self.earlier if n is not None]
        return bool(known) and not any(known)

    @property
    def continues(self) -> bool:
        """Return whether at least half of the last periods had such reports."""
        known = [n for n in self.earlier if n is not None]
        return bool(known) and sum(n > 0 for n in known) * 2 >= len(known)


def find_pairs(study: Study) -> list[Pair]:
    """Return themes in zones with reports in the period, the gravest first.

    First those with more than usual, then those with most reports.
    """
    problems = study.problems
    inside = problems[problems[ZONE].notna()]
    keys = inside[TOPIC].astype(str) + _MARK + inside[ZONE].astype(str)
    marked = _most_reported(study, inside.assign(**{_PAIR: keys}))
    compared = compare(study.replaced(marked), by=_PAIR)
    rows = compared[(compared.index != TOTAL) & (compared["n"].astype(int) > 0)]
    reports = dict(list(marked.groupby(_PAIR)))
    pairs = [_pair(study, reports[key], str(key), row) for key, row in rows.iterrows()]
    return sorted(pairs, key=lambda p: (not p.is_raised, -p.n, p.topic, p.zone))


def problems_section(
    study: Study,
    pairs: Sequence[Pair],
    places: Places | None,
    insatser: Sequence[Insats],
) -> Section:
    """Return the problem pictures: what, where, when, and the insatser on them."""
    lang = study.lang
    chosen = [pair for pair in pairs if pair.n >= LEAST_REPORTS or pair.is_raised]
    note = say(words.HOW_CHOSEN, lang)
    if study.window_start < study.start:
        span = days_words(study.window_start.date(), study.last_day, lang)
        note += " " + say(words.WINDOW, lang).format(days=span)
    blocks: list[Block] = [Paragraph(note, "note")]
    blocks += [
        _picture(study, pair, places, insatser) for pair in chosen[:MOST_PICTURES]
    ]
    if not chosen:
        blocks.append(Paragraph(say(words.NONE, lang)))
    left = len(chosen) - MOST_PICTURES
    if left > 0:
        blocks.append(Paragraph(words.left_out(left, lang), "note"))
    return Section("problems", say(SECTIONS["problems"], lang), tuple(blocks))


def continues_section(
    study: Study, pairs: Sequence[Pair], insatser: Sequence[Insats]
) -> Section:
    """Return what continues, what is new and what has grown, and the two boxes."""
    lang = study.lang
    groups = {
        "grown": [pair for pair in pairs if pair.is_raised],
        "new": [pair for pair in pairs if pair.is_new and not pair.is_raised],
        "continues": [pair for pair in pairs if pair.continues and not pair.is_raised],
    }
    blocks: list[Block] = []
    for name, members in groups.items():
        items = tuple(_item(pair, study) for pair in members[:MOST_PICTURES])
        blocks.append(Paragraph(say(words.GROUPS[name], lang)))
        blocks.append(Listing(items or (say(words.NOTHING, lang),)))
        if len(members) > MOST_PICTURES:
            text = words.and_more(len(members) - MOST_PICTURES, lang)
            blocks.append(Paragraph(text, "note"))
    going_on = any(state_of(study, one) == "continues" for one in insatser)
    alone = [p for p in [*groups["grown"], *groups["new"]] if p.n >= LEAST_REPORTS]
    needed = any(not _insatser_on(study, pair, insatser) for pair in alone)
    boxes = ((say(CONTINUES, lang), going_on), (say(NEEDED, lang), needed))
    blocks += [Boxes(boxes), Paragraph(say(words.BOX_NOTE, lang), "note")]
    return Section("continues", say(SECTIONS["continues"], lang), tuple(blocks))


def _most_reported(study: Study, marked: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the reports of the pairs that have most of them in the period.

    A page shows a handful; the rest would only be counted to be thrown away.
    """
    now = between(marked, study.start, study.end)[_PAIR].value_counts()
    return marked[marked[_PAIR].isin(now.index[:MOST_PAIRS])]


def _pair(study: Study, reports: gpd.GeoDataFrame, key: str, row: pd.Series) -> Pair:
    topic, zone = key.split(_MARK)
    labels = [shift_period(study.period, -step) for step in range(1, LOOK_BACK + 1)]
    zone_of_time = str(study.start.tz)
    earlier = tuple(
        len(between(reports, *period_bounds(label, zone_of_time)))
        if study.covers(label)
        else None
        for label in labels
    )
    return Pair(topic, zone, int(row["n"]), str(row["status"]), earlier)


def _picture(
    study: Study, pair: Pair, places: Places | None, insatser: Sequence[Insats]
) -> Problem:
    lang = study.lang
    window = study.window
    reports = window[(window[TOPIC] == pair.topic) & (window[ZONE] == pair.zone)]
    topic = theme_words(pair.topic, lang)
    on_it = _insatser_on(study, pair, insatser)
    return Problem(
        heading=f"{topic.capitalize()}, {pair.zone}",
        what=_what(study, pair, reports),
        where=_where(study, pair, reports, places),
        when=when_words(reports, lang),
        status=status_words(pair.status, lang).capitalize() + ".",
        insatser=tuple(insats_words(study, insats) for insats in on_it),
    )


def _what(study: Study, pair: Pair, reports: gpd.GeoDataFrame) -> str:
    categories = most_common(reports["category"].astype("object"), 3)
    known = [name for name in categories if name.lower() != pair.topic.lower()]
    topic = theme_words(pair.topic, study.lang)
    return words.what(topic, known, pair.n, study.period, study.lang)


def _where(
    study: Study, pair: Pair, reports: gpd.GeoDataFrame, places: Places | None
) -> str:
    streets: list[tuple[str, int]] = []
    if STREET in reports:
        named = reports[STREET].astype("object")
        streets = [(name, int((named == name).sum())) for name in most_common(named, 3)]
    text = streets_of([s for s in streets if s[1] > 1], len(reports), study.lang)
    numbers = _hot_numbers(reports, places)
    return words.where(pair.zone, text, numbers, study.lang)


def _hot_numbers(reports: gpd.GeoDataFrame, places: Places | None) -> list[int]:
    """Return the numbers of the hot spots where the reports lie."""
    if places is None or places.hot.empty or reports.empty:
        return []
    found = reports.sindex.query(places.hot.geometry, predicate="intersects")[0]
    share = pd.Series(found).value_counts()
    return sorted(int(places.hot["number"].iloc[row]) for row in share.index)


def _insatser_on(study: Study, pair: Pair, insatser: Sequence[Insats]) -> list[Insats]:
    place = study.zones.loc[[pair.zone]].geometry
    return addressing(study, insatser, pair.topic, place)


def _item(pair: Pair, study: Study) -> str:
    topic = theme_words(pair.topic, study.lang).capitalize()
    return words.item(f"{topic}, {pair.zone}", pair.n, pair.earlier, study.lang)
