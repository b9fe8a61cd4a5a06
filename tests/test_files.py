"""A file is written whole or not at all."""

import os
from pathlib import Path

import pytest

from derive.errors import OutputError
from derive.files import write_atomically


def test_text_is_written_as_utf8_with_unix_line_ends_and_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "page.md"
    write_atomically(path, "∂J\nline\n")
    assert path.read_bytes() == "∂J\nline\n".encode()
    assert os.listdir(path.parent) == ["page.md"]


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_atomically(tmp_path / "x", b"\x00\xff\r\n")
    assert (tmp_path / "x").read_bytes() == b"\x00\xff\r\n"


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "x", "new")
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    write_atomically(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "x"
    path.write_text("old")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError) as caught:
        write_atomically(path, "new")
    assert str(caught.value) == f"{path}: cannot be written: No space left on device"
    assert (path.read_text(), os.listdir(tmp_path)) == ("old", ["x"])


def test_an_interrupt_leaves_no_stray_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "chmod", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "x", "new")
    assert os.listdir(tmp_path) == []


def test_a_folder_and_a_file_as_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path, "x")
    assert str(caught.value) == f"{tmp_path}: is a folder, expected the name of a file"
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=r"file/x: cannot be written: (Not a directory|File exists)"):
        write_atomically(tmp_path / "file" / "x", "x")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_device_is_written_directly_and_a_full_disk_is_told() -> None:
    write_atomically("/dev/null", "x")
    with pytest.raises(OutputError) as caught:
        write_atomically("/dev/full", "x")
    assert str(caught.value) == "/dev/full: cannot be written: No space left on device"
