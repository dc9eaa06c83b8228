"""Coverage-guided fuzzing of the parsers; run by hand, needs ``pip install atheris``.

python tests/benchmarks/fuzz_parsers.py dates -max_total_time=300
(or numbers, dialect). Only documented results may come out, within two seconds each.
"""

import sys
import time

import atheris

with atheris.instrument_imports(include=["estgeo"]):
    from estgeo.incidents import _csv_records, _dates, _numbers, _table_csv


def dates(text):
    found = _dates.parse_moment(text)
    assert isinstance(found, _dates.Moment) or found in ("bad_time", "ambiguous_date")
    if isinstance(found, _dates.Moment) and found.end is not None:
        assert found.start < found.end
    _dates.parse_clock(text)


def numbers(text):
    value = _numbers.parse_number(text)
    assert value is None or isinstance(value, float)
    _numbers.is_ambiguous(text)


def dialect(text):
    lines = _table_csv.split_lines(text)
    found = _table_csv.find_dialect(lines)
    if not lines:
        return
    names = [str(i) for i in range(found.width)]
    records = _csv_records.read_records(lines, found, names)
    assert list(records.cells) == names
    assert len(records.cells) == len(records.first_lines) == len(records.bad_width)


def main():
    target = {"dates": dates, "numbers": numbers, "dialect": dialect}[sys.argv.pop(1)]

    def one_input(data):
        text = atheris.FuzzedDataProvider(data).ConsumeUnicode(400)
        begin = time.perf_counter()
        target(text)
        assert time.perf_counter() - begin < 2

    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
