"""Mutation testing: how many small faults in a room do the tests notice?

python tests/benchmarks/mutate.py disclosure                     # every mutant
python tests/benchmarks/mutate.py stats --sample 500 --seed 1    # a random sample
python tests/benchmarks/mutate.py stats --only rates.py:120      # those of one line

The tests are run once and the lines of the room each of them runs are noted. Then, for
each mutant, a fork of that warm process puts the faulty code in the place of the right
one and runs the tests of its line, nearest and fastest first, until one fails. A mutant
no test fails on has survived. Needs Linux or macOS; uses one core. ``--out`` keeps one
line of JSON a mutant.
"""

import __future__

import argparse
import ast
import gc
import json
import math
import os
import resource
import signal
import sys
import tempfile
import threading
import time
import types
from collections import Counter
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path

import pytest
from _mutants import mutants_of, unchanged

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "estgeo"
_ALOUD = os.dup(2)  # heard although pytest and the forks are silenced


class Session:
    """A pytest plugin that runs mutants where pytest would run the tests."""

    def __init__(self, options):
        self.options = options
        self.failed = False
        self.results = []
        self.names = {}
        self.is_control = True

    def pytest_sessionstart(self):
        """Let hypothesis try the same examples each time, and keep none of them."""
        from hypothesis import settings

        settings.register_profile(
            "same", derandomize=True, database=None, deadline=None
        )
        settings.load_profile("same")

    def pytest_runtest_logreport(self, report):
        self.failed = self.failed or report.failed
        if report.failed and self.is_control:
            _say(report.longreprtext)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        self._hear_the_tests(session.items)
        _clear_caches()
        gc.collect()
        gc.freeze()
        mutants = _chosen(self.options)
        # The control: all code put in place as a fault is, but without any.
        same = _of_room(self.options, unchanged)
        verdict, failing = self._outcome(
            session.items, lambda: [_put_in_place(each) for each in same]
        )
        if verdict != "survived":
            sys.exit(f"{verdict} without any fault: {failing}")
        self.is_control = False
        for number, mutant in enumerate(mutants, 1):
            verdict = self._verdict(mutant)
            self.results.append((mutant, verdict))
            _say(
                f"{number}/{len(mutants)} {verdict} {mutant.file}:{mutant.line} {mutant.name}"
            )
        return True

    def _hear_the_tests(self, items):
        """Run each test alone; note its CPU time and the lines of the room it runs."""
        self.tests_of_line, self.seconds, self.last_killer = {}, {}, {}
        begin = time.process_time()
        for item in items:
            with _Lines(SOURCE / self.options.room) as lines:
                used = self._run(item)
            if self.failed:
                sys.exit(f"{item.nodeid} fails before any mutant")
            self.seconds[item] = used
            for path, line in lines:
                self.tests_of_line.setdefault((path, line), set()).add(item)
                self.tests_of_line.setdefault((path, 0), set()).add(item)
        _say(f"{len(items)} tests, {time.process_time() - begin:.0f} CPU seconds")

    def _run(self, item, following=None):
        begin = time.process_time()
        if hasattr(item, "dtest"):  # doctest empties its names after each run
            item.dtest.globs = dict(
                self.names.setdefault(item, item.dtest.globs.copy())
            )
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        return time.process_time() - begin

    def _verdict(self, mutant):
        tests = self._tests(mutant)
        if not tests:
            return "no test"
        verdict, killer = self._outcome(tests, lambda: _put_in_place(mutant))
        if killer is not None:
            self.last_killer[mutant.file, mutant.place] = killer
        return verdict

    def _outcome(self, tests, change):
        """Return the verdict of the tests on a change made in a fork, and who killed it."""
        limit = math.ceil(5 + 3 * sum(self.seconds[test] for test in tests))
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                _silence()
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
                os.write(write_end, str(self._first_failing(tests, change)).encode())
            finally:
                os._exit(0)
        os.close(write_end)
        _wait(child, 20 * limit)
        with os.fdopen(read_end) as pipe:
            answer = pipe.read()
        if not answer:  # it did not end, or it took the process down
            return "timeout", None
        number = int(answer)
        if number < 0:
            return "not made", None
        if number == len(tests):
            return "survived", None
        return "killed", tests[number]

    def _first_failing(self, tests, change):
        """Return the number of the first test that fails, or how many there are."""
        try:
            change()
        except Exception as error:  # such a module could not even be imported
            if self.is_control:
                _say(repr(error))
            return -1
        for number, test in enumerate(tests):
            self._run(test, tests[number + 1] if number + 1 < len(tests) else None)
            if self.failed:
                return number
        return len(tests)

    def _tests(self, mutant):
        """Return the tests of the mutant's line, likely killers first."""
        path = str(SOURCE / mutant.file)
        lines = (0,) if mutant.at_import else mutant.lines
        inside = {test for n in lines for test in self.tests_of_line.get((path, n), ())}
        # What is run at import any test may use, those of its file most likely.
        may_use = set(self.seconds) if mutant.at_import else inside
        killer = self.last_killer.get((mutant.file, mutant.place))
        near_by = (Path(mutant.file).stem.strip("_"), self.options.room)

        def order(test):
            apart = [name not in test.nodeid for name in near_by]
            far = test is not killer, test not in inside, *apart
            return *far, self.seconds[test], test.nodeid

        chosen, total = [], 0.0
        for test in sorted(may_use, key=order):
            total += self.seconds[test]
            if chosen and total > self.options.budget:
                break
            chosen.append(test)
        return chosen


class _Lines(set):
    """The lines (path, number) under ``folder`` that are run inside the with block."""

    def __init__(self, folder):
        super().__init__()
        self.folder = f"{folder}{os.sep}"

    def __enter__(self):
        threading.settrace(self._enter_frame)
        sys.settrace(self._enter_frame)
        return self

    def __exit__(self, *_):
        sys.settrace(None)
        threading.settrace(None)

    def _enter_frame(self, frame, event, _):
        path = frame.f_code.co_filename
        if not path.startswith(self.folder):
            return None
        self.add((path, frame.f_code.co_firstlineno))

        def enter_line(frame, event, _):
            self.add((path, frame.f_lineno))
            return enter_line

        return enter_line(frame, event, _)


def _chosen(options):
    made = _of_room(options, mutants_of)
    options.of = len(made)
    if options.only:
        made = [m for m in made if any(_is_at(m, place) for place in options.only)]
    return sorted(made, key=lambda m: m.rank(options.seed))[: options.sample]


def _of_room(options, make):
    return [
        each
        for path in sorted((SOURCE / options.room).glob("*.py"))
        for each in make(path, f"{options.room}/{path.name}")
    ]


def _is_at(mutant, place):
    name, _, line = place.partition(":")
    return Path(mutant.file).name == name and line in ("", str(mutant.line))


def _put_in_place(mutant):
    """Give the living module the faulty code, without importing anything anew."""
    statement = mutant.statement
    module = import_module(f"estgeo.{mutant.file[:-3].replace('/', '.')}")
    namespace = dict(vars(module))
    statements = [statement, *_resting_on(statement, mutant.file)]
    tree = ast.Module([ast.fix_missing_locations(each) for each in statements], [])
    exec(_compiled(tree, mutant.file), namespace)
    for key, new in namespace.items():
        old = vars(module).get(key)
        if isinstance(statement, ast.FunctionDef | ast.ClassDef) and (
            key == statement.name
        ):
            _transplant(old, new)
        elif old is not new:
            _rebind(key, old, new)


def _resting_on(statement, file):
    """Return the later statements of a module whose values rest on a statement's."""
    changed, found = _named_in(statement, ast.Store), []
    tree = ast.parse((SOURCE / file).read_text(encoding="utf-8"))
    below = [each for each in tree.body if each.lineno > statement.lineno]
    for later in below:
        is_value = isinstance(later, ast.Assign | ast.AnnAssign)
        if is_value and _named_in(later, ast.Load) & changed:
            changed |= _named_in(later, ast.Store)
            found.append(later)
    return found


def _named_in(statement, context):
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, context)
    }


def _compiled(tree, file):
    # As the modules are: annotations are names of types that exist for mypy only.
    flags = __future__.annotations.compiler_flag
    return compile(tree, str(SOURCE / file), "exec", flags, dont_inherit=True)


def _transplant(old, new):
    if isinstance(old, type):
        for key, value in vars(new).items():
            if _function(value) is not None:
                _transplant(vars(old)[key], value)
            elif not key.startswith("__") and not isinstance(
                value, types.MemberDescriptorType
            ):
                setattr(old, key, value)
        return
    old, new = _function(old), _function(new)
    if len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
        old.__code__ = new.__code__
    old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def _function(value):
    """Return the plain function inside a property, a method or a decorated function."""
    while not isinstance(value, types.FunctionType):
        inner = [
            getattr(value, name, None)
            for name in ("__wrapped__", "fget", "__func__", "func")
        ]
        value = next((one for one in inner if one is not None), None)
        if value is None:
            return None
    return value if not hasattr(value, "__wrapped__") else _function(value.__wrapped__)


def _rebind(key, old, new):
    """Change a constant in every module that has it under its name."""
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(key, module) is old:
            setattr(module, key, new)


def _clear_caches():
    for thing in gc.get_objects():
        if isinstance(thing, _lru_cache_wrapper):
            thing.cache_clear()


def _silence():
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _wait(child, seconds):
    """Wait for the child, and kill it when it neither works nor ends."""
    waited, pause = 0.0, 0.002
    while waited < seconds:
        if os.waitpid(child, os.WNOHANG)[0]:
            return
        time.sleep(pause)
        waited += pause  # not the clock, which also runs while the machine is stopped
        pause = min(0.05, pause * 1.5)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _say(text):
    os.write(_ALOUD, f"{text}\n".encode())


def _report(results, options):
    counts = Counter(verdict for _, verdict in results)
    # A module that cannot be imported fails every test, but no thanks to the tests.
    n = len(results) - counts["not made"]
    noticed = counts["killed"] + counts["timeout"]
    low, high = _interval(noticed, n, options.of)
    for mutant, verdict in sorted(results, key=lambda r: (r[0].file, r[0].line)):
        if verdict in ("survived", "no test"):
            print(f"{verdict} {mutant.file}:{mutant.line} {mutant.name}")
    print(f"{options.room}: {n} of {options.of} mutants, {dict(counts)}")
    print(f"noticed {noticed / n:.1%} (95 % interval {low:.1%} to {high:.1%})")


def _interval(successes, n, of):
    """Return the 95 % Wilson interval, for a sample drawn without putting back."""
    share = successes / n
    z2 = 1.96**2 * (of - n) / max(of - 1, 1)
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return middle - half, middle + half


def _keep(results, path):
    rows = [
        {
            "file": m.file,
            "line": m.line,
            "place": m.place,
            "operator": m.operator,
            "before": m.before,
            "after": m.after,
            "verdict": verdict,
        }
        for m, verdict in results
    ]
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("room")
    parser.add_argument(
        "--tests", nargs="+", default=None, help="the room's own by default"
    )
    parser.add_argument(
        "--sample", type=int, default=None, help="how many; all by default"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--budget", type=float, default=30, help="CPU seconds of tests a mutant"
    )
    parser.add_argument("--only", nargs="+", default=[], help="file.py or file.py:line")
    parser.add_argument("--out", type=Path, help="a file for one line of JSON a mutant")
    options = parser.parse_args()
    tests = options.tests or [f"tests/{options.room}", f"src/estgeo/{options.room}"]
    session = Session(options)
    os.chdir(ROOT)
    quiet = ["-n0", "-q", "-s", "-p", "no:cacheprovider"]
    # A folder of our own: other runs of pytest clear away the one they share.
    with tempfile.TemporaryDirectory() as folder:
        pytest.main([*quiet, f"--basetemp={folder}/tests", *tests], plugins=[session])
    if not session.results:
        sys.exit("no mutant was run")
    if options.out:
        _keep(session.results, options.out)
    _report(session.results, options)


if __name__ == "__main__":
    main()
