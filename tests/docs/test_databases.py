"""The page about databases, against a PostgreSQL with PostGIS that the test starts."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path

import pytest
from docs_pages import PAGES, blocks, name

pytestmark = pytest.mark.database

TABLE = """
CREATE EXTENSION postgis;
CREATE TABLE reports (id int, occurred timestamptz, stored_utc timestamp,
    category text, east float, north float, place geometry(Point, 3006));
INSERT INTO reports SELECT n, t, t AT TIME ZONE 'UTC',
    CASE n % 2 WHEN 0 THEN 'Skadegörelse' ELSE 'Brand' END, 512000 + n, 6570000 + n,
    ST_SetSRID(ST_MakePoint(512000 + n, 6570000 + n), 3006)
FROM (SELECT n, timestamptz '2024-05-01 22:30+02' + n * interval '1 day' AS t
      FROM generate_series(1, 60) n) days;
UPDATE reports SET occurred = NULL, stored_utc = NULL WHERE id = 7;
UPDATE reports SET east = NULL, place = NULL WHERE id = 9;
"""


def _program(name):
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def _lacks():
    """Return what this machine lacks for a server, "" if nothing."""
    for module in ("sqlalchemy", "psycopg"):
        if importlib.util.find_spec(module) is None:
            return f"the package {module}"
    if not all(map(_program, ("initdb", "pg_ctl", "psql"))):
        return "PostgreSQL (Debian: postgresql)"
    shared = Path("/usr/share/postgresql")
    if not list(shared.glob("*/extension/postgis.control")):
        return "PostGIS (Debian: postgis, postgresql-*-postgis-3)"
    return ""


@pytest.fixture
def server(monkeypatch):
    """A server of our own on a socket in a folder, and the environment that finds it."""
    if lacks := _lacks():
        pytest.skip(f"no server can be started: this machine lacks {lacks}")
    folder = Path(tempfile.mkdtemp(prefix="estgeo-postgres-"))
    as_user = {}
    if os.getuid() == 0:  # PostgreSQL never runs as root
        shutil.chown(folder, "postgres")
        as_user = {"user": "postgres", "cwd": folder}
    data = str(folder / "data")

    def run(*command, **more):
        more = {"check": True, "capture_output": True, "text": True} | as_user | more
        return subprocess.run(command, **more)  # noqa: PLW1510 - in more

    initdb, control = _program("initdb"), _program("pg_ctl")
    run(initdb, "-D", data, "-U", "est", "-A", "trust", "-E", "UTF8", "--locale=C")
    options = f"-k {folder} -c listen_addresses='' -F"
    log = str(folder / "log")
    run(control, "-D", data, "-w", "-l", log, "-o", options, "start")
    for key, value in {"PGHOST": folder, "PGUSER": "est", "PGDATABASE": "est"}.items():
        monkeypatch.setenv(key, str(value))
    try:
        run(_program("psql"), "-d", "postgres", "-c", "CREATE DATABASE est")
        run(_program("psql"), "-v", "ON_ERROR_STOP=1", input=TABLE)
        yield
    finally:
        run(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.usefixtures("server")
def test_the_lines_of_the_page_are_true():
    (page,) = [page for page in PAGES if name(page).endswith("databases.md")]
    names = {}
    with warnings.catch_warnings():
        # 2 of 60 rows are faulty on purpose, and of fewer in June none.
        warnings.filterwarnings("ignore", message="pandas only supports SQLAlchemy")
        for _, code in blocks(page, "python"):
            exec(compile(code, "databases", "exec"), names)
    names["engine"].dispose()
    for key in ("reports", "from_points", "from_text", "from_utc"):
        found = names[key]
        assert (found.n_read, len(found.incidents)) == (60, 58), key
        assert found.rejected["reasons"].tolist() == [
            *["missing_time", "missing_geometry"]
        ]
        assert found.summary.crs_of_source == "EPSG:3006"
        first = found.incidents.iloc[0]
        assert first["start"].strftime("%Y-%m-%d %H:%M%z") == "2024-05-02 22:30+0200"
        assert (first.geometry.x, first.geometry.y) == (512_001, 6_570_001)
        assert set(found.incidents["category"]) == {"Brand", "Skadegörelse"}
    # 2 May is n = 1, so 1 June is n = 31: 30 rows from there.
    assert names["from_june"].n_read == len(names["from_june"].incidents) == 30
