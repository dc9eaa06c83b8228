"""Coverage-guided fuzzing of the parsers; run by hand, needs ``pip install atheris``.

python tests/benchmarks/fuzz_parsers.py dates -max_total_time=300
(or numbers, dialect, columns). Only documented results may come out, within two seconds of CPU each.
"""

import sys
import time

import atheris
import numpy as np
import pandas as pd

with atheris.instrument_imports(include=["estgeo"]):
    from estgeo.incidents import _clocks, _dates, _times, _values
    from estgeo.incidents.formats import _records
    from estgeo.incidents.formats import text as text_format


def dates(text):
    found = _dates.parse_moment(text)
    assert isinstance(found, _dates.Moment) or found in ("bad_time", "ambiguous_date")
    if isinstance(found, _dates.Moment) and found.end is not None:
        assert found.start < found.end
    _dates.parse_clock(text)


def numbers(text):
    value = _values.parse_number(text)
    assert value is None or isinstance(value, float)
    _values.is_ambiguous(text)


def dialect(text):
    body = text.replace("\r", "\n").encode("utf-8", "replace")
    lines = text_format.first_lines(body)
    if not lines:
        return
    found = text_format.find_dialect(lines)
    names = [str(i) for i in range(found.width)]
    records = _records.read_records(body, found, names)
    assert list(records.cells) == names
    assert len(records.cells) == len(records.first_lines) == len(records.bad_width)


def columns(text):
    """Read a column at once; it must say what each of its cells says alone."""
    text = text.encode("utf-8", "replace").decode()  # a column holds no half letters
    cells = pd.Series(text.split("|"), dtype="str")
    found = _values.read_numbers(cells)
    alone = [_values.parse_number(cell) for cell in cells]
    said = [np.nan if number is None else number for number in alone]
    np.testing.assert_array_equal(found.values, np.where(found.ambiguous, np.nan, said))
    clock = _times.Clock("Europe/Stockholm", "UTC")
    times = _times.read_times(cells, clock)
    told = times.missing | times.bad | times.ambiguous_date | times.nonexistent
    assert (told == times.start.isna().to_numpy()).all()
    joined = _clocks.join_clock(cells, cells[::-1].reset_index(drop=True))
    assert len(joined) == len(cells)


TARGETS = {"dates": dates, "numbers": numbers, "dialect": dialect, "columns": columns}


def main():
    target = TARGETS[sys.argv.pop(1)]

    def one_input(data):
        text = atheris.FuzzedDataProvider(data).ConsumeUnicode(400)
        begin = time.process_time()
        target(text)
        assert time.process_time() - begin < 2

    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
