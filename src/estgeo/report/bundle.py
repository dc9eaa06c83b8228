"""A study in one file that anyone can compute again."""

from __future__ import annotations

import hashlib
import json
import platform
import tempfile
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._checks import check_whole_text, sentence
from .._files import saving_file
from .._frame_checks import check_frame
from .._language import language
from .._plain_values import from_plain, to_plain
from .._provenance import MADE_BY, Provenance
from .._results import Result
from .._version import __version__
from ..insatser.bounds import trend_bounds
from ..insatser.chosen import choose_and_judge
from ..insatser.effect import evaluate
from ..insatser.event_study import event_study
from ..insatser.insats import Design
from ..insatser.panel import study_panel
from ..insatser.placebo import placebo_effects
from ..insatser.randomized import design_insats
from ..insatser.robustness import robustness
from ..insatser.series import interrupted_series
from ..insatser.staggered import staggered_effect
from ..insatser.synthetic import synthetic_comparison
from ..words.study import verification_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

_FORMAT = "estgeo bundle 1"
_STEPS: dict[str, Any] = {
    one.__name__: one
    for one in (
        choose_and_judge,
        design_insats,
        evaluate,
        event_study,
        interrupted_series,
        placebo_effects,
        robustness,
        staggered_effect,
        study_panel,
        synthetic_comparison,
        trend_bounds,
    )
}
_PACKAGES = (
    "numpy",
    "pandas",
    "geopandas",
    "shapely",
    "scipy",
    "statsmodels",
)
# Results of other machines may differ in the last digits; nothing else may.
_CLOSE = 1e-7
_MANIFEST, _SEAL = "manifest.json", "manifest.sha256"


@dataclass(frozen=True, slots=True, repr=False)
class Verification(Result):
    """What was found when a bundle was computed again.

    Attributes
    ----------
    is_same : bool
        Whether every file is as it was written and every result came out again.
    differences : DataFrame
        One row a difference: ``what`` ("file", "row", "result", "version", "missing"),
        ``name`` and ``detail``. Versions alone do not make ``is_same`` false.
    n_files, n_results : int
        What was looked at.
    provenance : Provenance
        What made it.

    Examples
    --------
    See :func:`verify_bundle`.

    >>> import estgeo as eg
    >>> eg.Verification.__name__
    'Verification'
    """

    is_same: bool
    differences: pd.DataFrame
    n_files: int
    n_results: int
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return the differences, one row each."""
        return self.differences.copy()

    def sentence(self, lang: Language | None = None) -> str:
        """Return whether everything came out again, and what did not.

        Parameters
        ----------
        lang : str, optional
            Language.

        Returns
        -------
        str
            A few sentences.
        """
        lang = language(lang)
        return verification_sentence(
            self.differences,
            is_same=self.is_same,
            numbers=(self.n_files, self.n_results),
            lang=lang,
        )


def save_bundle(
    path: str | Path,
    inputs: Mapping[str, Any],
    *,
    steps: Mapping[str, tuple[str, Mapping[str, Any]]],
) -> pd.DataFrame:
    """Compute a study and write what went in, how and what came out into one zip.

    Parameters
    ----------
    path : path
        Where to, such as "study.zip". It holds every row of the inputs: give it only to
        those who may see them.
    inputs : dict
        Frames, designs and insatser by name.
    steps : dict
        By name: a function of estgeo and its arguments. A text that begins with "$" is
        an input or an earlier step: ``{"panel": ("study_panel", {"incidents":
        "$incidents", "insatser": "$insatser", "zones": "$zones"})}``.

    Returns
    -------
    DataFrame
        One row a step: ``step``, ``function``, ``sha256`` of its result.

    Raises
    ------
    ValueError
        If a step names no function that a bundle can compute again, or a "$" name that
        is not there; or draws at random without a seed.

    Notes
    -----
    The zip holds ``inputs/``, ``steps.json``, ``results/``, ``methods.txt`` and
    ``manifest.json`` with the SHA-256 of each file and of each row of the frames, and
    the versions of the packages. :func:`verify_bundle` and ``estgeo verify`` compute
    again.

    Examples
    --------
    >>> import pandas as pd, tempfile, estgeo as eg
    >>> panel = pd.DataFrame(
    ...     {
    ...         "zone": ["lit"] * 3 + ["a"] * 3 + ["b"] * 3,
    ...         "time": [1, 2, 3] * 3,
    ...         "n": [20, 20, 10, 30, 30, 30, 10, 10, 10],
    ...         "first_time": [3] * 3 + [0] * 6,
    ...     }
    ... )
    >>> steps = {"effect": ("staggered_effect", {"panel": "$panel"})}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = eg.save_bundle(folder + "/study.zip", {"panel": panel}, steps=steps)
    ...     eg.verify_bundle(folder + "/study.zip").is_same
    True
    """
    check_whole_text("inputs", inputs)
    check_whole_text("steps", [dict(steps)])
    for name, value in inputs.items():
        if isinstance(value, pd.DataFrame):
            check_frame(f"inputs['{name}']", value)
    packed_inputs = {name: _packed(value) for name, value in inputs.items()}
    # Computed from what is written, so that nothing else is in the results.
    known = {name: _opened(text) for name, text in packed_inputs.items()}
    results = _computed(known, steps)
    files = {f"inputs/{name}.json": text for name, text in packed_inputs.items()}
    plan = {name: [called, dict(given)] for name, (called, given) in steps.items()}
    files["steps.json"] = _text(plan)
    files |= {f"results/{name}.json": _packed(value) for name, value in results.items()}
    files["methods.txt"] = _methods(results)
    manifest = {
        "format": _FORMAT,
        "made_by": MADE_BY,
        "versions": _versions(),
        "files": {name: _hash(text) for name, text in files.items()},
        "rows": {
            name: _row_hashes(text)
            for name, text in files.items()
            if name.startswith("inputs/")
        },
    }
    files[_MANIFEST] = _text(manifest)
    files[_SEAL] = _hash(files[_MANIFEST])
    with saving_file(path) as place, zipfile.ZipFile(place, "w") as packed:
        for name, text in files.items():
            # One date for all, so that the same study is the same file.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            packed.writestr(entry, text, zipfile.ZIP_DEFLATED)
    rows = [
        {"step": name, "function": plan[name][0], "sha256": _hash(files[key])}
        for name in results
        for key in [f"results/{name}.json"]
    ]
    return pd.DataFrame(rows)


def verify_bundle(path: str | Path) -> Verification:
    """Compute a bundle again and name what differs.

    Parameters
    ----------
    path : path
        A zip that :func:`save_bundle` wrote.

    Returns
    -------
    Verification
        ``.is_same`` and the ``.differences``.

    Raises
    ------
    ValueError
        If the file is no bundle.

    Examples
    --------
    See :func:`save_bundle`.

    >>> import pandas as pd, tempfile, estgeo as eg
    >>> counts = pd.DataFrame({"n": [20, 22, 19, 21] * 6})
    >>> steps = {
    ...     "level": (
    ...         "interrupted_series",
    ...         {"counts": "$n", "first": 12, "season": None},
    ...     )
    ... }
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = eg.save_bundle(folder + "/study.zip", {"n": counts}, steps=steps)
    ...     eg.verify_bundle(folder + "/study.zip").differences.what.tolist()
    []
    """
    files, broken = _unpacked(path)
    manifest = _manifest(path, files)
    found = [("file", name, "cannot be read") for name in broken]
    if _hash(files[_MANIFEST]) != files.get(_SEAL):
        found.append(("file", _MANIFEST, "changed"))
    for name, value in manifest["files"].items():
        if name not in files:
            found += [] if name in broken else [("missing", name, "")]
        elif _hash(files[name]) != value:
            found.append(("file", name, "changed"))
            found += _changed_rows(name, files[name], manifest["rows"].get(name, []))
    extra = set(files) - set(manifest["files"]) - {_MANIFEST, _SEAL}
    found += [("file", name, "not in the manifest") for name in sorted(extra)]
    names = [one for one in manifest["files"] if one.startswith("results/")]
    found += _again(files, names)
    is_same = not found
    for name, old in manifest["versions"].items():
        now = _versions().get(name, "")
        if now != old:
            found.append(("version", name, f"{old} → {now}"))
    return Verification(
        is_same=is_same,
        differences=pd.DataFrame(
            found, columns=["what", "name", "detail"], dtype=object
        ),
        n_files=len(manifest["files"]),
        n_results=len(names),
        provenance=Provenance("verify_bundle", {"path": Path(path).name}),
    )


def _computed(known: dict[str, Any], steps: Mapping[str, Any]) -> dict[str, Any]:
    """Return the results of the steps, one after the other."""
    results: dict[str, Any] = {}
    for name, (called, given) in steps.items():
        if called not in _STEPS:
            rule = f"of {', '.join(_STEPS)}"
            raise ValueError(sentence("steps", rule, repr(called)))
        if given.get("errors") == "randomization" and given.get("rng") is None:
            rule = "such that can be drawn again"
            raise ValueError(sentence("rng", rule, "None", "Give it a number."))
        arguments = {key: _looked_up(value, known) for key, value in given.items()}
        results[name] = known[name] = _STEPS[called](**arguments)
    return results


def _looked_up(value: Any, known: Mapping[str, Any]) -> Any:
    if not (isinstance(value, str) and value.startswith("$")):
        return tuple(value) if isinstance(value, list) else value
    if value[1:] not in known:
        rule = f"of {', '.join('$' + name for name in known)}"
        raise ValueError(sentence("steps", rule, repr(value)))
    return known[value[1:]]


def _packed(value: Any) -> str:
    if isinstance(value, Design):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "protocol.json"
            value.save(place)
            return place.read_text(encoding="utf-8")
    if isinstance(value, Result):
        return _text(value.to_dict())
    if isinstance(value, list):
        return _text({"list": [one.to_dict() for one in value]})
    return _text(to_plain(value))


def _opened(text: str) -> Any:
    content = json.loads(text)
    if str(content.get("format", "")).startswith("estgeo protocol"):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "protocol.json"
            place.write_text(text, encoding="utf-8")
            return Design.load(place)
    classes = {**Result._classes, "Provenance": Provenance}
    if "list" in content:
        return [from_plain(_part(one), classes) for one in content["list"]]
    return from_plain(_part(content), classes)


def _part(content: dict[str, Any]) -> dict[str, Any]:
    if "schema" in content:
        return {"class": content["class"], "fields": content["fields"]}
    return content


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=0, allow_nan=False) + "\n"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _rows(text: str) -> list[Any]:
    """Return the rows of a frame's text, index first; none for anything else."""
    content = json.loads(text)
    if not isinstance(content, dict) or "table" not in content:
        return []
    columns = [*content["index"], *content["table"]]
    return list(zip(*(column["values"] for column in columns), strict=True))


def _row_hashes(text: str) -> list[str]:
    return [_hash(json.dumps(row, ensure_ascii=False))[:16] for row in _rows(text)]


def _changed_rows(name: str, text: str, known: list[str]) -> list[tuple[str, str, str]]:
    try:
        now = _row_hashes(text)
    except ValueError:
        return []
    pairs = zip_longest(known, now)
    return [
        ("row", name, f"row {at}") for at, (old, new) in enumerate(pairs) if old != new
    ][:20]


def _versions() -> dict[str, str]:
    others = {name: version(name) for name in _PACKAGES}
    python = platform.python_version()
    return {"estgeo": __version__, **others, "python": python}


def _unpacked(path: str | Path) -> tuple[dict[str, str], list[str]]:
    """Return the texts of a bundle, and the files of it that cannot be read."""
    files, broken = {}, []
    try:
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                try:
                    files[name] = packed.read(name).decode("utf-8")
                except (zipfile.BadZipFile, UnicodeDecodeError, OSError, ValueError):
                    broken.append(name)
                except Exception as error:  # zlib's own error has no common parent
                    if type(error).__module__ != "zlib":
                        raise
                    broken.append(name)
    except zipfile.BadZipFile as error:
        rule = "a bundle that save_bundle wrote"
        raise ValueError(sentence("path", rule, str(path))) from error
    return files, broken


def _manifest(path: str | Path, files: dict[str, str]) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(files[_MANIFEST])
        known = manifest["format"] == _FORMAT
    except (KeyError, TypeError, ValueError):
        known = False
    if not known:
        rule = f"a bundle ({_FORMAT}) that save_bundle wrote, with its manifest whole"
        raise ValueError(sentence("path", rule, str(path)))
    return manifest


def _again(files: dict[str, str], names: list[str]) -> list[tuple[str, str, str]]:
    """Compute the steps of a bundle and return the results that differ."""
    try:
        known = {
            Path(name).stem: _opened(text)
            for name, text in files.items()
            if name.startswith("inputs/")
        }
        steps = json.loads(files["steps.json"])
        results = _computed(known, steps)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [("result", "all", f"cannot be computed again: {error}")]
    found = []
    for name in names:
        stem = Path(name).stem
        if name not in files or stem not in results:
            found.append(("result", stem, "missing"))
            continue
        try:
            old = json.loads(files[name])
        except ValueError:
            found.append(("result", stem, "cannot be read"))
            continue
        where = _first_difference(old, json.loads(_packed(results[stem])))
        if where:
            found.append(("result", stem, where))
    return found


def _first_difference(old: Any, new: Any, at: str = "") -> str:
    """Return where two plain values differ first, "" where they do not."""
    if isinstance(old, dict) and isinstance(new, dict):
        if at.endswith(".provenance.fields"):
            old, new = ({**one, "version": ""} for one in (old, new))
        if old.keys() != new.keys():
            return at or "keys"
        pairs = [(f"{at}.{key}", old[key], new[key]) for key in old]
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            return f"{at}: {len(old)} → {len(new)}"
        both = zip(old, new, strict=True)
        pairs = [(f"{at}[{row}]", *pair) for row, pair in enumerate(both)]
    elif isinstance(old, int | float) and isinstance(new, int | float):
        close = abs(old - new) <= _CLOSE * max(1.0, abs(old), abs(new))
        return "" if close else f"{at.lstrip('.')}: {old:g} → {new:g}"
    else:
        return "" if old == new else f"{at.lstrip('.')}: {old!r} → {new!r}"
    differences = (_first_difference(one, two, place) for place, one, two in pairs)
    return next((where for where in differences if where), "")


def _methods(results: Mapping[str, Any]) -> str:
    """Return what was found and done, said by the results, in both languages."""
    parts = [MADE_BY]
    for lang in ("sv", "en"):
        for name, result in results.items():
            say = getattr(result, "sentence", None)
            if say is not None:
                parts.append(f"{name} ({lang}): {say(lang)}")
            done = getattr(result, "methods", None)
            if done is not None:
                parts.append(done(lang))
    return "\n\n".join(parts) + "\n"
