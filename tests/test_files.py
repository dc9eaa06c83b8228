"""Files are whole: killed, full, locked and raced saves lose nothing."""

import hashlib
import json
import os
import pwd
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest
from saves import (
    SAVES,
    STATES,
    content,
    groups,
    has_list,
    kill_at_random,
    left_by,
    made,
    picture,
    save,
)

import estgeo as eg
from estgeo import _files, _locks, _marks
from estgeo._files import MANIFEST, NotSavedError, file_name, saving, write_text
from estgeo._marks import is_as_marked, read_mark

KILLS = 10
OLD, NEW = STATES
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")


@POSIX
@pytest.mark.parametrize("name", ["lagesbild", "public csv"])
def test_a_killed_save_leaves_the_old_or_the_new(name, tmp_path):
    counted = kill_at_random(name, tmp_path, KILLS)
    assert counted["mended"] <= 2


class PowerCut(BaseException):
    """Nothing happens after it: nothing is undone, nothing is tidied."""


@pytest.mark.parametrize("renames", range(6))
def test_a_save_that_ends_at_any_rename_is_mended_by_the_next(
    renames, tmp_path, monkeypatch
):
    save("lagesbild", picture(OLD), tmp_path)
    old, left, replace = content("lagesbild", tmp_path), renames, Path.replace

    def cut(self, target):
        nonlocal left
        left -= 1
        if left < 0:
            raise PowerCut
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        patch.setattr(_files, "_clear", lambda _: None)
        # One rename for the journal, three for the files, one for their list.
        with pytest.raises(PowerCut) if renames < 5 else nullcontext():
            save("lagesbild", picture(NEW), tmp_path)
    found = content("lagesbild", tmp_path)
    # Only the renames between the first file and the last leave a mixture.
    assert (found == old) == (renames < 2)
    with saving(tmp_path):  # a save of nothing mends what was left
        pass
    mended = content("lagesbild", tmp_path)
    assert (mended == old) == (renames < 1)
    assert renames < 4 or mended == found
    save("lagesbild", picture(OLD), tmp_path)
    assert content("lagesbild", tmp_path) == old
    assert {path.name for path in tmp_path.iterdir()} == {*old, MANIFEST}


def test_what_somebody_changed_after_a_broken_save_is_kept(tmp_path, monkeypatch):
    save("lagesbild", picture(OLD), tmp_path)
    with monkeypatch.context() as patch:
        for name in ("_forward", "_back", "_clear"):
            patch.setattr(_files, name, lambda *_: None)
        save("lagesbild", picture(NEW), tmp_path)
    (tmp_path / "tables.xlsx").write_bytes(b"notes of the group")
    with pytest.raises(NotSavedError, match=r"was broken off.*tables\.xlsx"):
        save("lagesbild", picture(OLD), tmp_path)
    assert (tmp_path / "tables.xlsx").read_bytes() == b"notes of the group"
    (tmp_path / "tables.xlsx").rename(tmp_path / "notes.xlsx")
    save("lagesbild", picture(OLD), tmp_path)
    assert (tmp_path / "notes.xlsx").read_bytes() == b"notes of the group"


@pytest.mark.parametrize("name", SAVES)
def test_each_save_replaces_its_own_and_nothing_of_others(name, tmp_path):
    folder = tmp_path / "out"
    save(name, made(name, OLD), folder)
    old = content(name, folder)
    save(name, made(name, NEW), folder)
    new = content(name, folder)
    assert set(old) == set(new) == set(SAVES[name][1])
    assert {path.name for path in folder.iterdir()} == left_by(name)
    # What somebody filled in is never overwritten; the save names it.
    for file in new:
        kept = new | {file: new[file] + b"\nour own notes"}
        (folder / file).write_bytes(kept[file])
        with pytest.raises(OSError, match=f"as estgeo wrote it.*{file}"):
            save(name, made(name, OLD), folder)
        assert content(name, folder) == kept
        (folder / file).write_bytes(new[file])
    if has_list(name):
        (folder / MANIFEST).unlink()
        with pytest.raises(OSError, match="no file but estgeo's own"):
            save(name, made(name, OLD), folder)
        assert content(name, folder) == new
        assert {path.name for path in folder.iterdir()} == set(new)


@pytest.mark.parametrize("name", SAVES)
def test_a_locked_file_leaves_all_as_it_was(name, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    save(name, made(name, OLD), folder)
    replace = Path.replace
    for locked in SAVES[name][1]:

        def held(self, target, locked=locked):
            if Path(target) == folder / locked:
                raise PermissionError(13, "in use")
            return replace(self, target)

        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        monkeypatch.setattr(Path, "replace", held)
        with pytest.raises(NotSavedError, match=rf"no other program.*{locked}"):
            save(name, made(name, NEW), folder)
        monkeypatch.setattr(Path, "replace", replace)
        assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_a_first_save_that_fails_leaves_no_folder(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("estgeo.report._lagesbild.write_layers", full)
    with pytest.raises(NotSavedError, match=r"disk with room.*Nothing was changed"):
        picture(OLD).save(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@POSIX
@pytest.mark.parametrize("name", SAVES)
def test_a_full_disk_changes_nothing(name, tmp_path):
    import resource

    folder = tmp_path / "out"
    save(name, made(name, OLD), folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    thing = made(name, NEW)
    most = max(map(len, content(name, folder).values())) // 2
    child = os.fork()
    if child == 0:  # no file may grow beyond this, as on a disk that is full
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            save(name, thing, folder)
        except NotSavedError as error:
            code = 0 if "disk with room" in str(error) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only root may become somebody else"
)
def test_a_folder_one_may_not_write_in_is_named(tmp_path):
    folder = tmp_path / "out"
    save("design", made("design", OLD), folder)
    for path in (folder, *folder.parents):
        if path != Path("/tmp") and path != Path("/"):
            path.chmod(0o755)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setuid(pwd.getpwnam("nobody").pw_uid)
            save("design", made("design", NEW), folder)
        except NotSavedError as error:
            code = 0 if "may write in" in str(error) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_two_saves_at_once_are_one_after_the_other(tmp_path):
    things = [picture(state) for state in STATES] * 4
    threads = [threading.Thread(target=one.save, args=(tmp_path,)) for one in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"]
    found = content("lagesbild", tmp_path)
    assert {name: _files._hash(tmp_path / name) for name in found} == {
        name: facts["sha256"] for name, facts in told.items()
    }
    picture(OLD).save(tmp_path / "a")
    picture(NEW).save(tmp_path / "b")
    wholes = [content("lagesbild", tmp_path / name) for name in "ab"]
    assert found in wholes


def test_who_waits_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(_locks, "LONGEST_WAIT", 0.1)
    save("design", made("design", OLD), tmp_path)
    before = content("design", tmp_path)
    with (
        saving(tmp_path, "b.txt"),
        pytest.raises(NotSavedError, match="no other program writes in now"),
    ):
        save("design", made("design", NEW), tmp_path)
    assert content("design", tmp_path) == before


def test_one_folder_holds_files_for_one_audience(tmp_path):
    table = made("public csv", OLD)
    picture(OLD).save(tmp_path / "internal")
    table.save(tmp_path / "public" / "a.csv")
    with pytest.raises(OSError, match=r"without internal files.*index\.html"):
        table.save(tmp_path / "internal" / "a.csv")
    with pytest.raises(OSError, match=r"without public files.*a\.csv"):
        picture(OLD).save(tmp_path / "public")
    assert not (tmp_path / "internal" / "a.csv").exists()
    assert not (tmp_path / "public" / "layers.gpkg").exists()
    # A map of a public table may lie anywhere, until something else is drawn on it.
    drawn = eg.map_counts(table)
    drawn.save(tmp_path / "public" / "map.html")
    drawn.save(tmp_path / "internal" / "map.html")
    eg.map_counts(made("public csv", NEW), m=drawn)
    with pytest.raises(OSError, match="without public files"):
        drawn.save(tmp_path / "public" / "map.html")


@POSIX
def test_links_are_not_followed_out_of_the_folder(tmp_path):
    outside = tmp_path / "outside.html"
    outside.write_text("theirs", encoding="utf-8")
    for name in ("index.html", ".estgeo-saving", ".estgeo-lock", MANIFEST):
        folder = tmp_path / f"out {name}"
        folder.mkdir()
        (folder / name).symlink_to(outside if "." in name[1:] else tmp_path)
        with pytest.raises(NotSavedError, match="link"):
            picture(OLD).save(folder)
        assert outside.read_text(encoding="utf-8") == "theirs"
        assert [path.name for path in folder.iterdir()] == [name]


@pytest.mark.parametrize("renames", range(0, 14, 2))
def test_groups_are_never_parted(renames, tmp_path, monkeypatch):
    """A kill at any rename: the next save, into all or one of the folders, mends all."""
    old, new = groups(OLD), groups(NEW)
    old.save(tmp_path / "old")
    new.save(tmp_path / "new")
    whole = [content_of(tmp_path / name) for name in ("old", "new")]
    left, replace = renames, Path.replace

    def cut(self, target):
        nonlocal left
        left -= 1
        if left < 0:
            raise PowerCut
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        patch.setattr(_files, "_clear", lambda _: None)
        with pytest.raises(PowerCut):
            new.save(tmp_path / "old")
    for path in tmp_path.rglob(".estgeo-lock"):
        path.unlink()
    with saving(tmp_path / "old" / "kommun"):  # the folder of one group alone
        pass
    assert content_of(tmp_path / "old") == whole[renames > 0]
    old.save(tmp_path / "old")
    assert content_of(tmp_path / "old") == whole[0]


def content_of(folder):
    """Return {name: bytes} of all files that a save keeps, those further down too."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    files = [path for path in files if _files.STAGE not in path.parts]
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(files)}


@pytest.mark.parametrize("locked", ["index.html", "kommun/tables.xlsx"])
def test_a_locked_file_of_one_group_leaves_all_as_they_were(
    locked, tmp_path, monkeypatch
):
    folder, replace = tmp_path / "out", Path.replace
    groups(OLD).save(folder)
    before = content_of(folder)

    def held(self, target):
        if Path(target) == folder / locked:
            raise PermissionError(13, "in use")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with pytest.raises(NotSavedError, match="no other program"):
            groups(NEW).save(folder)
    assert content_of(folder) == before
    (folder / locked).write_bytes(b"notes of the group")
    changed = content_of(folder)
    with pytest.raises(NotSavedError, match="as estgeo wrote it"):
        groups(NEW).save(folder)
    assert content_of(folder) == changed


@POSIX
def test_the_folder_of_a_group_may_be_no_link(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kommun").symlink_to(tmp_path / "theirs")
    with pytest.raises(NotSavedError, match="link"):
        groups(OLD).save(tmp_path / "out")
    assert not list((tmp_path / "theirs").iterdir())
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kommun"]


def test_the_folder_of_a_group_holds_files_for_one_audience(tmp_path):
    made("public csv", OLD).save(tmp_path / "out" / "kommun" / "a.csv")
    with pytest.raises(NotSavedError, match="without public files"):
        groups(OLD).save(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kommun"]


def test_a_geopackage_that_was_only_looked_at_is_still_ours(tmp_path):
    save("set gpkg", made("set gpkg", OLD), tmp_path)
    path = tmp_path / "a.gpkg"
    seen = bytearray(path.read_bytes())
    seen[18:20], seen[24:28] = b"\x01\x01", b"\x01\x02\x03\x04"  # as QGIS does
    seen[92:100] = b"\x01\x02\x03\x04" * 2
    path.write_bytes(seen)
    save("set gpkg", made("set gpkg", NEW), tmp_path)
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(changed)
    with pytest.raises(NotSavedError, match="as estgeo wrote it"):
        save("set gpkg", made("set gpkg", OLD), tmp_path)


def test_a_list_of_files_that_was_spoilt_stops_the_save(tmp_path):
    for text in ("", "{", "[]", '{"files": [1]}', '{"files": {"a.csv": 3}}'):
        save("public csv", made("public csv", OLD), tmp_path)
        kept = (tmp_path / MANIFEST).read_text(encoding="utf-8")
        (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
        with pytest.raises(NotSavedError, match=MANIFEST):
            save("public csv", made("public csv", NEW), tmp_path)
        (tmp_path / MANIFEST).write_text(kept, encoding="utf-8")


@pytest.mark.parametrize("name", ["..", "a/b.txt", MANIFEST, ".estgeo-lock", ""])
def test_only_names_of_files_are_written(tmp_path, name):
    with (
        pytest.raises(NotSavedError, match="the name of a file"),
        saving(tmp_path / "x", name),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_keeps_a_place_free(tmp_path):
    path = tmp_path / "a.html"
    path.touch()
    write_text(path, "text")
    assert path.read_text(encoding="utf-8") == "text"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc_passwd.csv"),
        ("CON", "_CON.csv"),
        ("lpt1", "_lpt1.csv"),
        ("a\x00b\u202ec", "a_b_c.csv"),
        ("", "_.csv"),
        ("=1+1", "1_1.csv"),
        ("å" * 200, "å" * 80 + ".csv"),
    ],
)
def test_names_of_files_are_plain(text, name):
    assert file_name(text, ".csv") == name


def test_two_names_that_become_one_stay_two_files():
    first = file_name("A-B", ".csv")
    assert (first, file_name("a b", ".csv", [first])) == ("A_B.csv", "a_b_2.csv")


ALONE = [name for name in SAVES if not has_list(name)]


@pytest.mark.parametrize("name", ALONE)
def test_a_file_saved_alone_tells_of_itself(name, tmp_path):
    (file,) = SAVES[name][1]
    save(name, made(name, OLD), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [file]
    mark = read_mark(tmp_path / file)
    kind = {"public": "public"}.get(name.split()[0], "internal")
    assert mark.audience == kind
    assert is_as_marked(tmp_path / file, mark)
    # A copy under another name in another folder is still known, and is replaced.
    (tmp_path / "b").mkdir()
    copy = (tmp_path / file).rename(tmp_path / "b" / file)
    save(name, made(name, NEW), tmp_path / "b")
    # Somebody else's file of the same kind is not.
    theirs = {".html": b"<p>ours</p>", ".json": b'{"a": 1}'}
    copy.write_bytes(theirs.get(copy.suffix, b"PK\3\4 theirs"))
    with pytest.raises(NotSavedError, match="no file but estgeo's own"):
        save(name, made(name, NEW), tmp_path / "b")


@pytest.mark.parametrize("name", [one for one in ALONE if one.startswith("public")])
def test_a_public_file_that_stands_alone_keeps_internal_ones_away(name, tmp_path):
    save(name, made(name, OLD), tmp_path)
    with pytest.raises(
        NotSavedError, match=f"without public files.*{SAVES[name][1][0]}"
    ):
        save("design", made("design", OLD), tmp_path)
    save("map", made("map", OLD), tmp_path / "b")
    with pytest.raises(NotSavedError, match=r"without internal files.*a\.html"):
        save(name, made(name, OLD), tmp_path / "b")


@pytest.mark.parametrize("name", [one for one in ALONE if one != "design"])
def test_a_mark_in_a_text_is_no_mark(name, tmp_path):
    """Neither where the hash is written nor who it is for follows from a report."""
    for text in map(_marks.empty_mark, ("internal", "public")):
        save(name, SAVES[name][0](OLD, text), tmp_path)
        mark = read_mark(tmp_path / SAVES[name][1][0])
        assert mark.audience == ("public" if name.startswith("public") else "internal")
        assert is_as_marked(tmp_path / SAVES[name][1][0], mark)


def test_a_mark_across_two_blocks_is_left_out(tmp_path, monkeypatch):
    stamp = "00000012-0123abcd-0123456789abcdef"
    filled, empty = (
        _marks.Mark("public", *parts)
        for parts in ((stamp, "ab" * 32), (_marks.NO_STAMP, "0" * 64))
    )
    path = tmp_path / "a.html"
    for before in range(150, 500, 7):
        monkeypatch.setattr(_marks, "_BLOCK", 64)
        path.write_bytes(f"<{'x' * before}{filled}{'y' * 99}".encode())
        found = _marks.file_hash(path, but=filled)
        path.write_bytes(f"<{'x' * before}{empty}{'y' * 99}".encode())
        assert found == hashlib.sha256(path.read_bytes()).hexdigest()
