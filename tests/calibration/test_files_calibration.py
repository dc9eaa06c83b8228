"""Two hundred kills of each writer, and a disk that is really full."""

import os
import subprocess

import pytest
from saves import ALL_SAVES, SAVES, STATES, content, kill_at_random, left_by, made, save

from estgeo._files import NotSavedError

pytestmark = pytest.mark.calibration
KILLS = 200


@pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")
@pytest.mark.parametrize("name", ALL_SAVES)
def test_two_hundred_kills_leave_the_old_or_the_new(name, tmp_path):
    counted = kill_at_random(name, tmp_path, KILLS)
    print(f"{name}: {counted}")
    assert sum(counted.values()) == KILLS
    assert counted["mended"] <= 5


@pytest.mark.parametrize("room", ["a third", "one page", "nothing"])
@pytest.mark.parametrize("name", SAVES)
def test_a_full_disk_changes_nothing(name, room, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    mounted = subprocess.run(command, check=False, capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted: {mounted.stderr.strip()}")
    try:
        folder = disk / "out"
        save(name, made(name, STATES[0]), folder)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        size = sum(map(len, content(name, folder).values()))
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize
        left = {"a third": size // 3, "one page": 4096, "nothing": 0}[room]
        (disk / "filler").write_bytes(b"x" * (free - left - left % 4096))
        with pytest.raises(NotSavedError, match="disk with room"):
            save(name, made(name, STATES[1]), folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        (disk / "filler").unlink()
        save(name, made(name, STATES[1]), folder)
        assert {path.name for path in folder.iterdir()} == left_by(name)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
