"""One report far from all others changes nothing else of a page made without zones."""

import pytest
from stray_places import CENTERS, moved_and_added, places, town


@pytest.mark.parametrize("name", CENTERS)
def test_a_report_far_off_changes_nothing_else(name):
    for where, *told in moved_and_added(town(name), places(3), seed=7):
        assert told == ["", "", ""], where
