"""The vocabulary: column names and closed lists that other tools may rely on.

Every name that crosses a function boundary stands here once, so that a reader can
see the whole language of the library on one screen.
"""

from typing import Literal, get_args

# Roles a column of the source may have; the names are also the result's columns.
ROLES = (
    "incident_id",
    "start",
    "end",
    "reported_at",
    "category",
    "severity",
    "source",
    "reporter",
    "x",
    "y",
    "area",
    "address",
    "comment",
)

INCIDENT_COLUMNS = (
    "est_row",
    "incident_id",
    "start",
    "end",
    "time_precision",
    "reported_at",
    "category",
    "theme",
    "is_positive",
    "severity",
    "source",
    "reporter",
    "place_precision",
    "zone",
    "weight",
    "flags",
    "geometry",
)

# Columns that never enter a public output.
PRIVATE_COLUMNS = ("comment", "incident_id", "reporter", "est_row", "reported_at")

TimePrecision = Literal["exact", "interval", "date", "week", "month"]
TIME_PRECISIONS: tuple[TimePrecision, ...] = (
    "exact",
    "interval",
    "date",
    "week",
    "month",
)

# Times known to the hour or better: the only ones an hour profile may rest on.
CLOCK_PRECISIONS: tuple[TimePrecision, ...] = ("exact", "interval")
# Times that are known to no day: taken for days they would be days that never were.
COARSE_PRECISIONS: tuple[TimePrecision, ...] = ("week", "month")

# The kinds of period that can be counted by, and those that a label can name.
Every = Literal[
    "day",
    "week",
    "2 weeks",
    "4 weeks",
    "month",
    "quarter",
    "tertial",
    "half-year",
    "year",
]
PeriodKind = Every | Literal["span"]
EVERY: tuple[Every, ...] = get_args(Every)

# A place is a point, or an area that holds it and nothing closer.
PLACE_PRECISIONS = ("point", "area")

# "sv", "en" or any language there is a catalog of.
Language = str

Correction = Literal["fdr_bh", "fdr_by", "holm", "bonferroni", "none"]
CORRECTIONS: tuple[Correction, ...] = (
    "fdr_bh",
    "fdr_by",
    "holm",
    "bonferroni",
    "none",
)

# gi_bin -> hot_spot, in the order of the scale from cold to hot.
HOT_SPOT_CATEGORIES = {
    -3: "cold 99 %",
    -2: "cold 95 %",
    -1: "cold 90 %",
    0: "not significant",
    1: "hot 90 %",
    2: "hot 95 %",
    3: "hot 99 %",
}

# A hot cell is robust if it is hot in this share of the variations of every kind.
ROBUST_FROM = 0.8

# The 17 names of emerging hot spots, hot first.
EMERGING_PATTERNS = tuple(
    f"{kind} {side}"
    for side in ("hot spot", "cold spot")
    for kind in (
        "new",
        "consecutive",
        "intensifying",
        "persistent",
        "diminishing",
        "sporadic",
        "oscillating",
        "historical",
    )
) + ("no pattern",)
TOO_FEW_PERIODS = "too few periods"

# The one list of themes that every checklist is mapped to.
THEMES = (
    "skadegörelse",
    "brand",
    "hot och våld",
    "incident mot anställd",
    "narkotika",
    "tillgrepp",
    "skjutning och sprängning",
    "otillåten påverkan",
    "samlingsplats",
    "ordningsstörning",
    "otrygg plats",
    "social oro",
    "våldsbejakande extremism",
    "arrangemang",
    "insats och åtgärd",
    "positiv händelse",
    "övrigt",
)
