"""Stamps of calendar entries: they move when what is said does, and never back."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from calendar_lines import entries_of, head_of
from calendars import calendar_ics
from lock_writer import JUNE, LOCK, Writer
from projects import Project
from sites import git
from writers import AT, head, series_of

from chats.paths import Site
from content_folder.identities_file import fallen_behind

SITE = Site("https://chats.example.org")
UID = "2010-06@4change.example"
JULY = "2010-07@4change.example"


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    """Return a writer who has published the chat of June, changed last at a typed moment."""
    writer = Writer(tmp_path / "content")
    writer.write(JUNE, head(updated="2010-06-04"))
    writer.publish()
    return writer


def stamp(writer: Writer, uid: str = UID, at: datetime = AT, site: Site = SITE) -> str:
    """Return the stamp that calendars are told now."""
    entry = next(
        dict(line.split(":", 1) for line in lines)
        for lines in entries_of(calendar_ics(writer.content(at).series, site))
        if f"UID:{uid}" in lines
    )
    assert entry["DTSTAMP"] == entry["LAST-MODIFIED"]
    return f"{entry['DTSTAMP']} {entry['SEQUENCE']}"


def settings(writer: Writer, **changes: object) -> None:
    writer.series = series_of(**changes)


CHANGES: dict[str, Callable[[Writer], None]] = {
    "the topic": lambda w: w.write(JUNE, head(updated="2010-06-04", topic="Networks")),
    "a question": lambda w: w.write(JUNE, head("questions: [Why so]", updated="2010-06-04")),
    "the address": lambda w: w.rename(JUNE, "chats/2010-06-b.md", head(updated="2010-06-04")),
    "the series' name": lambda w: settings(w, name="#Change"),
    "a zone of the series": lambda w: settings(w, zones={"Berlin": "Europe/Berlin"}),
    "the usual room": lambda w: settings(w, venue_url="https://x.example.org/room"),
    "the platform": lambda w: settings(w, platform="mastodon"),
    "the length": lambda w: settings(w, duration="1h"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changes_an_entry_moves_its_stamp_though_updated_stays(
    writer: Writer, change: Callable[[Writer], None]
) -> None:
    assert stamp(writer) == "20100604T000000Z 11"
    change(writer)
    assert stamp(writer) == "20100604T000001Z 11"


def test_a_change_of_the_body_alone_moves_no_stamp(writer: Writer) -> None:
    text = head(updated="2010-06-05").replace("A body.", "Another body.")
    writer.write(JUNE, text)
    assert stamp(writer) == "20100604T000000Z 11"


def test_a_stamp_takes_the_time_of_the_change_where_the_file_tells_it(writer: Writer) -> None:
    writer.write(JUNE, head(updated="2010-06-05", topic="Networks"))
    assert stamp(writer) == "20100605T000000Z 11"


def test_a_stamp_never_goes_back_with_updated(writer: Writer) -> None:
    writer.write(JUNE, head(updated="2010-06-03", topic="Networks"))
    assert stamp(writer) == "20100604T000001Z 11"


def test_a_build_says_the_same_before_and_after_it_keeps_the_lock(writer: Writer) -> None:
    settings(writer, name="#Change")
    before = calendar_ics(writer.content().series, SITE)
    writer.publish()
    assert calendar_ics(writer.content().series, SITE) == before
    # And months later, in a checkout whose dates git does not tell.
    later = AT + timedelta(days=3)
    assert stamp(writer, at=later) == "20100604T000001Z 11"


def test_every_change_that_is_kept_moves_the_stamp_again(writer: Writer) -> None:
    seen = [stamp(writer)]
    for name in ("#A", "#B", "#A"):
        settings(writer, name=name)
        seen.append(stamp(writer))
        writer.publish()
    assert seen == sorted(set(seen))


def test_the_address_of_the_site_is_no_content(writer: Writer) -> None:
    writer.publish()
    assert stamp(writer, site=Site("https://elsewhere.example/b")) == "20100604T000000Z 11"


def test_a_feed_was_modified_when_an_entry_was(writer: Writer) -> None:
    settings(writer, name="#Change")
    data = calendar_ics(writer.content().series, SITE)
    assert "LAST-MODIFIED:20100604T000001Z" in head_of(data)


def test_an_expected_date_climbs_with_each_change_of_its_rule_and_never_falls(
    writer: Writer,
) -> None:
    writer.write(JUNE, head(date="2010-06-10 17:00"))  # an hour of its own
    seen = [stamp(writer, JULY)]
    life: tuple[dict[str, object], ...] = (
        {"time": "16:00"},
        {"exceptions": {"2010-07": "2010-07-01"}},
        {"exceptions": {"2010-07": "2010-07-15"}},
        {"rule": "first Monday"},
        {},
    )
    for change in life:
        settings(writer, **change)
        seen.append(stamp(writer, JULY))
        writer.publish()
        assert stamp(writer, JULY) == seen[-1]
    assert [each.split()[1] for each in seen] == ["0", "1", "2", "3", "4", "5"]
    assert seen == sorted(set(seen))
    writer.write("chats/2010-07-b.md", head(date="2010-07-08", status="tentative"))
    assert stamp(writer, JULY) == "20100603T000000Z 10"


def test_a_lock_that_fell_behind_is_told(writer: Writer) -> None:
    assert fallen_behind(writer.folder, writer.content()) is None
    writer.write("chats/2010-07-b.md", head(date="2010-07-08"))
    settings(writer, zones={"UK": "Europe/London"})
    assert str(fallen_behind(writer.folder, writer.content())) == (
        f"{LOCK}: warning: 4 entries of the calendar changed since it was kept: run `invoke "
        "build` and commit it"
    )
    writer.publish()
    assert fallen_behind(writer.folder, writer.content()) is None


def test_of_two_stamps_that_a_merge_brought_the_later_holds(writer: Writer) -> None:
    line = next(line for line in (writer.folder / "identities.lock").read_text().split("\n")
                if line.startswith("stamp  2010-06"))  # fmt: skip
    other = line.replace("2010-06-04T00:00:00Z", "2010-06-04T09:00:00Z").replace(
        line.split()[-1], "0123456789abcdef"
    )
    writer.write("identities.lock", f"{other}\n{line}\n")
    assert stamp(writer) == "20100604T090001Z 11"


def test_check_tells_a_setting_that_changed_since_the_lock_was_kept(project: Project) -> None:
    assert project.invoke("build").code == 0
    quiet = project.invoke("check")
    assert "changed since it was kept" not in quiet.said
    project.edit("pelicanconf.py", '"name": "#4Change"', '"name": "#Change"')
    told = project.invoke("check")
    assert "entries of the calendar changed since it was kept: run `invoke build`" in told.said
    assert told.code == 0
    built = project.invoke("build")
    assert "stamps changed; commit it" in built.result
    assert "changed since it was kept" not in project.invoke("check").said


def test_a_copy_without_git_makes_the_calendars_that_a_clone_makes(
    project: Project, tmp_path: Path
) -> None:
    upcoming = head("summary: Soon.", date="2027-01-14", announced=None)
    (project.root / "content/chats/2027-01-b.md").write_text(upcoming)
    git(project.root, "add", "content")
    git(project.root, "commit", "-qm", "announced by its commit", day="2026-11-24")
    assert project.invoke("build").code == 0
    copy = Project(tmp_path / "copy")
    shutil.copytree(project.root, copy.root, ignore=shutil.ignore_patterns(".git", "output"))
    (copy.root / "output").mkdir()
    assert copy.invoke("build").code == 0
    calendars = [{path: data for path, data in each.files("output").items()
                  if path.endswith(".ics")} for each in (project, copy)]  # fmt: skip
    assert b"CREATED:20261124T120000Z" in calendars[0]["chats/2027-01-b/invite.ics"]
    assert len(calendars[0]) > 20
    assert calendars[0] == calendars[1]
