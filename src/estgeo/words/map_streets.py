"""What the map of streets says."""

from __future__ import annotations

Pair = tuple[str, str]

TITLES: dict[str, Pair] = {
    "gi_bin": ("Hot spots längs gator", "Hot spots along streets"),
    "density": ("Täthet av rapporter längs gator", "Density of reports along streets"),
    "n_per_km": ("Rapporter längs gator", "Reports along streets"),
    "n": ("Rapporter längs gator", "Reports along streets"),
}
INTROS: dict[str, Pair] = {
    "gi_bin": (
        "Fler rapporter än väntat på sträckan och dem inom gångavstånd",
        "More reports than expected on the stretch and those within walking distance",
    ),
    "density": ("Rapporter per km gata", "Reports per km of street"),
    "n_per_km": ("Rapporter per km gata", "Reports per km of street"),
    "n": ("Antal rapporter", "Number of reports"),
}
NOTES: dict[str, Pair] = {
    "gi_bin": (
        "Metod: Getis-Ord Gi* längs gator. En sträcka kan vara hot spot på grund av "
        "sträckorna intill.",
        "Method: Getis-Ord Gi* along streets. A stretch can be a hot spot because of "
        "the stretches around it.",
    ),
    "density": (
        "Täthet visar var det finns många rapporter, inte om de är fler än väntat.",
        "Density shows where there are many reports, not whether they are more than "
        "expected.",
    ),
    "n_per_km": (
        "Antal per km är osäkert på korta sträckor.",
        "Reports per km are uncertain on short stretches.",
    ),
    "n": (
        "Långa sträckor har fler rapporter därför att de är långa.",
        "Long stretches have more reports because they are long.",
    ),
}
FIELDS: dict[str, Pair] = {
    "density": ("{0} per km", "{0} per km"),
    "n_per_km": ("{0} per km", "{0} per km"),
    "n": ("Rapporter: {0}", "Reports: {0}"),
}
# What the key counts: a street is cut into stretches at its junctions.
STRETCHES: Pair = ("antal sträckor", "number of stretches")
LENGTH: Pair = ("Längd: {0} m", "Length: {0} m")
