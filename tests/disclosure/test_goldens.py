"""What an attacker can know equals published and listed answers (tests/goldens)."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from estgeo.stats.differencing import known_ranges
from estgeo.stats.suppression import hide_linked

FOLDER = Path(__file__).parents[1] / "goldens" / "disclosure"
TWO_WAY = json.loads((FOLDER / "suppression_two_way.json").read_text("utf-8"))
NESTED = json.loads((FOLDER / "suppression_hierarchical.json").read_text("utf-8"))
PATTERNS = [
    (table, pattern, audit, whole)
    for table in ("A_3x3_one_primary", "B_4x4_three_primary", "C_4x3_with_zero")
    for pattern, audit, whole in (
        ("primary", "only_primary_suppressed_audit_nonnegative_integers", True),
        ("pattern_width_1", "audit_integer_width_1", True),
        ("pattern_width_1", "audit_lp_width_1", False),
        ("pattern_width_5", "audit_integer_width_5", True),
        ("pattern_width_5", "audit_lp_width_5", False),
        ("tau_argus_pattern", "tau_argus_pattern_audit_integer", True),
    )
]
R_EXAMPLE = "published_GaussSuppression_example1_2014_maxN1"


def two_way(table):
    """Return the published rows and numbers of a table with its margins shown."""
    counts = np.array(table["counts"])
    told = [np.zeros(counts.shape) for _ in range(sum(counts.shape))]
    for row in range(counts.shape[0]):
        told[row][row] = 1
    for column in range(counts.shape[1]):
        told[counts.shape[0] + column][:, column] = 1
    values = [*table["row_totals"], *table["column_totals"]]
    return counts, [row.ravel() for row in told], values


def known(table, hidden, *, whole):
    counts, told, values = two_way(table)
    for cell in np.flatnonzero(~hidden):
        told.append(np.eye(counts.size)[cell])
        values.append(counts.ravel()[cell])
    goals = np.flatnonzero(hidden)
    values = np.array(values, dtype=float)
    ends = known_ranges(
        sparse.csr_matrix(np.array(told)),
        values,
        values,
        sparse.csr_matrix(np.eye(counts.size)[goals]),
        whole=whole,
    )
    keys = [",".join(map(str, np.unravel_index(g, counts.shape))) for g in goals]
    return dict(zip(keys, np.transpose(ends).tolist(), strict=True))


def mask_of(table, pattern):
    counts = np.array(table["counts"])
    cells = np.array(table[pattern])
    if cells.shape == counts.shape and set(cells.ravel()) <= {0, 1}:
        return cells.ravel() == 1
    hidden = np.zeros(counts.shape, dtype=bool)
    hidden[tuple(cells.T)] = True
    return hidden.ravel()


@pytest.mark.parametrize(("name", "pattern", "audit", "whole"), PATTERNS)
def test_bounds_of_suppressed_cells(name, pattern, audit, whole):
    table = TWO_WAY[name]
    found = known(table, mask_of(table, pattern), whole=whole)
    for cell, ends in table[audit].items():
        assert found[cell] == pytest.approx(ends, abs=1e-5), cell


def test_bounds_of_a_pattern_published_with_an_r_package():
    table = TWO_WAY[R_EXAMPLE]
    found = known(table, mask_of(table, "suppressed"), whole=True)
    assert len(found) == len(table["audit_integer"]) > 0
    for ends, (cell, wanted) in zip(
        found.values(), sorted(table["audit_integer"].items()), strict=True
    ):
        assert ends == pytest.approx(wanted), cell


def nested(which):
    table = NESTED[which]
    names = list(table["cells"])
    inner = [n for n in names if n not in table["totals"]]

    def atoms(name):
        if name in inner:
            return np.eye(len(inner))[inner.index(name)]
        return sum(atoms(part) for part in table["totals"][name])

    return table, names, atoms


@pytest.mark.parametrize("which", ["well", "badly"])
def test_bounds_in_a_tree_of_areas(which):
    table, names, atoms = nested(which)
    shown = [n for n in names if n not in table["suppressed"]]
    values = np.array([table["cells"][n] for n in shown], dtype=float)
    goals = list(table["audit_integer"])
    ends = known_ranges(
        sparse.csr_matrix(np.array([atoms(n) for n in shown])),
        values,
        values,
        sparse.csr_matrix(np.array([atoms(n) for n in goals])),
        whole=True,
    )
    for goal, low, high in zip(goals, *ends, strict=True):
        assert [low, high] == pytest.approx(table["audit_integer"][goal]), goal


def test_what_is_hidden_in_a_tree_cannot_be_worked_out():
    table, names, atoms = nested("well")
    sums = np.zeros((len(table["totals"]), len(names)))
    for at, (total, parts) in enumerate(table["totals"].items()):
        sums[at, [names.index(part) for part in parts]] = 1
        sums[at, names.index(total)] = -1
    values = np.array([table["cells"][n] for n in names])
    hidden = hide_linked(values, sparse.csr_matrix(sums), 5)
    assert hidden[values < 5].all()
    assert not hidden[names.index("city|all")]
    shown = np.flatnonzero(~hidden)
    told = sparse.csr_matrix(np.array([atoms(names[at]) for at in shown]))
    goals = sparse.csr_matrix(
        np.array([atoms(names[at]) for at in np.flatnonzero(hidden)])
    )
    exact = values[shown].astype(float)
    low, high = known_ranges(told, exact, exact, goals, whole=True)
    assert (high - low >= 4).all()
    assert hidden.sum() <= 2 * len(table["suppressed"])
