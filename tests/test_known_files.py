"""A file of content/ that nobody touched is not read again, and never taken for another."""

import os
import time
from pathlib import Path

import pytest

from chats.problems import ProblemsFound
from content_folder.once import Once
from content_folder.walk import folder_at

SOME_TIME = 10 * 10**9


def test_a_file_is_known_by_its_state_until_somebody_touches_it(tmp_path: Path) -> None:
    root = tmp_path / "content"
    (root / "files").mkdir(parents=True)
    file = root / "files/a.txt"
    file.write_text("one")
    once = Once(began=time.time_ns() + SOME_TIME)  # so that the file is an old one
    known = folder_at(root, once).digests["files/a.txt"]
    read = folder_at(root, once).file("files/a.txt")
    assert read is not None
    assert (read.digest, read.data()) == (known, b"one")
    before = file.stat()
    file.write_text("two")  # of one size, and of one time as far as anybody can set it
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert folder_at(root, once).digests["files/a.txt"] != known
    with pytest.raises(ProblemsFound, match="changed while the site was built; build it again"):
        read.data()


def test_a_file_that_was_just_written_is_read_again(tmp_path: Path) -> None:
    root = tmp_path / "content"
    (root / "files").mkdir(parents=True)
    (root / "files/a.txt").write_text("one")
    once = Once(began=time.time_ns())
    folder_at(root, once)
    assert once.values.get("file", "files/a.txt") is None
