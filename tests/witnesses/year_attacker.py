"""An attacker of a whole year of public pages, of another make than the library.

He has every page (months, quarters, tertials and the year; by area, by topic and by
both), knows the method, and asks whole-number programs what each count can be. What a
page tells is a range for a sum of atoms, an atom being one area, topic and month.
"""

import numpy as np
from scipy import optimize, sparse

LABELS = (
    {f"2018-{m:02d}": [m - 1] for m in range(1, 13)}
    | {f"2018-Q{q}": list(range(3 * q - 3, 3 * q)) for q in range(1, 5)}
    | {f"2018-T{t}": list(range(4 * t - 4, 4 * t)) for t in (1, 2, 3)}
    | {"2018": list(range(12))}
)


def numbers_of(shape, *, both=True):
    """Return (label, zone or None, topic or None) and a row over the atoms for each."""
    names, rows = [], []
    for label, months in LABELS.items():
        for zone in [*range(shape[0]), None]:
            for topic in [*range(shape[1]), None]:
                if not both and zone is not None and topic is not None:
                    continue
                row = np.zeros(shape, dtype=bool)
                zones = range(shape[0]) if zone is None else [zone]
                topics = range(shape[1]) if topic is None else [topic]
                row[np.ix_(zones, topics, months)] = True
                names.append((label, zone, topic))
                rows.append(row.ravel())
    return names, sparse.csr_matrix(np.array(rows, dtype=float))


def ranges(told, low, high, goals, *, least):
    """Return the least and greatest whole number that each goal can be.

    ``told`` has a row of atoms for each published number between ``low`` and ``high``;
    ``least`` is what each atom holds at least; ``goals`` are rows of atoms.
    """
    limits = optimize.LinearConstraint(told, low, high)
    bounds = optimize.Bounds(least, np.inf)
    ends = np.full((len(goals), 2), np.inf)
    for at, goal in enumerate(goals):
        for side, sign in enumerate((1.0, -1.0)):
            solved = optimize.milp(
                sign * goal,
                constraints=limits,
                bounds=bounds,
                integrality=np.ones(len(goal)),
                options={"time_limit": 20.0},
            )
            if solved.x is not None:
                ends[at, side] = round(float(goal @ solved.x))
            elif solved.status == 2:  # nothing fits: his guess of the errors is wrong
                ends[at, side] = np.nan
    return ends


def values_left(ends):
    """Return how many whole numbers lie between the ends."""
    return ends[:, 1] - ends[:, 0] + 1
