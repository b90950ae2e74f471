"""Stamps and numbers only go forward: through reverts, merges and dates that come and go."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from calendar_lines import entries_of
from calendars import calendar_ics
from lock_writer import JUNE, LOCK, Writer
from publishing import Server, run
from sites import ROOT, git
from writers import AT, head, series_of

from chats.paths import Site

UID = "2010-06@4change.example"
JULY = "2010-07@4change.example"


def known(writer: Writer, uid: str) -> tuple[int, str]:
    """Return the number and the stamp that calendars are told now."""
    data = calendar_ics(writer.content().series, Site("https://chats.example.org"))
    entries = (dict(line.split(":", 1) for line in lines) for lines in entries_of(data))
    entry = next(entry for entry in entries if entry["UID"] == uid)
    return int(entry["SEQUENCE"]), entry["DTSTAMP"]


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    """Return a writer with a repository, whose chat of June is published and committed."""
    writer = Writer(tmp_path / "content")
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text((ROOT / ".gitattributes").read_text())
    return saved(writer, "First")


def saved(writer: Writer, topic: str) -> Writer:
    """Give the chat of June a topic, publish and commit."""
    writer.write(JUNE, head(updated="2010-06-04", topic=topic))
    writer.publish()
    return committed(writer)


def committed(writer: Writer) -> Writer:
    git(writer.folder.parent, "add", "-A")
    git(writer.folder.parent, "commit", "-qm", "x")
    return writer


def mend(writer: Writer) -> None:
    """Write the line that the only problem says."""
    (told,) = writer.told()
    line, right = int(told.split(":")[1]), told.split("`")[1]
    file = writer.folder / "identities.lock"
    lines = file.read_text().split("\n")
    lines[line - 1] = right
    file.write_text("\n".join(lines))


def test_a_lock_that_git_revert_put_back_is_told_with_the_line_that_is_right(
    writer: Writer,
) -> None:
    saved(writer, "Second")
    newer = known(writer, UID)
    git(writer.folder.parent, "revert", "--no-edit", "HEAD")
    (told,) = writer.told()
    assert told.startswith(f"{LOCK}:{writer.line(f'stamp  {UID}')}: calendars may know something ")
    assert f"write `stamp  {UID}  11  2010-06-04T00:00:02Z  " in told
    mend(writer)
    writer.publish()
    assert known(writer, UID) > newer


def test_a_merge_that_took_one_of_two_changes_of_the_same_second_is_told(writer: Writer) -> None:
    root = writer.folder.parent
    git(root, "checkout", "-qb", "other")
    saved(writer, "Theirs")
    git(root, "checkout", "-q", "main")
    saved(writer, "Ours")
    ours = known(writer, UID)
    git(root, "merge", "-q", "-X", "theirs", "--no-edit", "other")
    git(root, "checkout", "-q", "other", "--", "content/identities.lock")
    assert "Theirs" in (writer.folder / JUNE).read_text()
    committed(writer)
    mend(writer)
    writer.publish()
    assert known(writer, UID) > ours


def test_a_merge_of_both_changes_gets_a_later_stamp_than_either(writer: Writer) -> None:
    root = writer.folder.parent
    git(root, "checkout", "-qb", "other")
    writer.series = series_of(name="#Change")
    writer.publish()
    committed(writer)
    other = known(writer, UID)
    git(root, "checkout", "-q", "main")
    writer.series = series_of()
    ours = known(saved(writer, "Ours"), UID)
    assert ours == other
    git(root, "merge", "-q", "--no-edit", "other")
    writer.series = series_of(name="#Change")
    assert writer.told() == []
    writer.publish()
    assert known(writer, UID) > ours


def test_a_date_that_is_expected_again_has_a_number_that_did_not_fall(
    writer: Writer,
) -> None:
    for exceptions in ({"2010-07": "2010-07-01"}, {"2010-07": "2010-07-15"}):
        writer.series = series_of(exceptions=exceptions)
        writer.publish()
    before = known(writer, JULY)
    assert before[0] == 2
    writer.series = series_of(exceptions={"2010-07": "skip"})
    writer.publish()
    writer.series = series_of()
    assert known(writer, JULY) > before


def test_a_date_that_a_chat_of_another_month_stood_in_for_climbs_on(writer: Writer) -> None:
    writer.series = series_of(exceptions={"2010-07": "2010-07-01"})
    writer.publish()
    writer.series = series_of(time="16:00", exceptions={"2010-07": "2010-07-08"})
    writer.write(JUNE, head("moved_from: 2010-06-10 17:00", date="2010-07-08 17:00"))
    writer.publish()
    data = calendar_ics(writer.content().series, Site("https://chats.example.org"))
    assert JULY.encode() not in data
    writer.write(JUNE, head("moved_from: [2010-06-10 17:00, 2010-07-08 17:00]", date="2010-07-29"))
    assert known(writer, JULY)[0] == 2


def test_a_stamp_is_forgotten_when_its_date_can_be_expected_no_more(writer: Writer) -> None:
    def months() -> list[str]:
        text = (writer.folder / "identities.lock").read_text()
        return [line.split()[1][:7] for line in text.split("\n") if line.startswith("stamp")]

    writer.publish(AT + timedelta(days=75))
    assert months() == ["2010-06", "2010-07", "2010-08", "2010-09", "2010-10", "2010-11"]
    writer.publish(AT + timedelta(days=120))
    assert months() == ["2010-06", "2010-08", "2010-09", "2010-10", "2010-11", "2010-12"]


def test_a_chat_that_was_given_up_and_comes_again_is_told_the_number_it_needs(
    writer: Writer,
) -> None:
    writer.write(JUNE, head(status="cancelled"))
    writer.publish()
    committed(writer)
    lock = writer.folder / "identities.lock"
    lines = [line for line in lock.read_text().split("\n") if not line.startswith("chat")]
    lock.write_text("\n".join(lines))
    writer.write(JUNE, head(topic="Another"))
    (told,) = writer.told()
    assert "calendars know revision 12 of this name" in told
    assert "write `revision: 1`" in told


def test_a_push_whose_lock_goes_back_is_refused(server: Server) -> None:
    writer = server.clone("writer")
    for topic in ("One", "Two"):
        writer.chat(topic, more=f"summary: {topic}\nhashtag: {topic}\nupdated: 2010-06-04\n"
                    "announced: 2010-06-03\n")  # fmt: skip
        done = run(sys.executable, "-m", "invoke", "build", cwd=writer.root)
        assert done.code == 0, done.text
        writer.commit("lock")
    assert writer.push().code == 0
    writer.git("revert", "--no-edit", "HEAD")
    writer.git("revert", "--no-edit", "HEAD~2")
    done = writer.push()
    assert done.code == 1, done.text
    assert "this file only goes forward" in done.text


def test_a_date_whose_chat_was_given_up_is_expected_with_a_number_that_did_not_fall(
    writer: Writer,
) -> None:
    before = known(writer, UID)
    lock = writer.folder / "identities.lock"
    gone = (f"chat  {UID}", "page", "alias")
    lines = [line for line in lock.read_text().split("\n") if not line.startswith(gone)]
    lock.write_text("\n".join(lines))
    (writer.folder / JUNE).unlink()
    assert writer.told() == []
    after = known(writer, UID)
    assert after[0] >= before[0]
    assert after > before
