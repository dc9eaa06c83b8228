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
        Sum of both and its standard error; NaN when there is no event at all.
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

    Examples
    --------
    The worked example of Wheeler and Ratcliffe (2018):

    >>> import estgeo as eg
    >>> found = eg.displacement_difference(
    ...     (207, 110),
    ...     (308, 318),
    ...     displacement=(178, 157),
    ...     displacement_control=(150, 140),
    ... )
    >>> found.estimate_local, found.estimate_displacement, found.estimate
    (-107.0, -11.0, -118.0)
    >>> round(found.se, 1), round(found.z, 2)
    (39.6, -2.98)
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

    Examples
    --------
    The target fell by 40 points against its control, the buffer by 10:

    >>> import estgeo as eg
    >>> found = eg.displacement_quotient((40, 20), (30, 25), (50, 50))
    >>> round(found.success, 2), round(found.buffer_change, 2)
    (-0.4, -0.1)
    >>> round(found.value, 2), found.verdict
    (0.25, 'diffusion')
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
