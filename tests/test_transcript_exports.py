"""Exports of the platforms: each in its real shapes, what is private, what is broken."""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from exports import CONVERSATION, START, written
from samples import NEW_YORK, a_chat, a_series

from chats.hidden_characters import hidden_in_prose
from chats.paths import Site
from chats.problems import Problem, ProblemsFound
from chats.transcripts.file import Transcript, transcript_from, transcript_text
from chats.transcripts.merging import merged
from chats.transcripts.said import LONGEST, Told, is_cut
from transcripts.conversation import conversation
from transcripts.exports import MAX_FILE, sources_of
from transcripts.readers import BY_HASHTAG, READERS
from transcripts.readers.elements import Reading, Source
from transcripts.readers.html_text import text_of
from transcripts.selecting import selected, span_of
from transcripts.views import TranscriptView, transcript_view

CHAT = a_chat()


def reading(**others: Any) -> Reading:
    return Reading(**{"zone": NEW_YORK, "day": CHAT.start, "public": True} | others)


def read(platform: str, *files: tuple[str, str | bytes | object], **others: Any) -> list[Told]:
    """Read files that are given by name and content; nothing may be amiss."""
    found, posts = told(platform, *files, **others)
    assert not found.problems
    return posts


def told(
    platform: str, *files: tuple[str, str | bytes | object], **others: Any
) -> tuple[Reading, list[Told]]:
    found = reading(**others)
    posts = list(READERS[platform]([source(*file) for file in files], found))
    return found, posts


def source(name: str, content: str | bytes | object) -> Source:
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    data: bytes = content
    return Source(name, lambda: data)


def problems(found: Reading) -> list[str]:
    return [str(each) for each in found.problems]


def said(posts: Sequence[Told]) -> list[tuple[str, str]]:
    return [(post.handle, post.text) for post in posts]


# ------------------------------------------------------- five times the same transcript


def transcript_of(platform: str, path: Path) -> Transcript:
    found = Reading(zone=ZoneInfo("UTC"), day=CHAT.start, public=True)
    posts = list(READERS[platform](sources_of([str(path)]), found))
    assert not found.problems
    tagged = CHAT.hashtag if platform in BY_HASHTAG else ""
    return Transcript(merged((), selected(posts, span_of(CHAT), tagged).posts).posts)


def test_five_exports_of_one_conversation_give_five_times_the_same_transcript(
    tmp_path: Path,
) -> None:
    files, pages = {}, {}
    for platform, path in written(tmp_path).items():
        transcript = transcript_of(platform, path)
        series, chat = a_series(), CHAT
        found = conversation(transcript.posts, chat, {})
        view = transcript_view(found, chat, series, Site("https://x.example"), {}, noindex=False)
        pages[platform] = pages_of(view)
        names = ("from: ", "link: ", "reply: ")
        files[platform] = [line for line in transcript_text(transcript).splitlines()
                           if not line.startswith(names)]  # fmt: skip
    assert len(files) == len(pages) == 5
    assert len({tuple(lines) for lines in files.values()}) == 1
    assert len(set(pages.values())) == 1
    # One of them only repeats another one.
    assert pages["irc"].count("'words':") == len(CONVERSATION) - 1


def pages_of(view: TranscriptView) -> str:
    """Return all that a transcript's pages show but the links to where a post was."""
    whole = view.conversation
    shown = [asdict(sheet) for sheet in view.sheets], view.jumps, whole.people, whole.links
    return re.sub(r"'link': '[^']*', ", "", repr(shown))


def test_an_export_without_the_hashtag_adds_nothing_to_one_that_has_it() -> None:
    def told_by(*lines: tuple[str, str]) -> list[Told]:
        return [Told(at=CHAT.start.astimezone(UTC), handle=who, text=text) for who, text in lines]

    tagged = told_by(("amy", "Trust first #4Change"), ("amy", "Trust first"),
                     ("bo", "#4change: and #tools"))  # fmt: skip
    cut = told_by(("amy", "Trust first"), ("amy", "Trust first"), ("bo", "and #tools"),
                  ("bo", "and"))  # fmt: skip
    for first, second in ((tagged, cut), (cut, tagged)):
        once = merged((), first, "4Change")
        twice = merged(once.posts, second, "4Change")
        assert len(twice.posts) == 4
        assert merged(twice.posts, [*cut], "4Change").added == 0
        assert merged(twice.posts, [*tagged], "4Change").added == 0


def test_a_second_export_of_the_same_conversation_adds_nothing(tmp_path: Path) -> None:
    found = [transcript_of(platform, path) for platform, path in written(tmp_path).items()]
    for first in found:
        for second in found:
            again = [Told(at=p.at, handle=p.handle, text=p.text, origin=p.origin, link=p.link)
                     for p in second.posts]  # fmt: skip
            assert merged(first.posts, again).added == 0


# ------------------------------------------------------- Mastodon


def status(**changes: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "uri": "https://social.example/users/amy/statuses/1",
        "url": "https://social.example/@amy/1",
        "created_at": "2010-06-10T21:03:12.000Z",
        "visibility": "public",
        "content": "<p>Trust<br>first</p><p>then tools</p>",
        "account": {"acct": "amy@social.example", "display_name": "Amy Ward"},
        **changes,
    }


def test_a_status_keeps_its_author_its_time_its_link_and_its_lines() -> None:
    (post,) = read("mastodon", ("a.json", [status(reblogs_count=3, favourites_count=5)]))
    assert (post.handle, post.name) == ("amy@social.example", "Amy Ward")
    assert post.at == datetime(2010, 6, 10, 21, 3, 12, tzinfo=UTC)
    assert post.text == "Trust\nfirst\nthen tools"
    assert (post.link, post.echoes, post.likes) == ("https://social.example/@amy/1", 3, 5)


@pytest.mark.parametrize("shape", [
    lambda one: one,
    lambda one: [one],
    lambda one: {"ancestors": [], "descendants": [one]},
    lambda one: {"accounts": [], "statuses": [one], "hashtags": []},
    lambda one: "\n".join((json.dumps(one), json.dumps({**one, "visibility": "direct"}))),
], ids=["one", "timeline", "context", "search", "lines"])  # fmt: skip
def test_statuses_are_read_in_every_shape_that_the_api_gives_them(shape: Any) -> None:
    found, posts = told("mastodon", ("a.json", shape(status())))
    assert said(posts) == [("amy@social.example", "Trust\nfirst\nthen tools")]
    assert not found.problems


@pytest.mark.parametrize("visibility", ["private", "direct", "limited"])
def test_a_status_for_some_is_left_out_and_counted(visibility: str) -> None:
    found, posts = told("mastodon", ("a.json", [status(visibility=visibility), status()]))
    assert (len(posts), found.private) == (1, 1)


def test_a_threads_context_answers_a_status_of_another_file() -> None:
    asked = status(id="1", uri="https://social.example/1")
    answer = status(id="2", uri="https://social.example/2", in_reply_to_id="1")
    for files in (("a.json", [asked]), ("b.json", {"ancestors": [], "descendants": [answer]})), (
        ("b.json", {"ancestors": [], "descendants": [answer]}), ("a.json", [asked]),
    ):  # fmt: skip
        replies = {post.origin: post.reply for post in read("mastodon", *files)}
        first, second = (f"mastodon https://social.example/{n}" for n in (1, 2))
        assert replies == {first: "", second: first}


@pytest.mark.parametrize("visibility", ["followers", "Private", "dm", "protected"])
def test_a_row_that_is_not_public_is_left_out_and_counted(visibility: str) -> None:
    text = f"created_at,author,text,visibility\n2010-06-10T21:03:12Z,amy,Hello,{visibility}\n"
    found, posts = told("csv", ("a.csv", text + "2010-06-10T21:03:12Z,bo,Hi,Public\n"))
    assert ([post.handle for post in posts], found.private) == (["bo"], 1)


def test_a_day_and_an_hour_may_stand_in_two_columns() -> None:
    for heads in ("date,time", "time,date"):
        day, hour = ("2010-06-10", "17:03") if heads == "date,time" else ("17:03", "2010-06-10")
        (post,) = read("csv", ("a.csv", f"{heads},author,text\n{day},{hour},amy,Hello\n"))
        assert post.at == datetime(2010, 6, 10, 21, 3, tzinfo=UTC)


def test_a_boost_says_whose_words_it_repeats() -> None:
    boost = status(reblog=status(), account={"acct": "bo"}, content="")
    (post,) = read("mastodon", ("a.json", [boost]))
    assert (post.handle, post.text) == ("bo", "RT @amy@social.example: Trust\nfirst\nthen tools")


def test_a_content_warning_and_what_pictures_show_stand_in_words() -> None:
    pictures = [{"description": "A choir"}, {"description": None}]
    (post,) = read("mastodon", ("a.json", [
        status(spoiler_text="food", content="<p>Cake</p>", media_attachments=pictures),
    ]))  # fmt: skip
    assert post.text == "[food]\nCake\n[picture: A choir]\n[picture]"


def test_an_archives_outbox_gives_its_public_posts_alone() -> None:
    public = "https://www.w3.org/ns/activitystreams#Public"

    def create(number: int, to: list[str]) -> dict[str, Any]:
        return {
            "type": "Create", "actor": "https://social.example/users/amy",
            "published": "2010-06-10T21:03:12Z",
            "object": {
                "id": f"https://social.example/users/amy/statuses/{number}", "type": "Note",
                "published": "2010-06-10T21:03:12Z", "to": to, "cc": [], "summary": None,
                "inReplyTo": "https://else.example/1", "content": f"<p>Post {number}</p>",
                "url": f"https://social.example/@amy/{number}", "attachment": [],
            },
        }  # fmt: skip

    boost = {"type": "Announce", "actor": "https://social.example/users/amy",
             "object": "https://else.example/2"}  # fmt: skip
    outbox = {"type": "OrderedCollection", "orderedItems": [
        create(1, [public]), create(2, ["https://social.example/users/bo"]), boost,
        create(3, ["https://social.example/users/amy/followers"]),
    ]}  # fmt: skip
    found, posts = told("mastodon", ("outbox.json", outbox))
    assert said(posts) == [("amy", "Post 1")]
    assert (found.private, posts[0].reply) == (2, "mastodon https://else.example/1")


# ------------------------------------------------------- Bluesky


def view(key: str, text: str, **record: Any) -> dict[str, Any]:
    return {
        "uri": f"at://did:plc:a/app.bsky.feed.post/{key}", "cid": "x",
        "author": {"did": "did:plc:a", "handle": "amy.example", "displayName": "Amy Ward"},
        "record": {"$type": "app.bsky.feed.post", "text": text,
                   "createdAt": "2010-06-10T21:03:12.345Z", **record},
        "replyCount": 0, "repostCount": 2, "likeCount": 4, "indexedAt": "2010-06-10T21:03:14Z",
    }  # fmt: skip


@pytest.mark.parametrize("shape", [
    lambda one: {"posts": [one], "cursor": "x"},
    lambda one: {"feed": [{"post": one}]},
    lambda one: {"thread": {"$type": "app.bsky.feed.defs#threadViewPost", "post": one,
                            "replies": [{"$type": "app.bsky.feed.defs#notFoundPost", "uri": "x"}]}},
    lambda one: {"thread": [{"uri": "x", "depth": 0, "value": {"post": one}}]},
    lambda one: [one],
], ids=["search", "feed", "thread", "thread v2", "list"])  # fmt: skip
def test_posts_of_bluesky_are_read_in_every_shape(shape: Any) -> None:
    (post,) = read("bluesky", ("a.json", shape(view("1", "Trust first"))))
    assert (post.handle, post.name, post.text) == ("amy.example", "Amy Ward", "Trust first")
    assert post.link == "https://bsky.app/profile/amy.example/post/1"
    assert (post.echoes, post.likes) == (2, 4)


def test_a_thread_of_bluesky_keeps_who_answers_what() -> None:
    answer = view(
        "2",
        "Yes",
        reply={
            "parent": {"uri": "at://did:plc:a/app.bsky.feed.post/1"},
            "root": {"uri": "at://did:plc:a/app.bsky.feed.post/1"},
        },
    )
    thread = {"thread": {"post": view("1", "Q"), "replies": [{"post": answer, "replies": []}]}}
    first, second = read("bluesky", ("a.json", thread))
    assert second.reply == first.origin


def test_a_shortened_link_of_bluesky_is_written_out_by_its_bytes() -> None:
    text = "Größe: example.org/very-lo… ok"
    start = len("Größe: ".encode())
    facet = {"index": {"byteStart": start, "byteEnd": start + len("example.org/very-lo…".encode())},
             "features": [{"$type": "app.bsky.richtext.facet#link",
                           "uri": "https://example.org/very-long"}]}  # fmt: skip
    (post,) = read("bluesky", ("a.json", [view("1", text, facets=[facet])]))
    assert post.text == "Größe: https://example.org/very-long ok"


def test_half_a_character_of_bluesky_is_no_fault_of_the_reader() -> None:
    (post,) = read("bluesky", ("a.json", {"posts": [view("1", "A1 \ud800")]}))
    assert post.text == "A1 ?"


def test_who_asks_bluesky_to_be_seen_by_signed_in_people_alone_is_left_out() -> None:
    shy = view("1", "Psst")
    shy["author"]["labels"] = [{"src": "did:plc:a", "val": "!no-unauthenticated"}]
    found, posts = told("bluesky", ("a.json", {"posts": [shy, view("2", "Hi")]}))
    assert (len(posts), found.private) == (1, 1)


# ------------------------------------------------------- Slack


def message(**changes: Any) -> dict[str, Any]:
    return {"type": "message", "user": "U1", "text": "hi", "ts": "1276203792.000200", **changes}


USERS = [{"id": "U1", "name": "amy", "profile": {"display_name": "Amy W."}}]


def test_what_slack_puts_in_angle_brackets_is_shown_as_slack_showed_it() -> None:
    text = "<@U1> see <https://x.example/a?b=1&amp;c=2|this page> in <#C1|general> <!here> &lt;3"
    files = (("e/users.json", USERS), ("e/channels.json", [{"id": "C1", "name": "general"}]),
             ("e/general/2010-06-10.json", [message(text=text)]))  # fmt: skip
    (post,) = read("slack", *files)
    assert post.text == "@amy see this page (https://x.example/a?b=1&c=2) in #general @here <3"
    assert (post.handle, post.name) == ("amy", "Amy W.")


def test_one_channel_of_several_wants_to_be_named() -> None:
    channels = [{"id": "C1", "name": "one"}, {"id": "C2", "name": "two"}]
    files = (("e/users.json", USERS), ("e/channels.json", channels),
             ("e/one/2010-06-10.json", [message(text="1")]),
             ("e/two/2010-06-10.json", [message(text="2")]))  # fmt: skip
    found, posts = told("slack", *files)
    assert not posts
    assert problems(found)[0].endswith("say which: --channel, of one, two")
    assert said(read("slack", *files, channel="#two")) == [("amy", "2")]


@pytest.mark.parametrize("mark", ["(Direct Message)", "(Privately)", "(private)"])
def test_what_a_meetings_log_marks_as_said_to_one_person_is_left_out(mark: str) -> None:
    lines = f"17:03:12 From amy to Everyone: Hello\n17:04:00 From bo to amy {mark}: A secret\n"
    found, posts = told("text", ("a.txt", lines))
    assert ([post.text for post in posts], found.private) == (["Hello"], 1)


@pytest.mark.parametrize("folder", ["D024BE91L", "mpdm-amy--bo-1", "secret"])
def test_direct_and_private_conversations_of_slack_are_refused(folder: str) -> None:
    lists = (("e/users.json", USERS), ("e/channels.json", [{"id": "C1", "name": "general"}]),
             ("e/groups.json", [{"id": "G1", "name": "secret"}]),
             ("e/dms.json", [{"id": "D024BE91L"}]))  # fmt: skip
    found, posts = told("slack", *lists, (f"e/{folder}/2010-06-10.json", [message()]))
    assert not posts
    assert "direct and private ones are not read" in problems(found)[0]
    found, posts = told("slack", *lists, ("e/general/2010-06-10.json", [message()]),
                        (f"e/{folder}/2010-06-10.json", [message()]), channel=folder)  # fmt: skip
    assert not posts


@pytest.mark.parametrize("channel", ["", "general", "board"])
def test_an_export_of_slack_without_any_day_is_told(channel: str) -> None:
    found, posts = told("slack", ("x/users.json", []), ("x/groups.json", [{"name": "board"}]),
                        channel=channel)  # fmt: skip
    assert not posts
    assert problems(found)[0].startswith("x/users.json: holds no day of a channel")


def test_an_answer_of_slacks_api_is_read_with_the_names_in_it() -> None:
    profile = {"name": "amy", "display_name": "Amy W."}
    answer = {"ok": True, "messages": [message(user_profile=profile), message(
        ts="1276203800.000100", thread_ts="1276203792.000200", user_profile=profile, text="more",
        reactions=[{"name": "heart", "count": 2}], files=[{"name": "a.pdf", "title": "Minutes"}],
    )]}  # fmt: skip
    first, second = read("slack", ("history.json", answer))
    assert (second.reply, second.likes) == (first.origin, 2)
    assert second.text == "more\n[file: Minutes]"


# ------------------------------------------------------- Discord, Zulip


def channel(kind: object, guild: str = "4", **changes: Any) -> dict[str, Any]:
    one = {"id": "9", "type": "Default", "timestamp": "2010-06-10T23:03:12+02:00",
           "content": "Hi <@7> <:wave:12> <https://x.example/>",
           "author": {"id": "7", "name": "amy", "nickname": "Amy W."},
           "mentions": [{"id": "7", "name": "amy"}], "reactions": [{"count": 3}],
           "attachments": [{"fileName": "map.png"}]}  # fmt: skip
    return {"guild": {"id": guild}, "channel": {"id": "5", "type": kind, "name": "x"},
            "messages": [{**one, **changes}]}  # fmt: skip


def test_a_message_of_discord_is_read_as_it_was_shown() -> None:
    (post,) = read("discord", ("a.json", channel("GuildTextChat")))
    assert post.text == "Hi @amy :wave: https://x.example/\n[file: map.png]"
    assert (post.link, post.likes) == ("https://discord.com/channels/4/5/9", 3)
    assert post.at == datetime(2010, 6, 10, 21, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(("kind", "guild"), [
    ("DirectTextChat", "0"), ("DirectGroupTextChat", "0"), ("GuildPrivateThread", "4"), (1, "4"),
])  # fmt: skip
def test_direct_and_private_conversations_of_discord_are_refused(kind: object, guild: str) -> None:
    found, posts = told("discord", ("a.json", channel(kind, guild)))
    assert not posts
    assert problems(found) == ["a.json: is a direct or private conversation, which is not read"]


def zulips(**changes: Any) -> dict[str, Any]:
    return {"id": 40, "type": "stream", "display_recipient": "talks", "subject": "June",
            "sender_full_name": "Amy Ward", "sender_email": "amy@mail.example",
            "timestamp": 1276203792, "content_type": "text/x-markdown",
            "content": "Trust, @**Bo B|12**", "reactions": [], **changes}  # fmt: skip


def test_messages_of_zulip_are_read_without_anybodys_address_of_mail() -> None:
    quoting = ("@_**Amy Ward|8** [said](https://z.example/#narrow/stream/1/near/40):\n"
               "```quote\nTrust\n```\nYes!")  # fmt: skip
    html = '<p>Hi <span class="user-mention" data-user-id="8">@Bo B</span></p>'
    answer = {"result": "success", "messages": [
        zulips(), zulips(id=41, content=quoting),
        zulips(id=42, content=html, content_type="text/html"), zulips(id=43, type="private"),
    ]}  # fmt: skip
    found, posts = told("zulip", ("a.json", answer))
    assert [post.text for post in posts] == ["Trust, @Bo-B", "Yes!", "Hi @Bo B"]
    assert posts[1].reply == posts[0].origin
    assert posts[0].handle == "Amy-Ward"
    assert posts[0].name == "Amy Ward"
    assert "mail.example" not in repr(posts)
    assert found.private == 1


@pytest.mark.parametrize(("platform", "answer"), [
    ("zulip", {"messages": [{"type": "stream", "content": "Hi"}]}),
    ("slack", {"ok": True, "messages": [{"type": "message", "user": "U1", "text": "Hi"}]}),
])  # fmt: skip
def test_what_does_not_say_that_it_is_public_wants_somebodys_word(
    platform: str, answer: object
) -> None:
    found, posts = told(platform, ("a.json", answer), public=False)
    assert not posts
    assert problems(found) == ["a.json: does not say whether its channel is public; if everybody "
                               "may read it, say so with --public"]  # fmt: skip


def test_an_archive_of_blueskys_records_is_told_with_what_to_ask_for_instead() -> None:
    head = b"\x3a\xa2eroots\x81\xd8\x2aX\x25\x00\x01q\x12\x20" + b"\0" * 32 + b"gversion\x01"
    found, posts = told("bluesky", ("repo.car", head))
    assert not posts
    assert problems(found)[0].startswith("repo.car: is a CAR archive of Bluesky's")
    assert "ask the API for JSON" in problems(found)[0]


def test_a_topic_of_a_channel_of_zulip_may_be_named() -> None:
    answer = {"messages": [zulips(), zulips(id=41, subject="July", content="No")]}
    assert len(read("zulip", ("a.json", answer), channel="talks>June")) == 1


def test_an_export_of_zulip_gives_its_public_channels_alone() -> None:
    realm = {
        "zerver_userprofile": [{"id": 8, "full_name": "Amy Ward"}],
        "zerver_stream": [{"id": 1, "name": "talks", "invite_only": False},
                          {"id": 2, "name": "board", "invite_only": True}],
        "zerver_recipient": [{"id": 11, "type": 2, "type_id": 1},
                             {"id": 12, "type": 2, "type_id": 2},
                             {"id": 13, "type": 1, "type_id": 8}],
    }  # fmt: skip
    messages = {"zerver_message": [
        {"id": number, "sender": 8, "recipient": number, "subject": "June",
         "content": f"In {number}", "date_sent": 1276203792.5}
        for number in (11, 12, 13)
    ]}  # fmt: skip
    found, posts = told("zulip", ("e/messages-000001.json", messages), ("e/realm.json", realm))
    assert said(posts) == [("Amy-Ward", "In 11")]
    assert (found.private, found.problems) == (2, [])


# ------------------------------------------------------- IRC

LOGS = {
    "irssi": (
        "log",
        "--- Log opened Thu Jun 10 16:55:00 2010\n"
        "16:56 -!- amy [~amy@h.example] has joined #4change\n"
        "17:03 <@amy> A1: trust\n"
        "17:04  * amy nods\n"
        "17:05 -!- mode/#4change [+o amy] by op\n"
        "--- Day changed Fri Jun 11 2010\n"
        "00:01 < bo> late\n"
        "--- Log closed Fri Jun 11 00:02:00 2010\n",
    ),
    "weechat": (
        "irc.net.#4change.weechatlog",
        "2010-06-10 16:56:00\t-->\tamy (~amy@h.example) has joined #4change\n"
        "2010-06-10 17:03:00\t@amy\tA1: trust\n"
        "2010-06-10 17:04:00\t *\tamy nods\n"
        "2010-06-10 17:05:00\t--\tMode #4change [+o amy] by op\n"
        "2010-06-11 00:01:00\tbo\tlate\n",
    ),
    "the lounge": (
        "amy.log",
        "[2010-06-10T21:03:12.345Z] <amy> A1: trust\n"
        "[2010-06-10T21:03:40.000Z] *** bo (~bo@host) joined\n"
        "[2010-06-10T21:04:00.001Z] * amy nods\n[2010-06-11T04:01:00.000Z] <bo> late\n",
    ),
    "znc": (
        "2010-06-10.log",
        "[16:56:00] *** Joins: amy (~amy@h.example)\n"
        "[17:03:00] <amy> A1: trust\n"
        "[17:04:00] * amy nods\n"
        "[17:05:00] *** op sets mode: +o amy\n"
        "[00:01:00] <bo> late\n",
    ),
    "energymech": (
        "#4change_20100610.log",
        "[16:56] *** amy (~amy@h.example) has joined #4change\n"
        "[17:03] <amy> A1: trust\n"
        "[17:04] * amy nods\n"
        "[00:01] <bo> late\n",
    ),
    "hexchat": (
        "4change.log",
        "**** BEGIN LOGGING AT Thu Jun 10 16:55:00 2010\n\n"
        "Jun 10 16:56:00 *\tNow talking on #4change\n"
        "Jun 10 17:03:00 <amy>\tA1: trust\n"
        "Jun 10 17:04:00 *\tamy nods\n"
        "Jun 11 00:01:00 <bo>\tlate\n"
        "**** ENDING LOGGING AT Fri Jun 11 00:02:00 2010\n",
    ),
    "mirc": (
        "4change.log",
        "\ufeffSession Start: Thu Jun 10 16:55:00 2010\r\nSession Ident: #4change\r\n"
        "[16:56] * amy (~amy@h.example) has joined #4change\r\n"
        "[17:03] <@amy> \x0304A1\x03: \x02trust\x02\r\n"
        "[17:04] * amy nods\r\n"
        "[00:01] <bo> late\r\n"
        "Session Close: Fri Jun 11 00:02:00 2010\r\n",
    ),
    "bot": (
        "log.txt",
        "2010-06-10T17:03:00  <amy> A1: trust\n2010-06-10T17:04:00  * amy nods\n"
        "2010-06-11T00:01:00  <bo> late\n",
    ),
}


@pytest.mark.parametrize("client", LOGS)
def test_a_log_of_any_usual_client_is_read(client: str) -> None:
    posts = read("irc", LOGS[client])
    assert [(post.handle, post.text, f"{post.at:%d %H:%M}") for post in posts] == [
        ("amy", "A1: trust", "10 21:03"), ("amy", "* nods", "10 21:04"), ("bo", "late", "11 04:01"),
    ]  # fmt: skip


def test_lines_that_are_none_of_a_log_are_told_with_their_numbers() -> None:
    found, posts = told("irc", ("a.log", "17:03 <amy> hi\nwhat is this?\n"))
    assert len(posts) == 1
    assert problems(found) == ["a.log:2: warning: is no line of a log; it is left out"]
    found, posts = told("irc", ("a.log", "Dear diary,\ntoday"))
    assert problems(found)[0].startswith("a.log: is no log of irssi, WeeChat, ZNC")


def test_a_log_in_the_encoding_of_an_older_windows_is_read() -> None:
    (post,) = read("irc", ("a.log", "17:03 <amy> Größe".encode("cp1252")))
    assert post.text == "Größe"


# ------------------------------------------------------- tables and text


@pytest.mark.parametrize("text", [
    "id,created_at,author,text\n7,2010-06-10 17:03:12,@amy,\"Trust,\nfirst\"\n",
    "time;username;message;id\n2010-06-10T21:03:12Z;amy;\"Trust,\nfirst\";7\n",
    "id_str\tfrom_user\ttext\tcreated_at\n"
    "7\tamy\t\"Trust,\nfirst\"\tThu Jun 10 21:03:12 +0000 2010\n",
    "id,created_at,text,author_id,author.username,referenced_tweets.replied_to.id\n"
    "7,2010-06-10T21:03:12.000Z,\"Trust,\nfirst\",9,amy,6\n",
], ids=["commas", "semicolons", "tabs", "twarc"])  # fmt: skip
def test_a_table_is_known_by_the_names_of_its_columns(text: str) -> None:
    (post,) = read("csv", ("a.csv", text))
    assert (post.handle, post.text, post.origin) == ("amy", "Trust,\nfirst", "csv 7")
    assert post.at == datetime(2010, 6, 10, 21, 3, 12, tzinfo=UTC)


def test_a_table_of_excels_may_say_what_parts_its_cells() -> None:
    (post,) = read("csv", ("a.csv", "sep=;\r\ntime;author;text\r\n2010-06-10 17:03;amy;a, b\r\n"))
    assert post.text == "a, b"


def test_an_empty_table_is_told() -> None:
    found, posts = told("csv", ("a.csv", ""))
    assert not posts
    assert "a.csv:1: lacks columns" in problems(found)[0]


def test_a_table_without_a_column_that_it_needs_is_told_which_one() -> None:
    found, posts = told("csv", ("a.csv", "who knows,what\nx,y\n"))
    assert not posts
    assert "a.csv:1: lacks columns; name them in the first line: one of created_at" in str(
        found.problems[0]
    )


def test_a_row_with_a_day_that_reads_two_ways_is_told_and_not_guessed() -> None:
    found, posts = told("csv", ("a.csv", "date,author,text\n10/06/2010 17:03,amy,hi\n"))
    assert not posts
    assert "element 1 has the time `10/06/2010 17:03`; it wants one as 2010" in problems(found)[0]


LONDON = ZoneInfo("Europe/London")
BACK = datetime(2026, 10, 25, 1, tzinfo=LONDON)
"""In the night when London's clocks go back from two to one."""


@pytest.mark.parametrize(("platform", "line"), [
    ("irc", "[{}] <amy> x"), ("irc", "2026-10-25 {}:00\tamy\tx"), ("text", "{} amy: x"),
    ("text", "2026-10-25 {} amy: x"),
])  # fmt: skip
def test_an_hour_that_the_clocks_show_twice_is_there_twice(platform: str, line: str) -> None:
    log = "\n".join(line.format(clock) for clock in ("01:30", "01:50", "01:10", "01:55", "02:05"))
    posts = read(platform, ("a.log", log), zone=LONDON, day=BACK)
    assert [f"{post.at:%H:%M}" for post in posts] == ["00:30", "00:50", "01:10", "01:55", "02:05"]


@pytest.mark.parametrize(("platform", "line"), [("irc", "[{}] <amy> x"), ("text", "{} amy: x")])
@pytest.mark.parametrize("hour", [0, 23])
def test_a_log_without_days_goes_past_midnight(platform: str, line: str, hour: int) -> None:
    start = datetime(2010, 6, 11 if hour == 0 else 10, hour, tzinfo=NEW_YORK)
    log = "\n".join(map(line.format, ("22:59", "23:59", "0:01:07")))
    posts = read(platform, ("a.log", log), day=start)
    assert [f"{post.at:%d %H:%M:%S}" for post in posts] == [
        "11 02:59:00", "11 03:59:00", "11 04:01:07",
    ]  # fmt: skip


@pytest.mark.parametrize("start", [
    datetime(2009, 12, 31, 23, tzinfo=NEW_YORK), datetime(2010, 1, 1, tzinfo=NEW_YORK),
])  # fmt: skip
def test_a_log_without_years_goes_into_the_next_one(start: datetime) -> None:
    log = "Dec 31 23:58:00 <amy>\tx\nJan 01 00:02:00 <amy>\tx\n"
    posts = read("irc", ("a.log", log), day=start)
    assert [f"{post.at:%F %H:%M}" for post in posts] == ["2010-01-01 04:58", "2010-01-01 05:02"]


def test_italics_of_irc_end_no_line() -> None:
    (post,) = read("irc", ("a.log", "17:03 <amy> \x1dtrust\x1d \x1enot\x1e first\r\n"))
    assert post.text == "trust not first"


def test_plain_text_is_read_with_what_goes_on_in_the_next_line() -> None:
    text = ("17:03 amy: A1: trust\nand time\n\n[17:04:10] Bo Berg: yes: both\n2010-06-11\n"
            "2010-06-11 00:01 - @cy: late\n")  # fmt: skip
    posts = read("text", ("a.txt", text))
    assert [(p.handle, p.name, p.text, f"{p.at:%d %H:%M:%S}") for p in posts] == [
        ("amy", "", "A1: trust\nand time", "10 21:03:00"),
        ("Bo-Berg", "Bo Berg", "yes: both", "10 21:04:10"),
        ("cy", "", "late", "11 04:01:00"),
    ]


# ------------------------------------------------------- X


def tweet(**changes: Any) -> dict[str, Any]:
    return {
        "id_str": "7", "created_at": "Thu Jun 10 21:03:12 +0000 2010",
        "full_text": "A1 trust &amp; time https://t.co/x", "favorite_count": "4",
        "retweet_count": "2", "in_reply_to_status_id_str": "6",
        "entities": {"urls": [{"url": "https://t.co/x", "expanded_url": "https://whole.example/"}]},
        **changes,
    }  # fmt: skip


ACCOUNT = 'window.YTD.account.part0 = [{"account":{"username":"amy","accountDisplayName":"Amy"}}]'


def test_an_accounts_archive_is_read_and_its_letters_are_not() -> None:
    tweets = f"window.YTD.tweets.part0 = {json.dumps([{'tweet': tweet()}])}"
    letters = "window.YTD.direct_messages.part0 = []"
    (post,) = read("x", ("z/data/tweets.js", tweets), ("z/data/account.js", ACCOUNT),
                   ("z/data/direct-messages.js", letters))  # fmt: skip
    assert (post.handle, post.text) == ("amy", "A1 trust & time https://whole.example/")
    assert (post.reply, post.link) == ("x 6", "https://x.com/amy/status/7")
    assert (post.echoes, post.likes) == (2, 4)
    found, posts = told("x", ("direct-messages.js", letters))
    assert not posts
    assert problems(found) == ["direct-messages.js: holds direct messages, which are not read"]


def test_an_archive_that_does_not_say_whose_it_is_asks() -> None:
    tweets = json.dumps([tweet()])
    found, _ = told("x", ("tweets.js", tweets))
    assert "give account.js of the archive too, or --handle" in problems(found)[0]
    assert read("x", ("tweets.js", tweets), handle="amy")[0].handle == "amy"


def test_both_versions_of_the_api_are_read_and_protected_accounts_left_out() -> None:
    first = {"statuses": [tweet(user={"screen_name": "amy", "name": "Amy"}),
                          tweet(user={"screen_name": "bo", "protected": True})]}  # fmt: skip
    second = {
        "data": [{"id": "8", "author_id": "1", "created_at": "2010-06-10T21:04:00.000Z",
                  "text": "Yes", "referenced_tweets": [{"type": "replied_to", "id": "7"}],
                  "public_metrics": {"retweet_count": 1, "like_count": 2}},
                 {"id": "9", "author_id": "2", "created_at": "2010-06-10T21:04:00.000Z",
                  "text": "Psst"}],
        "includes": {"users": [{"id": "1", "username": "cy", "name": "Cy"},
                               {"id": "2", "username": "bo", "protected": True}]},
        "meta": {"result_count": 2},
    }  # fmt: skip
    found, posts = told("x", ("first.json", first), ("second.json", second))
    assert [(p.handle, p.origin, p.reply) for p in posts] == [
        ("amy", "x 7", "x 6"), ("cy", "x 8", "x 7"),
    ]  # fmt: skip
    assert (found.private, found.problems) == (2, [])


# ------------------------------------------------------- what is broken

JSON_PLATFORMS = ("mastodon", "bluesky", "slack", "discord", "zulip", "x")
BROKEN: dict[str, str | bytes] = {
    "cut off": '[{"id": "1", "te',
    "a page": "<!doctype html><title>Sign in</title>",
    "empty": "",
    "a number": "42",
    "null": "null",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "too deep": "[" * 100_000,
    "a long number": "1" * 5000,
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("platform", JSON_PLATFORMS)
def test_a_broken_export_is_told_by_its_file_and_never_a_traceback(
    platform: str, broken: str
) -> None:
    found, posts = told(platform, ("broken.json", BROKEN[broken]))
    assert not posts
    assert problems(found)[0].startswith("broken.json")


@pytest.mark.parametrize("value", [[{}], [[]], [None], ["x"], {"posts": [{"record": {}}]},
                                   {"messages": [{}], "guild": {"id": "4"}},
                                   {"orderedItems": [None, {"type": 3}]},
                                   {"data": [{"id": 1}]}, {"statuses": [{"id": []}]}])  # fmt: skip
@pytest.mark.parametrize("platform", JSON_PLATFORMS)
def test_elements_that_are_none_of_the_format_are_told_one_by_one(
    platform: str, value: object
) -> None:
    found, posts = told(platform, ("odd.json", value))
    assert not posts
    assert all("odd.json" in line for line in problems(found))


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_no_chat_had_is_told(at: str) -> None:
    found, posts = told("mastodon", ("a.json", [status(created_at=at)]))
    assert not posts
    assert f"has the time `{at}`" in problems(found)[0]


def test_elements_of_a_kind_are_told_twenty_times_and_then_counted() -> None:
    found, _ = told("mastodon", ("a.json", [status(created_at="yesterday")] * 50))
    assert len(found.problems) == 21
    assert "element 1 has the time `yesterday`" in problems(found)[0]
    assert "30 further elements left out" in problems(found)[20]


WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


def test_what_hides_in_a_post_does_not_reach_the_transcript() -> None:
    odd = "<p>one\u202e two\x00 \ud800three\u2066\U000e0068\U000e0069</p>"
    (post,) = read("mastodon", ("a.json", [status(content=odd)]))
    assert post.text == "one two three"
    (post,) = read("mastodon", ("a.json", [status(content=WALES)]))
    assert post.text == WALES


@pytest.mark.parametrize("uri", [
    "https://a.example/1\n| x\n\n[2010-06-10 21:00:00] @tomjd (Tom)\nid: m2m2m2m2\n| My words",
    "https://a.example/" + "1" * 600,
    "https://a.example/\u202e1",
])  # fmt: skip
def test_no_name_of_a_post_writes_anothers_or_a_file_that_cannot_be_read(uri: str) -> None:
    statuses = [status(uri=uri, url=f"{uri}\ud800"),
                status(uri="https://a.example/2", content="yes", in_reply_to_id="1")]  # fmt: skip
    posts = merged((), read("mastodon", ("a.json", statuses))).posts
    problems: list[Problem] = []
    again = transcript_from("a.txt", transcript_text(Transcript(posts)).encode(), problems)
    assert not problems
    assert again.posts == posts


def test_a_post_without_end_is_cut_and_known_as_such() -> None:
    for content in ("x " * 15_000, WALES * 3_000):
        (post,) = read("mastodon", ("a.json", [status(content=content)]))
        assert len(post.text) <= LONGEST
        assert is_cut(post.text)
        assert not hidden_in_prose(post.text)
    assert not is_cut("x …")


@pytest.mark.parametrize("html", ["<![ one", "<p>one <![CDATA[two]]></p>", "one <!x <![if !a]>"])
def test_what_is_no_html_is_passed_over_as_browsers_do(html: str) -> None:
    (post,) = read("mastodon", ("a.json", [status(content=f"{html} <p>A1</p>")]))
    assert "A1" in post.text


@pytest.mark.parametrize("part", ["<!--", "<a ", '<a href="', "<x/", "</", "<![", "<p>"])
def test_no_html_is_so_odd_that_it_takes_long(part: str) -> None:
    for end in ("A1", "> A1", '"> A1'):
        text_of(part * 20_000 + end)  # minutes, where each is held against all that follow
    assert text_of("a <!-- b --> c <br>1 < 2 & 3") == "a   c \n1 < 2 & 3"


def test_lines_of_json_may_hold_signs_that_other_programmes_take_for_their_end() -> None:
    lines = "\n".join(
        json.dumps(status(id=key, uri=key, content="a\u2028b"), ensure_ascii=False) for key in "12"
    )
    assert [post.text for post in read("mastodon", ("a.jsonl", lines))] == ["ab", "ab"]


# ------------------------------------------------------- files, folders, archives


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_an_archive_is_read_without_being_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "export.zip", {
        "users.json": json.dumps(USERS), "channels.json": json.dumps([{"name": "general"}]),
        "general/2010-06-10.json": json.dumps([message()]), "files/a.png": "no",
    })  # fmt: skip
    found = reading()
    assert said(list(READERS["slack"](sources_of([str(path)]), found))) == [("amy", "hi")]
    assert not found.problems
    assert sorted(file.name for file in tmp_path.iterdir()) == ["export.zip"]


def note(text: str) -> dict[str, Any]:
    public = "https://www.w3.org/ns/activitystreams#Public"
    return {"type": "Create", "actor": "https://social.example/users/amy",
            "object": {"id": text, "type": "Note", "published": "2010-06-10T21:03:12Z",
                       "to": [public], "content": text}}  # fmt: skip


WHOLE: dict[str, dict[str, str]] = {
    "mastodon": {
        "outbox.json": json.dumps({"orderedItems": [note("hi")]}), "actor.json": "{}",
        "likes.json": json.dumps({"orderedItems": ["https://else.example/1"]}),
        "bookmarks.json": "{}", "media_attachments/1.txt": "x",
    },
    "x": {
        "README.txt": "How to read it", "Your archive.html": "<p>", "data/account.js": ACCOUNT,
        "data/manifest.js": "window.__THAR_CONFIG = {}",
        "data/like.js": "window.YTD.like.part0 = []",
        "data/direct-messages.js": "window.YTD.direct_messages.part0 = [{}]",
        "data/tweets.js": "window.YTD.tweets.part0 = " + json.dumps([tweet(full_text="hi")]),
    },
    "zulip": {
        "realm.json": json.dumps({
            "zerver_userprofile": [{"id": 8, "full_name": "amy"}],
            "zerver_stream": [{"id": 1, "name": "talks", "invite_only": False}],
            "zerver_recipient": [{"id": 11, "type": 2, "type_id": 1}],
        }),
        "messages-000001.json": json.dumps({"zerver_message": [
            {"id": 1, "sender": 8, "recipient": 11, "content": "hi", "date_sent": 1276203792},
        ]}),
        "attachment.json": '{"zerver_attachment": []}', "avatars/records.json": '[{"path": "x"}]',
    },
}  # fmt: skip


@pytest.mark.parametrize("platform", WHOLE)
def test_a_whole_archive_is_read_with_all_that_lies_beside_the_posts(
    platform: str, tmp_path: Path
) -> None:
    path, found = zipped(tmp_path / "all.zip", WHOLE[platform]), reading()
    assert said(list(READERS[platform](sources_of([str(path)]), found))) == [("amy", "hi")]
    assert not found.problems


def test_what_macos_hides_beside_the_posts_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    for name in (".DS_Store", "a/._a.log", "__MACOSX/a/b.log"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"\0\1")
    (folder / "a/a.log").write_text("17:03 <amy> A1\n")
    hidden = {".DS_Store": "\0", "__MACOSX/._a.log": "\0", "a.log": "17:03 <amy> A1\n"}
    for path in (folder, zipped(tmp_path / "logs.zip", hidden)):
        found = reading()
        (post,) = READERS["irc"](sources_of([str(path)]), found)
        assert (post.text, found.problems) == ("A1", [])


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.json", "w", force_zip64=True) as member,
    ):
        for _ in range(MAX_FILE // 2**20 + 1):
            member.write(bytes(2**20))
    path = tmp_path / "bomb.zip"
    path.write_bytes(buffer.getvalue())
    (one,) = sources_of([str(path)])
    with pytest.raises(ProblemsFound, match=r"bomb\.zip/a\.json: has over"):
        one.read()


def test_a_broken_archive_and_a_missing_file_are_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.json": "".join(map(str, range(9999)))})
    data = path.read_bytes()
    path.write_bytes(data[:200] + bytes(20) + data[220:])
    (one,) = sources_of([str(path)])
    with pytest.raises(ProblemsFound, match=r"a\.zip/a\.json: cannot be unpacked"):
        one.read()
    with pytest.raises(ProblemsFound, match="there is no such file"):
        sources_of([str(tmp_path / "none.json")])


def test_posts_outside_the_chats_time_and_without_its_hashtag_are_counted() -> None:
    def told_at(hours: float, text: str, **others: Any) -> Told:
        return Told(at=START + timedelta(hours=hours), handle="amy", text=text, **others)

    posts = [told_at(-2, "#4change early"), told_at(0.1, "Q #4Change", origin="x 1"),
             told_at(0.2, "an answer", reply="x 1", origin="x 2"),
             told_at(0.3, "an answer to that", reply="x 2", origin="x 3"),
             told_at(0.4, "#4Changes are others"), told_at(200, "#4Change late")]  # fmt: skip
    found = selected(posts, span_of(CHAT), "4Change")
    assert [post.origin for post in found.posts] == ["x 1", "x 2", "x 3"]
    assert (found.out_of_time, found.without_hashtag) == (2, 1)


def test_an_answer_to_what_the_transcript_holds_belongs_to_the_chat() -> None:
    answer = Told(at=START, handle="bo", text="an answer", origin="x 2", reply="x 1")
    assert selected([answer], span_of(CHAT), "4Change").posts == ()
    assert selected([answer], span_of(CHAT), "4Change", ["x 1"]).posts == (answer,)
