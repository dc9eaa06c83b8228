"""Results of the two published measures of displacement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .._provenance import Provenance
from .._results import one_row

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class DisplacementDifference:
    """Weighted displacement difference: a change in counts, less that of the control.

    Attributes
    ----------
    estimate_local, se_local : float
        Treated area less its control; negative is events avoided.
    estimate_displacement, se_displacement : float
        Displacement area less its control; positive is events moved there.
    estimate, se : float
        Sum of both and its standard error.
    z, p_value : float
        Standard score and two-sided p of the sum.
    low, high : float
        Interval of the sum at ``confidence``.
    dispersion, confidence : float
        What was assumed.
    treated, control, displacement, displacement_control : tuple of float
        The counts (before, after).
    provenance : Provenance
        What made it.
    """

    estimate_local: float
    se_local: float
    estimate_displacement: float
    se_displacement: float
    estimate: float
    se: float
    z: float
    p_value: float
    low: float
    high: float
    dispersion: float
    confidence: float
    treated: tuple[float, float]
    control: tuple[float, float]
    displacement: tuple[float, float]
    displacement_control: tuple[float, float]
    provenance: Provenance = field(
        default_factory=lambda: Provenance("displacement_difference")
    )

    def to_frame(self) -> pd.DataFrame:
        """Return the numbers as a frame of one row."""
        return one_row(self)


@dataclass(frozen=True, slots=True)
class DisplacementQuotient:
    """Weighted displacement quotient: a description, never a test.

    Attributes
    ----------
    value : float
        Change of the buffer per change of the target; NaN when the target did not
        fall against the control, for then there is nothing to displace.
    verdict : str
        "diffusion above the effect", "diffusion", "none", "partial displacement",
        "complete displacement", "displacement above the effect" or "no success".
    success, buffer_change : float
        Its denominator and numerator.
    target, buffer, control : tuple of float
        The counts (before, after).
    provenance : Provenance
        What made it.
    """

    value: float
    verdict: str
    success: float
    buffer_change: float
    target: tuple[float, float]
    buffer: tuple[float, float]
    control: tuple[float, float]
    provenance: Provenance = field(
        default_factory=lambda: Provenance("displacement_quotient")
    )

    def to_frame(self) -> pd.DataFrame:
        """Return the numbers as a frame of one row."""
        return one_row(self)
