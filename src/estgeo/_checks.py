"""Checks of arguments that are numbers, choices or arrays; one rule a function.

Every message reads ``'argument' must be RULE, got VALUE. REMEDY.``
"""

from __future__ import annotations

import hashlib
import inspect
import re
import warnings
from functools import wraps
from typing import TYPE_CHECKING, Any

import lazy_loader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import ParamSpec, TypeVar

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    P = ParamSpec("P")
    R = TypeVar("R")

    RandomState = None | int | np.random.Generator

np = lazy_loader.load("numpy")

_HALF = re.compile("[\ud800-\udfff]")


def sentence(argument: str, rule: str, got: object, remedy: str = "") -> str:
    """Return an error message in the form all of estgeo's messages have."""
    shown = got if isinstance(got, str) else repr(got)
    message = f"'{argument}' must be {rule}, got {shown}."
    return f"{message} {remedy}" if remedy else message


def renamed(**new: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function name the new argument when it is called with an old one.

    ``renamed(period="every")``: who writes ``period=`` is told to write ``every=``.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            for old, name in new.items():
                if old in kwargs:
                    got = f"{old}={kwargs[old]!r}"
                    remedy = f"Write {name}={kwargs[old]!r}."
                    raise TypeError(sentence(old, f"called '{name}' now", got, remedy))
            return function(*args, **kwargs)

        return checked

    return decorate


class TranslatedWarning(UserWarning):
    """A warning in English, whose ``text`` the command prints in any language.

    >>> str(TranslatedWarning({"sv": "Tomt.", "en": "Empty."}.__getitem__))
    'Empty.'
    """

    def __init__(self, text: Callable[[str], str]) -> None:
        super().__init__(text("en"))
        self.text = text


def warn_user(message: str) -> None:
    """Warn at the line of the user's own code that led here."""
    level, frame = 1, inspect.currentframe()
    while frame is not None and _is_ours(frame.f_globals.get("__name__", "")):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, UserWarning, stacklevel=level)


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == __name__.partition(".")[0]


def check_whole_text(argument: str, values: Iterable[object]) -> None:
    """Raise ValueError where a text has half a surrogate pair, that no file can hold.

    Texts inside lists and dicts are looked at, too.

    >>> check_whole_text("name", ["hej", {"more": ["hej"]}])
    """
    texts = [_text_in(value) for value in values]
    found = _HALF.search("".join(texts))
    if found is None:
        return
    item = next(at for at, text in enumerate(texts, start=1) if found[0] in text)
    got = f"half a character (U+{ord(found[0]):04X}) in item {item} of {len(texts)}"
    remedy = "Mend it: text.encode('utf-8', 'replace').decode()."
    raise ValueError(sentence(argument, "text of whole characters", got, remedy))


def _text_in(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(_text_in(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return "".join(map(_text_in, value))
    return ""


def check_choice(argument: str, value: object, choices: Iterable[object]) -> None:
    """Raise ValueError unless ``value`` is one of ``choices``."""
    allowed = list(choices)
    if not isinstance(value, str | int | float | bool | None) or value not in allowed:
        listed = ", ".join(repr(choice) for choice in allowed)
        raise ValueError(sentence(argument, f"one of {listed}", repr(value)))


def check_positive(argument: str, value: object) -> float:
    """Return ``value`` as a float that is finite and above zero."""
    number = _as_number(argument, value, "a positive number")
    if not np.isfinite(number) or number <= 0:
        raise ValueError(sentence(argument, "a positive number", value))
    return number


def check_not_negative(argument: str, value: object) -> float:
    """Return ``value`` as a float that is finite and at least zero."""
    number = _as_number(argument, value, "zero or a positive number")
    if not np.isfinite(number) or number < 0:
        raise ValueError(sentence(argument, "zero or a positive number", value))
    return number


def check_whole(argument: str, value: object, *, at_least: int = 0) -> int:
    """Return ``value`` as an int of at least ``at_least``."""
    rule = f"a whole number of at least {at_least}"
    number = _as_number(argument, value, rule)
    if number != np.floor(number) or number < at_least:
        raise ValueError(sentence(argument, rule, value))
    return int(number)


def check_probability(argument: str, value: object) -> float:
    """Return ``value`` as a float strictly between 0 and 1."""
    number = _as_number(argument, value, "a number between 0 and 1")
    if not 0 < number < 1:
        raise ValueError(sentence(argument, "a number between 0 and 1", value))
    return number


def check_finite(argument: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return ``values`` as floats, all finite; say how many are not and which first."""
    numbers = _as_floats(argument, values)
    bad = ~np.isfinite(numbers)
    if bad.any():
        got = f"{bad.sum()} of {numbers.size} missing or infinite"
        first = int(np.flatnonzero(bad.ravel())[0])
        remedy = f"The first is at position {first}."
        raise ValueError(sentence(argument, "finite numbers", got, remedy))
    return numbers


def check_counts(argument: str, values: ArrayLike) -> NDArray[np.int64]:
    """Return ``values`` as whole numbers of at least zero."""
    numbers = check_finite(argument, values)
    bad = (numbers < 0) | (numbers != np.floor(numbers))
    if bad.any():
        first = int(np.flatnonzero(bad.ravel())[0])
        got = f"{bad.sum()} of {numbers.size} that are not"
        remedy = f"The first is {numbers.ravel()[first]:g} at position {first}."
        raise ValueError(
            sentence(argument, "counts (whole, not negative)", got, remedy)
        )
    return numbers.astype(np.int64)


def check_amounts(argument: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return ``values`` as floats, all finite and at least zero."""
    numbers = check_finite(argument, values)
    if (numbers < 0).any():
        raise ValueError(sentence(argument, "zero or more", f"{numbers.min():g}"))
    return numbers


def check_same_length(first: tuple[str, Any], second: tuple[str, Any]) -> None:
    """Raise ValueError unless two named arrays have the same length."""
    (name, values), (other_name, others) = first, second
    if len(values) != len(others):
        rule = f"as long as '{other_name}' ({len(others)})"
        raise ValueError(sentence(name, rule, f"length {len(values)}"))


def check_pair(argument: str, values: Sequence[float]) -> tuple[float, float]:
    """Return a (before, after) pair of finite numbers that are not negative."""
    numbers = _as_floats(argument, values)
    if numbers.shape != (2,) or not np.isfinite(numbers).all() or (numbers < 0).any():
        rule = "a pair (before, after) of numbers that are not negative"
        raise ValueError(sentence(argument, rule, values))
    return float(numbers[0]), float(numbers[1])


def random_generator(rng: RandomState) -> np.random.Generator:
    """Return a numpy Generator from None, an int or a Generator."""
    if isinstance(rng, bool) or not (
        rng is None or isinstance(rng, int | np.integer | np.random.Generator)
    ):
        raise TypeError(sentence("rng", "None, an int or a numpy Generator", rng))
    return np.random.default_rng(rng)


def _as_number(argument: str, value: object, rule: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise TypeError(sentence(argument, rule, value))
    return float(value)


def _as_floats(argument: str, values: ArrayLike) -> NDArray[np.float64]:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        got = type(values).__name__
        raise TypeError(sentence(argument, "numbers", got)) from error


def check_days(argument: str, days: Sequence[float]) -> tuple[float, float]:
    """Return the observed days (before, after), both above zero."""
    pair = check_pair(argument, days)
    return check_positive(argument, pair[0]), check_positive(argument, pair[1])


def seeded(seed: str) -> np.random.Generator:
    """Return the random numbers that anyone gets from a seed in words."""
    digest = hashlib.sha256(seed.encode("utf-8")).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))
