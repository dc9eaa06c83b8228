"""The texts of one language: a Fluent file, parsed message by message as asked for.

A whole file takes a third of a second to parse, a message a third of a millisecond. So
the file is cut where messages begin, and only what is asked for is parsed, once.
"""

from __future__ import annotations

import re
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentFloat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fluent.runtime.resolver import Pattern
    from fluent.runtime.types import FluentNone

_MESSAGE = re.compile(r"^(-?[a-z][\w-]*) *=", re.MULTILINE | re.ASCII)
_REFERENCE = re.compile(r"\{ *(-?[a-z][\w-]*) *[}.(]", re.ASCII)
_VALUE = re.compile(r"\$([a-z]\w*)", re.ASCII)


class _Count(FluentFloat):
    """A number that chooses the plural form, written as the caller wrote it."""

    written: str

    def __new__(cls, value: float, written: str) -> _Count:
        made = cast("_Count", super().__new__(cls, value))
        made.written = written
        return made

    def format(self, locale: Locale) -> str:  # noqa: ARG002  written already
        """Return the number as text."""
        return self.written


class _Bundle(FluentBundle):
    """Texts whose counts come as they are to be written."""

    def format_pattern(
        self, pattern: Pattern, args: dict[str, Any] | None = None
    ) -> tuple[str | FluentNone, list[Exception]]:
        """Return a text with its values, and what was wrong with it."""
        # As in Fluent, but that numbers keep their own ``format``.
        errors: list[Exception] = []
        current = CurrentEnvironment(args=args or {})
        env = ResolverEnvironment(context=self, current=current, errors=errors)
        return pattern(env), errors


class Catalog:
    """The texts of a language.

    Parameters
    ----------
    source : str
        A Fluent file. Its message ``locale`` names the language of CLDR that writes
        its numbers and dates and chooses its plural forms, such as "en-GB".
    """

    def __init__(self, source: str) -> None:
        starts = [*_MESSAGE.finditer(source)]
        ends = [*(found.start() for found in starts[1:]), len(source)]
        self._sources = {
            found[1]: source[found.start() : end]
            for found, end in zip(starts, ends, strict=True)
        }
        self._plain: dict[str, str] = {}
        self._parsed: set[str] = set()
        self._lock = Lock()

    def __contains__(self, key: str) -> bool:
        return key in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def source_of(self, key: str) -> str:
        """Return a text as its file has it, without what follows."""
        return re.split(r"\n(?=[#\n])", self._sources[key])[0]

    def values_of(self, key: str) -> list[str]:
        """Return the names of the values that a text is given, each once."""
        return list(dict.fromkeys(_VALUE.findall(self._sources[key])))

    @cached_property
    def locale(self) -> Locale:
        """The language of CLDR."""
        written = self._sources["locale"].partition("=")[2].split("\n")[0].strip()
        try:
            return Locale.parse(written, sep="-")
        except UnknownLocaleError as error:
            raise ValueError(str(error)) from error

    @cached_property
    def _bundle(self) -> _Bundle:
        return _Bundle([str(self.locale).replace("_", "-")], use_isolating=False)

    def _pattern(self, key: str) -> Pattern:
        self._parse(key)
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            msg = f"{key} has no text"
            raise KeyError(msg)
        return pattern

    def _parse(self, key: str) -> None:
        """Parse a text and those it refers to, unless that is done."""
        if key in self._parsed:
            return
        with self._lock:
            waiting, found = [key], set[str]()
            while waiting:
                one = waiting.pop()
                if one in found or one not in self._sources:
                    continue
                found.add(one)
                self._bundle.add_resource(FluentResource(self._sources[one]))
                waiting += _REFERENCE.findall(self._sources[one])
            # Last of all: another thread that finds it here finds all it refers to.
            self._parsed |= found

    def text(self, key: str, values: Mapping[str, Any]) -> str:
        """Return a text with its values: texts, or (number, as it is written)."""
        if not values and key in self._plain:
            return self._plain[key]
        given = {
            name: _Count(*value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }
        # Fluent gives up at a value of 2,500 letters: such a one is put in after.
        long = {
            f"\ue000{name}\ue001": value
            for name, value in given.items()
            if isinstance(value, str) and len(value) > 1000
        }
        given |= {mark[1:-1]: mark for mark in long}
        said, errors = self._bundle.format_pattern(self._pattern(key), given)
        if errors:
            msg = f"{key}: {errors[0]}"
            raise KeyError(msg)
        text = str(said)
        for mark, value in long.items():
            text = text.replace(mark, value)
        if not values:
            self._plain[key] = text
        return text

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a list in running text."""
        return str(format_list(list(items), locale=self.locale))

    def forms(self, key: str, count: str = "n") -> dict[str, str]:
        """Return {plural category: template} of a text, for a page that counts itself.

        A template has its values in braces: "{n} reports".
        """
        rule = self.locale.plural_form
        sizes = {rule(n): n for n in (10**6, *range(200, -1, -1))}
        blanks = {name: f"{{{name}}}" for name in self.values_of(key)}
        if count not in blanks:
            return {"other": self.text(key, blanks)}
        return {
            form: self.text(key, blanks | {count: (n, f"{{{count}}}")})
            for form, n in sizes.items()
        }
