"""What was once published: nothing of it gets lost or changes unsaid, over a chat's whole life."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lock_writer import JUNE, LOCK, Writer, post
from projects import copy_of_project
from real_content import CONTENT, SITE, real_content
from sites import ROOT, build, copy_of_content, git
from writers import AT, head, read, series_of

from calendar_invites.invites import calendar_files
from chats.identity.keeping import joined
from chats.identity.lines import locked_from, parse, written
from chats.identity.published import published
from chats.identity.records import (
    AliasRecord,
    CalendarRecord,
    PageRecord,
    Period,
    PostRecord,
    Record,
    SessionRecord,
    key_of,
)
from chats.model import Status
from chats.problems import Problem
from content_folder.git_times import committed
from content_folder.identities_file import update


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    """Return a writer who has published the chat of June."""
    writer = Writer(tmp_path / "content")
    writer.publish()
    return writer


# ---------------------------------------------------------------- what is kept


def test_a_build_adds_what_it_published_and_says_so_in_a_line(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "content")
    writer.write("chats/2010-08-b.md", head(date="2010-08-12", announced="2010-06-01"))
    writer.write("posts/a-post.md", post())
    writer.write("pages/about.md", "---\ntitle: About\n---\n")
    assert writer.publish() == f"{LOCK}: 2 chats, 1 post, 1 page added; commit it"
    assert writer.lines() == [
        "chat  2010-06@4change.example  /chats/2010-06-organizing/  11"
        "  2010-06-10T21:00:00Z/PT120M  announced  2010-06-03T00:00:00Z",
        "chat  2010-08@4change.example  /chats/2010-08-b/  11"
        "  2010-08-12T21:00:00Z/PT120M  announced  2010-06-01T00:00:00Z",
        "page  /about/",
        "post  a-post  /posts/a-post/  2010-06-04T00:00:00Z",
    ]


def test_a_build_that_published_nothing_new_leaves_the_file_alone(writer: Writer) -> None:
    file = writer.folder / "identities.lock"
    before = file.stat()
    assert writer.publish() is None
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert sorted(path.name for path in writer.folder.iterdir()) == ["chats", "identities.lock"]


def test_what_nobody_has_seen_is_not_kept(writer: Writer) -> None:
    writer.write("chats/2010-07-draft.md", head(date="2010-07-08", status="draft"))
    writer.write("chats/2010-08-later.md", head(date="2010-08-12", announced="2010-06-06"))
    writer.write("posts/later.md", post(date="2010-06-06"))
    writer.write("posts/draft.md", post(status="draft"))
    assert writer.publish() is None
    assert len(writer.content().series.placeholders) == 3


def test_a_chat_held_twice_has_a_line_for_each_of_its_entries(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "content")
    sessions = "sessions: [{date: 2010-06-10}, {date: 2010-06-11, time: 9:00, id: asia}]"
    writer.write(JUNE, head(sessions, date=None))
    assert writer.publish() == f"{LOCK}: 1 chat added; commit it"
    assert [line.split()[1] for line in writer.lines()] == [
        "2010-06.asia@4change.example",
        "2010-06@4change.example",
    ]


def test_a_new_chat_needs_no_line_to_be_built(writer: Writer) -> None:
    writer.write("chats/2010-08-b.md", head(date="2010-08-12"))
    assert writer.told() == []


def test_the_moment_of_the_first_announcement_stays_in_the_file(writer: Writer) -> None:
    writer.write(JUNE, head(announced="2010-06-04"))
    assert writer.publish() is None
    writer.write(JUNE, head("moved_from: 2010-06-10", announced="2010-06-04", date="2010-06-17"))
    assert writer.publish() == f"{LOCK}: 1 chat changed; commit it"
    assert writer.lines()[0].endswith(
        "14  2010-06-17T21:00:00Z/PT120M  announced  2010-06-03T00:00:00Z"
    )


def test_a_file_with_the_line_ends_of_windows_keeps_them(writer: Writer) -> None:
    file = writer.folder / "identities.lock"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert writer.publish() is None
    writer.write("posts/a-post.md", post())
    assert writer.publish() == f"{LOCK}: 1 post added; commit it"
    data = file.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 8


def test_a_folder_that_cannot_be_written_is_told_and_spares_the_build(writer: Writer) -> None:
    (writer.folder / ".identities.lock.new").mkdir()
    writer.write("posts/a-post.md", post())
    assert writer.publish() == f"{LOCK}: cannot be kept: Is a directory"


# ---------------------------------------------------------------- a life


def test_a_chat_lives_through_everything_with_one_name(writer: Writer) -> None:
    def step(said: str, at: datetime = AT, *lines: str, **fields: str) -> None:
        """Save the chat, expect one problem that says this, or none."""
        writer.write(JUNE, head(*lines, **fields))
        told = writer.told(at)
        assert (len(told), said if said in "".join(told) else told) == (bool(said), said)

    def published_as(sequence: int, status: str) -> None:
        writer.publish()
        (line,) = (line for line in writer.lines() if line.startswith("chat"))
        assert line.split()[1] == "2010-06@4change.example"
        assert (line.split()[3], line.split()[5]) == (str(sequence), status)

    published_as(11, "announced")
    # Corrected: nothing that calendars must be told with a number.
    step("", title="Another title", topic="Other words")
    # Moved.
    step(
        "content/chats/2010-06-organizing.md:4: date: is not the start that was published, and "
        "calendars would not believe it: write `moved_from: 2010-06-10 17:00` "
        f"({LOCK}:{writer.line('chat')})",
        date="2010-06-17",
    )
    step("", AT, "moved_from: 2010-06-10 17:00", date="2010-06-17")
    published_as(14, "announced")
    # Moved again.
    step(
        "write `moved_from: [2010-06-10 17:00, 2010-06-17 17:00]`",
        AT, "moved_from: 2010-06-10 17:00", date="2010-06-24",
    )  # fmt: skip
    # The first move forgotten over the second.
    step(
        "write `moved_from: 2010-06-17 17:00`",
        AT, date="2010-06-24", revision="1",
    )  # fmt: skip
    step("", AT, "moved_from: [2010-06-10 17:00, 2010-06-17 17:00]", date="2010-06-24")
    published_as(17, "announced")
    moved = "moved_from: [2010-06-10 17:00, 2010-06-17 17:00]"
    # Cancelled: the number rises by itself.
    step("", AT, moved, date="2010-06-24", status="cancelled")
    published_as(18, "cancelled")
    # Restored.
    step(
        "status: was `cancelled` when published, and calendars would not believe the change: "
        "write `revision: 1`",
        AT, moved, date="2010-06-24", status="announced",
    )  # fmt: skip
    step("", AT, moved, date="2010-06-24", revision="1")
    published_as(20, "announced")
    # A number taken away.
    step(
        "revision: calendars know revision 20 and would ignore the chat's 17: put back what was "
        "taken out of `moved_from` or `revision`, or write `revision: 1`",
        AT, moved, date="2010-06-24",
    )  # fmt: skip
    # Over: the same rules hold.
    step("write `id: 2010-06`", AT + timedelta(days=100), moved, id="2010-07", date="2010-06-24")


def test_a_renamed_file_is_told_how_to_keep_its_address_and_its_invite(writer: Writer) -> None:
    writer.rename(JUNE, "chats/2010-06-local.md", head())
    line = writer.line("chat")
    assert writer.told() == [
        f"{LOCK}:{line}: /chats/2010-06-organizing/ was published and would no longer be found: "
        "write `aliases: [/chats/2010-06-organizing/]` in content/chats/2010-06-local.md, or, if "
        "it was never public, delete this line"
    ]
    writer.write("chats/2010-06-local.md", head("aliases: [/chats/2010-06-organizing/]"))
    assert writer.publish() == f"{LOCK}: 1 redirect added, 1 chat changed; commit it"
    assert writer.lines()[0] == "alias  /chats/2010-06-organizing/  /chats/2010-06-local/"
    series = writer.content().series
    files = calendar_files(series, SITE)
    old, new = (f"chats/2010-06-{name}/invite.ics" for name in ("organizing", "local"))
    assert files[old] == files[new]
    # An alias that was public may not be forgotten either, also when the file moves on.
    writer.rename(
        "chats/2010-06-local.md", "chats/2010-06-c.md", head("aliases: [/chats/2010-06-local/]")
    )
    (told,) = writer.told()
    assert "add /chats/2010-06-organizing/ to the `aliases` of content/chats/2010-06-c.md" in told


def test_a_file_that_gets_its_old_name_back_needs_no_alias_any_more(writer: Writer) -> None:
    writer.rename(JUNE, "chats/2010-06-b.md", head("aliases: [/chats/2010-06-organizing/]"))
    writer.publish()
    writer.rename("chats/2010-06-b.md", JUNE, head("aliases: [/chats/2010-06-b/]"))
    writer.publish()
    assert [line.split()[:2] for line in writer.lines()] == [
        ["alias", "/chats/2010-06-b/"],
        ["chat", "2010-06@4change.example"],
    ]


def test_a_chat_that_is_gone_is_told_how_to_keep_it(writer: Writer) -> None:
    (writer.folder / JUNE).unlink()
    assert writer.told() == [
        f"{LOCK}:{writer.line('chat')}: 2010-06@4change.example was published and would vanish "
        "from every subscriber's calendar: keep the chat (to call it off write `status: "
        "cancelled`), or write `id: 2010-06` in the renamed file, or, if it was never public, "
        "delete this line"
    ]


def test_a_chat_moved_to_another_month_by_its_files_name_is_recognised(writer: Writer) -> None:
    writer.rename(JUNE, "chats/2010-07-organizing.md", head(date="2010-07-08"))
    lost, vanished = writer.told()
    assert "write `id: 2010-06` in content/chats/2010-07-organizing.md, if that is the" in vanished
    assert "`aliases: [/chats/2010-06-organizing/]` in content/chats/2010-07-organizing" in lost
    cured = ("id: 2010-06", "aliases: /chats/2010-06-organizing/", "moved_from: 2010-06-10 17:00")
    writer.write("chats/2010-07-organizing.md", head(*cured, date="2010-07-08"))
    assert writer.told() == []


def test_another_chat_that_was_public_too_is_not_taken_for_the_one_that_is_gone(
    writer: Writer,
) -> None:
    writer.write("chats/2010-08-organizing.md", head(date="2010-08-12"))
    writer.publish()
    (writer.folder / JUNE).unlink()
    (told,) = writer.told()
    assert "in the renamed file" in told


def test_a_published_chat_is_no_draft_any_more(writer: Writer) -> None:
    writer.write(JUNE, head(status="draft"))
    told = writer.told()
    assert "write `status: cancelled` in content/chats/2010-06-organizing.md to call it" in told[0]


def test_a_published_chat_cannot_be_announced_later(writer: Writer) -> None:
    writer.write(JUNE, head(announced="2010-06-06"))
    assert writer.told() == [
        "content/chats/2010-06-organizing.md:5: announced: is still to come, but the chat was "
        f"published; write `announced: 2010-06-03T00:00:00Z` ({LOCK}:{writer.line('chat')})"
    ]


def test_a_session_that_loses_its_name_is_told_how_to_get_it_back(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "content")
    asia = "sessions: [{date: 2010-06-10}, {date: 2010-06-11, time: 9:00, id: asia}]"
    writer.write(JUNE, head(asia, date=None))
    writer.publish()
    writer.write(JUNE, head(asia.replace("asia", "sydney"), date=None))
    (told,) = writer.told()
    assert "2010-06.asia@4change.example was published and would vanish" in told
    assert "write `id: asia` in its session in content/chats/2010-06-organizing.md" in told
    writer.write(
        JUNE, head(asia.replace("{date: 2010-06-10}", "{date: 2010-06-10, id: us}"), date=None)
    )
    (told,) = writer.told()
    assert "2010-06@4change.example was published" in told
    assert "take `id` out of its session" in told


def test_a_session_that_is_left_out_is_told_to_come_back(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "content")
    asia = "sessions: [{date: 2010-06-10}, {date: 2010-06-11, time: 9:00, id: asia}]"
    writer.write(JUNE, head(asia, date=None))
    writer.publish()
    writer.write(JUNE, head())
    (told,) = writer.told()
    assert f"put its session back with `id: asia` in content/{JUNE}, or," in told


def test_a_session_that_moves_is_told_in_the_clock_of_its_own_zone(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "content")
    text = "sessions: [{date: 2010-06-10}, {date: 2010-06-11, time: '9:00', zone: Asia/Tokyo}]"
    writer.write(JUNE, head(text, date=None))
    writer.publish()
    writer.write(JUNE, head(text.replace("9:00", "10:00"), date=None))
    (told,) = writer.told()
    assert told.startswith("content/chats/2010-06-organizing.md:5: date: is not the start")
    assert "write `moved_from: 2010-06-11 09:00`" in told


def test_sessions_that_changed_places_are_told_to_change_back(tmp_path: Path) -> None:
    early, late = "{date: 2010-06-10 09:00}", "{date: 2010-06-10 17:00}"
    writer = Writer(tmp_path / "content")
    writer.write(JUNE, head(f"sessions: [{early}, {late}]", date=None))
    writer.publish()
    writer.write(JUNE, head(f"sessions: [{late}, {early}]", date=None))
    first, second = writer.told()
    swapped = "sessions: have changed places, and calendars would swap their entries: the one of"
    one = f"{swapped} 2010-06-10 09:00 (America/New_York) has another's name; list it as number 1"
    two = f"{swapped} 2010-06-10 17:00 (America/New_York) has another's name; list it as number 2"
    assert (one in first, two in second) == (True, True)
    # Another one put before them is told the same way, and may follow them.
    new = "{date: 2010-06-09}"
    writer.write(JUNE, head(f"sessions: [{new}, {early}, {late}]", date=None))
    assert all("have changed places" in told for told in writer.told())
    writer.write(JUNE, head(f"sessions: [{early}, {late}, {new}]", date=None))
    assert writer.told() == []


def test_a_start_that_no_wall_clock_says_for_sure_is_told_by_a_revision(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "content")
    writer.series = series_of(time="01:30")
    november = "chats/2010-11-organizing.md"
    writer.write(november, head("fold: second", date="2010-11-07"))
    writer.publish()
    writer.write(november, head(date="2010-11-08"))
    (told,) = writer.told()
    assert "write `revision: 1`" in told
    writer.write(november, head("revision: 1", date="2010-11-08"))
    assert writer.told() == []
    # And an hour that comes twice is not taken for moved when nothing changed.
    writer.write(november, head("fold: second", "revision: 1", date="2010-11-07"))
    assert writer.told() == []


def test_another_zone_for_the_same_instant_moves_nothing(writer: Writer) -> None:
    writer.write(JUNE, head("zone: Europe/London", "time: '22:00'"))
    assert writer.told() == []


def test_another_length_moves_the_end_and_wants_a_number_too(writer: Writer) -> None:
    writer.write(JUNE, head(duration="90m"))
    (told,) = writer.told()
    assert told.startswith("content/chats/2010-06-organizing.md:6: duration: is not the length")
    assert "write `duration: 120m` to keep that, or `revision: 1` (" in told
    writer.write(JUNE, head(duration="90m", revision="1"))
    assert writer.told() == []
    writer.publish()
    assert "14  2010-06-10T21:00:00Z/PT90M" in writer.lines()[0]


def test_a_lock_that_does_not_tell_lengths_holds_and_learns_them(writer: Writer) -> None:
    file = writer.folder / "identities.lock"
    file.write_text(file.read_text().replace("/PT120M", ""))
    writer.write(JUNE, head(duration="90m"))
    assert writer.told() == []
    assert writer.publish() == f"{LOCK}: 1 chat changed; commit it"
    assert "/PT90M" in file.read_text()


def test_another_domain_is_told_once_and_not_for_each_chat(writer: Writer) -> None:
    writer.write("chats/2010-08-b.md", head(date="2010-08-12"))
    writer.publish()
    writer.series = series_of(domain="new.example")
    assert writer.told() == [
        f"{LOCK}:{writer.line('chat')}: calendars know the chats as …@4change.example, and "
        '`new.example` would double every entry: write `"domain": "4change.example"` in SERIES; '
        "the site itself may be elsewhere"
    ]


def test_the_lock_of_another_series_is_told_to_be_one(writer: Writer) -> None:
    writer.series = series_of(domain="new.example")
    writer.rename(JUNE, "chats/2026-12-first.md", head(date="2026-12-10"))
    assert writer.told() == [
        f"{LOCK}: is another series', whose chats are not here; delete the file"
    ]


# ---------------------------------------------------------------- posts, pages, calendars


def test_a_renamed_post_keeps_its_name_in_feeds_and_its_address(writer: Writer) -> None:
    writer.write("posts/recap.md", post())
    writer.publish()
    writer.rename("posts/recap.md", "posts/june-recap.md", post())
    assert writer.told() == [
        f"{LOCK}:{writer.line('post')}: the post recap was published, and would vanish or come to "
        "readers anew: keep it, or write `id: recap` and `aliases: [/posts/recap/]` in "
        "content/posts/june-recap.md, if that is the same post, or, if it was never public, "
        "delete this line"
    ]
    writer.write("posts/june-recap.md", post(id="recap"))
    (told,) = writer.told()
    assert "write `aliases: [/posts/recap/]` in content/posts/june-recap.md" in told
    writer.write("posts/june-recap.md", post(id="recap", aliases="/posts/recap/"))
    assert writer.told() == []


def test_a_published_post_is_neither_a_draft_nor_still_to_come(writer: Writer) -> None:
    writer.write("posts/recap.md", post())
    writer.publish()
    writer.write("posts/recap.md", post(status="draft"))
    (told,) = writer.told()
    assert "write `status: published` in content/posts/recap.md" in told
    writer.write("posts/recap.md", post(date="2010-06-08"))
    (told,) = writer.told()
    assert told.startswith("content/posts/recap.md:3: date: is still to come, but the post was")


def test_two_posts_with_one_id_are_told_with_both_files(writer: Writer) -> None:
    writer.write("posts/a.md", post())
    writer.write("posts/b.md", post(id="a"))
    assert writer.told() == [
        "content/posts/b.md: id: `a` is also content/posts/a.md's; "
        "write `id: …` in one of them, as in `id: a-b`"
    ]


def test_a_page_that_is_gone_is_told_how_to_lead_on(writer: Writer) -> None:
    writer.write("pages/about.md", "---\ntitle: About\n---\n")
    writer.write("pages/how-to-participate.md", "---\ntitle: How\n---\n")
    writer.publish()
    (writer.folder / "pages/how-to-participate.md").unlink()  # the site makes that page itself
    (writer.folder / "pages/about.md").unlink()
    (told,) = writer.told()
    assert "/about/ was published and would no longer be found: write `aliases: [/about/]`" in told
    writer.write("pages/us.md", "---\ntitle: Us\naliases: [/about/]\n---\n")
    assert writer.told() == []


def test_the_calendar_of_a_topic_does_not_fall_silent(writer: Writer) -> None:
    for month in ("07", "08"):
        writer.write(f"chats/2010-{month}-x.md", head("tags: [Tools]", date=f"2010-{month}-08"))
    assert writer.publish() == f"{LOCK}: 2 chats, 1 topic, 1 calendar added; commit it"
    writer.write("chats/2010-08-x.md", head("tags: [Means]", date="2010-08-08"))
    assert writer.told() == [
        f"{LOCK}:{writer.line('calendar')}: /topics/tools/calendar.ics was published, and whoever "
        "subscribed to it would hear nothing more: keep `tools` among the `tags` of two chats or "
        "more, beside its new name if it has one, or, if nobody uses it, delete this line"
    ]


def test_the_page_of_a_topic_or_a_host_does_not_vanish(writer: Writer) -> None:
    writer.write("chats/2010-07-x.md", head("tags: [Tools]", "hosts: [tom-dawkins]",
                                            date="2010-07-08"))  # fmt: skip
    (writer.folder / "people.yaml").write_text("tom-dawkins: {name: Tom Dawkins}\n")
    assert writer.publish() == f"{LOCK}: 1 chat, 1 topic, 1 host added; commit it"
    writer.write("chats/2010-07-x.md", head(date="2010-07-08"))
    assert sorted(told.partition(": ")[2] for told in writer.told()) == [
        f"/{path}/ was published and would no longer be found: keep `{name}` among the `{field}` "
        "of a chat, or, if it was never public, delete this line"
        for path, name, field in (("hosts/tom-dawkins", "tom-dawkins", "hosts"),
                                  ("topics/tools", "tools", "tags"))
    ]  # fmt: skip


def test_a_published_file_does_not_vanish(writer: Writer) -> None:
    writer.write("files/notes.txt", "Notes.\n")
    assert writer.publish() == f"{LOCK}: 1 file added; commit it"
    (writer.folder / "files/notes.txt").unlink()
    assert writer.told() == [
        f"{LOCK}:{writer.line('file')}: /files/notes.txt was published and would no longer be "
        "found: put content/files/notes.txt back, or, if it was never public, delete this line"
    ]


# ---------------------------------------------------------------- when it does not alarm


def test_a_preview_of_the_past_misses_nothing_that_is_announced_later(writer: Writer) -> None:
    writer.write("posts/a-post.md", post())
    writer.publish()
    early = datetime(2010, 5, 1, tzinfo=UTC)
    assert writer.content(early).series.chats == ()
    assert writer.told(early) == []


def test_a_file_that_cannot_be_read_is_not_taken_for_gone(writer: Writer) -> None:
    writer.write(JUNE, "no head")
    (told,) = writer.told()
    assert told.startswith("content/chats/2010-06-organizing.md:1: ")
    writer.rename(JUNE, "2010-06-organizing.md", head())
    (told,) = writer.told()
    assert "lies in the wrong folder" in told
    # A post that cannot be read hides no chat, though.
    (writer.folder / "2010-06-organizing.md").unlink()
    writer.write("posts/recap.md", post(kind="recap", chat="2010-06"))
    lost, unread = writer.told()
    assert "2010-06@4change.example was published and would vanish" in lost
    assert "there is no chat `2010-06`" in unread


def test_to_give_something_up_its_line_is_deleted(writer: Writer) -> None:
    (writer.folder / JUNE).unlink()
    file = writer.folder / "identities.lock"
    file.write_text("".join(file.read_text().partition("chat  ")[:1]))
    assert writer.told() == []
    assert writer.publish() == f"{LOCK}: 3 stamps added; commit it"


@pytest.fixture
def repository(writer: Writer) -> Writer:
    """Return the writer with a repository in which nothing is committed."""
    git(writer.folder.parent, "init", "-q")
    return writer


def commit(writer: Writer) -> None:
    git(writer.folder.parent, "add", "-A")
    git(writer.folder.parent, "commit", "-qm", "x")


def test_before_the_first_commit_a_chat_may_still_become_another(repository: Writer) -> None:
    repository.rename(JUNE, "chats/2010-07-local.md", head(date="2010-07-08"))
    assert repository.told() == []
    repository.rename("chats/2010-07-local.md", JUNE, head())
    commit(repository)
    repository.rename(JUNE, "chats/2010-07-local.md", head(date="2010-07-08"))
    assert repository.told() != []


def test_a_move_not_committed_yet_can_still_be_another_move(repository: Writer) -> None:
    commit(repository)
    for day in ("2010-06-17", "2010-06-24"):
        repository.write(JUNE, head("moved_from: 2010-06-10 17:00", date=day))
        assert repository.publish() == f"{LOCK}: 1 chat changed; commit it"


def test_a_line_deleted_on_purpose_counts_before_it_is_committed(repository: Writer) -> None:
    commit(repository)
    (repository.folder / "identities.lock").write_text("")
    (repository.folder / JUNE).unlink()
    assert repository.told() == []


def test_a_folder_without_git_holds_to_every_line(writer: Writer) -> None:
    assert committed(writer.folder, "identities.lock") is None


# ---------------------------------------------------------------- the file


def read_lines(*lines: str) -> list[str]:
    problems: list[Problem] = []
    locked_from(LOCK, "\n".join(lines).encode(), problems)
    return [str(problem) for problem in problems]


GOOD = (
    "chat  2010-06@x.example  /chats/a/  3  2010-06-10T21:00:00Z  announced  2010-06-03T00:00:00Z"
)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("cat  a", "`cat` is none of alias, calendar, chat, file, host, page, post, stamp, topic"),
        ("page", "the line is not whole; it reads `page  <path>`"),
        (GOOD + " x", "it reads `chat  <uid>  <path>  <sequence>  <period>  <status>  <since>`"),
        ("page  about/", "`about/` is not an address within the site; it begins with /"),
        (GOOD.replace("@x.example", ""), "`2010-06` is not the name of a calendar entry"),
        (GOOD.replace("  3  ", "  x  "), "`x` is not a whole number"),
        (GOOD.replace("T21:00", "T25:00"), "does not exist"),
        (GOOD.replace("announced", "anounced"), "did you mean `announced`?"),
        ("post  A  /posts/a/  2010-06-03", "`A` may hold lower-case letters"),
    ],
)
def test_a_line_that_is_none_is_told_with_its_number(line: str, part: str) -> None:
    (told,) = read_lines("# a comment", "", GOOD, line)
    assert told.startswith(f"{LOCK}:4: ")
    assert part in told
    assert told.endswith("; take the line from an earlier version of this file")


def test_what_a_merge_left_is_told_with_its_line() -> None:
    told = read_lines("<<<<<<< HEAD", GOOD, "=======", GOOD, ">>>>>>> branch")
    assert told == [
        f"{LOCK}:{line}: `{mark}` was left by a merge; keep the lines of both sides and delete "
        "this one"
        for line, mark in ((1, "<<<<<<<"), (3, "======="), (5, ">>>>>>>"))
    ]


def test_both_sides_of_a_merge_hold_and_the_next_build_makes_one_line_of_them(
    writer: Writer,
) -> None:
    (line,) = writer.lines()
    moved = line.replace("  11  ", "  14  ").replace("06-10T", "06-17T")
    writer.write("identities.lock", f"{moved}\n{line}\n")
    (told,) = writer.told()
    assert "`moved_from: 2010-06-17 17:00`" not in told
    assert "write `revision: 2`" in told
    writer.write(JUNE, head("moved_from: 2010-06-10 17:00", date="2010-06-17"))
    assert writer.publish() == f"{LOCK}: 4 stamps added; commit it"
    writer.write("posts/a-post.md", post())
    writer.publish()
    assert [each.split()[0] for each in writer.lines()] == ["chat", "post"]


def test_git_merges_the_lines_of_two_branches_by_itself(repository: Writer) -> None:
    root = repository.folder.parent
    (root / ".gitattributes").write_text((ROOT / ".gitattributes").read_text())
    commit(repository)
    git(root, "branch", "other")
    for name in ("a", "b"):
        repository.write(f"posts/{name}.md", post())
        repository.publish()
        commit(repository)
        git(root, "checkout", "-q", "other") if name == "a" else None
    git(root, "merge", "-q", "-m", "x", "-")
    assert repository.publish() is None
    assert [line.split()[1] for line in sorted(repository.lines())[1:]] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (GOOD.encode("utf-16"), ":1: the file is saved as UTF-16; save it as UTF-8"),
        (b"# \xe9\n", ":1: byte 0xE9 is not UTF-8"),
        (b"\n\0", ":2: an invisible control character (U+0000); delete it"),
        (b"#" * 34_000_000, ": the file has 34,000,000 bytes, over the limit"),
    ],
)
def test_a_file_that_is_no_text_is_told_like_any_other(
    writer: Writer, data: bytes, part: str
) -> None:
    (writer.folder / "identities.lock").write_bytes(data)
    (told,) = writer.told()
    assert told.startswith(LOCK + part)


def test_a_bom_and_any_line_ends_are_read() -> None:
    problems: list[Problem] = []
    locked = locked_from(LOCK, b"\xef\xbb\xbf# x\r\n\r" + GOOD.encode() + b"  \r\n", problems)
    assert (problems, [each.line for each in locked]) == ([], [3])


def test_a_file_with_a_problem_is_not_written_over(writer: Writer) -> None:
    file = writer.folder / "identities.lock"
    file.write_text("<<<<<<< HEAD\n")
    content = writer.content()
    assert update(writer.folder, content) is None
    assert file.read_text() == "<<<<<<< HEAD\n"


NAMES = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
PATHS = st.lists(
    st.text(st.characters(exclude_categories=("Z", "C"), exclude_characters="/"), min_size=1),
    min_size=1, max_size=3,
).map(lambda parts: "/".join(parts) + "/")  # fmt: skip
MOMENTS = st.datetimes(
    datetime(1970, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)
).map(lambda moment: moment.replace(microsecond=0, fold=0))  # fmt: skip
LENGTHS = st.integers(1, 99_999).map(lambda minutes: timedelta(minutes=minutes))
RECORDS: st.SearchStrategy[Record] = st.one_of(
    st.builds(
        SessionRecord,
        uid=st.tuples(NAMES, NAMES | st.just(""), NAMES).map(
            lambda parts: f"{parts[0]}{'.' if parts[1] else ''}{parts[1]}@{parts[2]}.example"
        ),
        path=PATHS,
        sequence=st.integers(0, 999_999),
        period=st.builds(Period, MOMENTS, st.none() | LENGTHS),
        status=st.sampled_from(Status),
        since=MOMENTS,
    ),
    st.builds(PostRecord, id=NAMES, path=PATHS, since=MOMENTS),
    st.builds(PageRecord, path=PATHS),
    st.builds(CalendarRecord, path=PATHS),
    st.builds(AliasRecord, path=PATHS, leads_to=PATHS),
)


@given(st.lists(RECORDS, max_size=8))
def test_what_is_written_is_read_again(records: list[Record]) -> None:
    problems: list[Problem] = []
    text = written(records)
    found = [each.record for each in parse(text, LOCK, problems)]
    assert problems == []
    assert sorted(map(repr, found)) == sorted(map(repr, records))
    assert written(found) == text


@given(st.lists(RECORDS, max_size=8), st.lists(RECORDS, max_size=8))
def test_whatever_is_published_nothing_that_was_kept_is_dropped(
    locked: list[Record], now: list[Record]
) -> None:
    after = joined(locked, now, AT)
    names = {(record.kind, record.name) for record in after}
    pages = {record.path for record in now}
    assert names >= {(each.kind, each.name) for each in now}
    gone = {(each.kind, each.name) for each in locked} - names
    assert all(kind == "alias" and name in pages for kind, name in gone)
    assert joined(after, now, AT) == after


@given(st.binary(max_size=200))
def test_no_bytes_whatever_give_anything_but_problems(data: bytes) -> None:
    locked_from(LOCK, data, [])
    locked_from(LOCK, GOOD.encode()[:60] + data, [])


# ---------------------------------------------------------------- aliases


def alias_told(typed: str) -> str:
    chat, told = read(head(f"aliases: ['{typed}']"))
    assert (chat is None) == bool(told)
    return "".join(told)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/chats/old-slug/", "chats/old-slug/"),
        ("/2010/06/old.html", "2010/06/old.html"),
        ("/2010/06/10/index.html", "2010/06/10/"),
        ("/2010/Größe_+ü/a.b.htm", "2010/Größe_+ü/a.b.htm"),
        ("/old", "old/"),
        ("/index.php/2010/06/old", "index.php/2010/06/old/"),
        ("/2010/06/old.php", "2010/06/old.php/"),
        ("/web-2.0/", "web-2.0/"),
        ("/caf%C3%A9/", "café/"),
        ("/big%20chats/soil.html", "big chats/soil.html"),
        ("/हिन्दी/", "हिन्दी/"),
    ],
)
def test_an_old_address_is_one_of_this_site(typed: str, path: str) -> None:
    chat, told = read(head(f"aliases: {typed}"))
    assert (told, chat and chat.aliases) == ([], (path,))


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("https://x.example/old/", "write only what follows the host"),
        ("//x.example/old/", "write only what follows the host"),
        ("mailto:x/", "write only what follows the host"),
        ("/?p=12", "cannot tell addresses apart by what follows `?`"),
        ("/old/#q1", "cannot tell addresses apart"),
        ("/../etc/", "is not an old address"),
        ("/a/./b/", "is not an old address"),
        ("old/", "is not an old address"),
        ("/a//b/", "is not an old address"),
        ("/.site-files", "is not an old address"),
        ("/caf%E9/", "its %-signs are no text (UTF-8); write the characters themselves"),
        ("/a%2Fb%00/", "is not an old address"),
        ("/feed.xml/", "`feed.xml` is a file's name"),
        ("/old.ics", "`old.ics` is a file's name"),
        ("/old.html/x/", "`old.html` is a file's name"),
        ("/a\\b/", "is not an old address"),
        ("/a /b/", "is not an old address"),
        (f"/{'x' * 201}/", "is not an old address"),
    ],
)
def test_what_is_no_old_address_is_told_to_be_none(typed: str, part: str) -> None:
    told = alias_told(typed)
    assert told.startswith("content/chats/2010-06-organizing.md:6: aliases: `")
    assert part in told


@pytest.mark.parametrize(
    ("alias", "part"),
    [
        ("/chats/2010-06-organizing/", "is the very address that it has now; delete it"),
        ("/chats/2010-08-b/", "that address is content/chats/2010-08-b.md's; delete the alias"),
        ("/Chats/2010-08-B/", "that address is content/chats/2010-08-b.md's"),
        ("/about/", "that address is content/pages/about.md's"),
        ("/", "that address is one that the site makes itself"),
        ("/chats/", "one that the site makes itself"),
        ("/topics/tools/", "one that the site makes itself"),
        ("/404.html", "one that the site makes itself"),
        ("/chats/2010-08-b/old/", "lies within the page of content/chats/2010-08-b.md"),
        ("/old/", "leads to content/chats/2010-06-a.md already; delete it in one of the two"),
    ],
)
def test_an_alias_takes_nobodys_place(tmp_path: Path, alias: str, part: str) -> None:
    writer = Writer(tmp_path / "content")
    writer.write("chats/2010-08-b.md", head(date="2010-08-12"))
    writer.write("chats/2010-06-a.md", head("id: 2010-06-a", "aliases: [/old/]"))
    writer.write("pages/about.md", "---\ntitle: About\n---\n")
    writer.write(JUNE, head(f"aliases: [{alias}]"))
    (told,) = writer.told()
    assert told.startswith("content/chats/2010-06-organizing.md:6: aliases: `/")
    assert part in told


def test_an_alias_that_stands_twice_is_written_once() -> None:
    chat, told = read(head("aliases: [/old/, /Old/, /old/]"))
    assert (told, chat and len(chat.aliases)) == ([], 1)


# ---------------------------------------------------------------- the real site


def test_the_lock_says_what_the_calendars_say() -> None:
    real = real_content(datetime(2027, 1, 1, tzinfo=UTC))
    files = calendar_files(real.series, SITE)
    records = {key_of(record): record for record in published(real.series)}
    entries: dict[str, Any] = {
        str(event["UID"]): event
        for event in icalendar.Calendar.from_ical(files["calendar.ics"]).walk("VEVENT")
    }
    announced = {uid for uid, event in entries.items() if event["STATUS"] != "TENTATIVE"}
    assert announced == {name for kind, name in records if kind == "chat"}
    assert entries.keys() == {name for kind, name in records if kind == "stamp"}
    for uid in announced:
        record, event = records["chat", uid], entries[uid]
        assert isinstance(record, SessionRecord)
        assert (record.sequence, record.period.start) == (event["SEQUENCE"], event["DTSTART"].dt)
        assert event["URL"].endswith(f"/{record.path}")
    locked = {record.path for record in records.values() if isinstance(record, CalendarRecord)}
    assert locked == {path for path in files if path.startswith(("topics/", "hosts/"))}


def test_everything_in_the_lock_of_the_real_content_is_published() -> None:
    data = (CONTENT / "identities.lock").read_bytes()
    problems: list[Problem] = []
    locked = [each.record for each in locked_from(LOCK, data, problems)]
    assert problems == []
    assert data.decode() == written(locked)
    real = real_content(datetime(2027, 1, 1, tzinfo=UTC))
    assert {each.name for each in locked if isinstance(each, SessionRecord)} == {
        f"{chat.id}@4change.example" for chat in real.series.chats
    }


def test_an_old_address_is_a_page_that_leads_on(tmp_path: Path) -> None:
    content = copy_of_content(tmp_path)
    (content / "chats/2010-06-local-community-organizing.md").rename(content / "chats/2010-06-x.md")
    file = content / "chats/2010-06-x.md"
    aliases = "aliases: [/chats/2010-06-local-community-organizing/, /2010/06/june.html]"
    file.write_text(file.read_text().replace("---\n", f"---\n{aliases}\n", 1))
    for other in content.rglob("*.md"):
        text = other.read_text().replace("2010-06-local-community-organizing.md", "2010-06-x.md")
        other.write_text(text)
    site = build(tmp_path, content=content, url="https://host.example/repo")
    assert site.code == 0, site.said
    for path in ("chats/2010-06-local-community-organizing/", "2010/06/june.html"):
        page = site.page(path)
        links = {link.get("rel"): link.get("href") for link in page.iter("link")}
        assert links["canonical"] == "https://host.example/repo/chats/2010-06-x/"
        metas = {
            meta.get("http-equiv") or meta.get("name"): meta.get("content")
            for meta in page.iter("meta")
        }
        assert metas["refresh"] == "0; url=/repo/chats/2010-06-x/"
        assert metas["robots"] == "noindex"
        assert [a.get("href") for a in page.iter("a")] == ["/repo/chats/2010-06-x/"]
    files = site.files()
    old = files["chats/2010-06-local-community-organizing/invite.ics"]
    assert old == files["chats/2010-06-x/invite.ics"]
    assert "june.html" not in site.text("sitemap.xml")


def test_only_the_writers_own_build_adds_to_the_lock(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project")
    (project.root / "content/posts/2010-07-new.md").write_text(post())
    before = (project.root / LOCK).read_text()
    for others in (("--at", "2026-11-30"), ("--output", "elsewhere"), ("--live",)):
        done = project.invoke("build", *others, SITEURL="https://4change.example")
        assert (done.code, "identities" in done.result + done.said) == (0, False), done.said
    assert project.invoke("check").code == 0
    assert (project.root / LOCK).read_text() == before
    done = project.invoke("build")
    assert done.result.endswith(f"\n{LOCK}: 1 post added; commit it\n")
    new = "post  2010-07-new  /posts/2010-07-new/  2010-06-04T00:00:00Z\n"
    assert (project.root / LOCK).read_text().replace(new, "") == before
    assert "identities" not in project.invoke("build").result


def test_a_build_by_pelican_alone_never_writes_the_lock(tmp_path: Path) -> None:
    content = copy_of_content(tmp_path)
    (content / "identities.lock").unlink()
    assert build(tmp_path, content=content).code == 0
    assert not (content / "identities.lock").exists()


def test_a_build_that_would_lose_a_chat_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    content = copy_of_content(tmp_path)
    for file in content.rglob("*.md"):
        if file.name == "2009-10-climate-change.md":
            file.unlink()
    site = build(tmp_path, content=content)
    assert site.code == 1
    assert "2009-10@4change.example was published and would vanish from every" in site.said
    assert not site.folder.exists() or site.files() == {}


def test_the_file_of_a_long_series_is_longer_than_any_post(writer: Writer) -> None:
    writer.publish()
    before = writer.told()
    file = writer.folder / "identities.lock"
    file.write_bytes(file.read_bytes() + b"\n" * 2_000_000)
    assert writer.told() == before
