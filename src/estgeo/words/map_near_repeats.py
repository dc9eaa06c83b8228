"""What the map of near repeats says."""

from __future__ import annotations

Pair = tuple[str, str]

NEAR_REPEATS: Pair = ("Närliggande upprepning (near repeat)", "Near repeats")
CHAINS: Pair = ("Kedjor", "Chains")
ROLE_WORDS: dict[str, Pair] = {
    "originator": ("Första i en kedja", "First of a chain"),
    "near repeat": ("Närliggande upprepning (near repeat)", "Near repeat"),
    "repeat": ("Upprepning på samma plats", "Repeat at the same place"),
    "same place": ("Upprepning på samma plats", "Repeat at the same place"),
    "isolated": ("Ensam", "Alone"),
    "single": ("Ensam", "Alone"),
    "none": ("Ensam", "Alone"),
}
NEAR_REPEATS_METHOD: Pair = (
    "En kedja binder samman rapporter som ligger nära varandra i rum och tid. Att två "
    "hör samman säger inte att det är samma gärningsperson.",
    "A chain joins reports that are near one another in space and time. That two "
    "belong together does not say that the same person is behind them.",
)
