"""Marks of a map against what is around them: 3 to 1 (WCAG 2.2, 1.4.11)."""

import pytest

import estgeo as eg
from estgeo.maps import _palettes as palettes
from estgeo.maps._legend import count_classes

BLACK_ON_GREY = 4.48  # #777777 on white, as every public checker gives it


def test_contrast_is_that_of_wcag():
    assert palettes.contrast("#777777", "#ffffff") == pytest.approx(
        BLACK_ON_GREY, abs=0.005
    )
    assert palettes.contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.005)


def edge(style):
    """Return the color that parts a mark from the map's ground."""
    return style.stroke if style.stroke not in ("", "#ffffff") else style.fill


@pytest.mark.parametrize("lines", [False, True])
def test_marked_classes_are_seen_on_the_ground(lines):
    counted = count_classes((1, 3, 6, 11), whole=True, decimals=0, lang="en")
    styles = [each.style for each in counted[1:]]
    if lines:
        styles = [style.as_line() for style in styles]
    for style in styles:
        assert palettes.contrast(edge(style), palettes.GROUND) >= 3


@pytest.mark.parametrize("bins", [(3, 2, 1, -1, -2, -3)])
def test_hot_and_cold_streets_are_seen_and_differ(bins):
    lines = [palettes.Style(fill=palettes.HOT_COLD[b]).as_line().stroke for b in bins]
    assert len(set(lines)) == len(bins)
    for color in lines:
        assert palettes.contrast(color, palettes.GROUND) >= 3


def test_every_mark_of_a_page_has_an_edge_that_is_seen(town):
    made = eg.near_repeat_roles(town.incidents.head(300), distance=200, days=7)
    page = eg.map_near_repeats(made)
    seen = 0
    for piece in page._children.values():
        for style in getattr(piece, "payload", {}).get("styles", []):
            if not style["stroke"] and not style["fill"]:
                continue
            colors = [style.get("color"), style.get("fillColor")]
            best = max(palettes.contrast(c, palettes.GROUND) for c in colors if c)
            assert best >= 3
            seen += 1
    assert seen >= 4
