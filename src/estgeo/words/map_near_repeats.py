"""What the map of near repeats says."""

from __future__ import annotations

ROLE_WORDS: dict[str, str] = {
    "originator": "map-near-repeats-role-words-originator",
    "near repeat": "map-near-repeats-role-words-near-repeat",
    "repeat": "map-near-repeats-role-words-repeat",
    "same place": "map-near-repeats-role-words-same-place",
    "isolated": "map-near-repeats-role-words-isolated",
    "single": "map-near-repeats-role-words-single",
    "none": "map-near-repeats-role-words-none",
}
