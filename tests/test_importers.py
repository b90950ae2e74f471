"""An existing series moves in: what each kind of export tells, and what was lost, in words."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from projects import Done, Project
from sites import ROOT
from writers import series_of

from importers import events, feeds, wordpress
from importers.entries import Entry, Export
from importers.heads import written
from importers.markdown_of import markdown_of
from importers.plan import planned
from importers.recognise import kind_of, told_by, topic_of
from importers.safe_xml import Refused
from importers.shelf import Bringing, Shelf

EXPORTS = Path(__file__).with_name("exports")


def bring(project: Project, *said: str) -> Done:
    """Bring exports in, named as somebody has them beside the project."""
    shutil.copytree(EXPORTS, project.root / "exports", dirs_exist_ok=True)
    return project.invoke("import", "--from", *said)


def head(project: Project, path: str) -> dict[str, Any]:
    """Return the head of a file, every value as text."""
    text = (project.root / "content" / path).read_text("utf-8")
    read: dict[str, Any] = yaml.load(text.split("---\n")[1], yaml.BaseLoader)
    return read


def body(project: Project, path: str) -> str:
    return (project.root / "content" / path).read_text("utf-8").split("---\n", 2)[2].strip()


# ---------------------------------------------------------------- each export, as a whole


def test_a_wordpress_export_moves_in(project: Project) -> None:
    done = bring(project, "wordpress", "exports/wordpress.xml")
    assert done.code == 0
    soil = "chats/2012-03-march-chat-living-soil.md"
    assert head(project, soil) == {
        "title": "March chat: Living soil", "topic": "Living soil", "date": "2012-03-08 13:00",
        "announced": "2012-03-01T10:15:00Z", "hosts": ["mira-beet"], "tags": ["Soil", "worms & co"],
        "questions": ["What lives in your soil?", "How do you feed it?",
                      "What would you never do again?"],
        "aliases": ["/2012/03/march-chat-living-soil/"],
    }  # fmt: skip
    assert body(project, soil) == (
        "Join us on **Thursday, March 8th at 1 pm EST** for a talk on *living soil*.\nSee "
        "[who we are](https://seedchat.example/about/).\n\n[A worm in a hand]"
        "(https://seedchat.example/wp-content/uploads/2012/03/worm.jpg)"
    )
    recap = "posts/recap-living-soil.md"
    assert head(project, recap) == {
        "title": "Recap: Living soil", "date": "2012-03-12T20:00:00Z", "kind": "recap",
        "chat": "2012-03", "authors": ["mira-beet"], "aliases": ["/2012/03/recap-living-soil/"],
    }  # fmt: skip
    assert body(project, recap).startswith("What was said.\n\nSecond paragraph of an **old** post,")
    assert body(project, recap).endswith("\n\\#seedchat was full of worms.")
    april = head(project, "chats/2012-04-our-april-chat.md")
    assert (april["status"], april["date"]) == ("draft", "2012-04-02")
    assert body(project, "pages/rules.md") == "## Be kind\n\n- Listen\n- Ask"
    assert 'mira-beet:\n  name: "Mira Beet"\n' in project.files()["content/people.yaml"].decode()
    first, third = ("exports/wordpress.xml: item 1 “March chat: Living soil”: ",
                    "exports/wordpress.xml: item 3 “Our April chat”: ")  # fmt: skip
    picture = "https://seedchat.example/wp-content/uploads/2012/03/worm.jpg"
    assert sorted(done.said.splitlines()) == sorted([
        f"{first}the post_format “Aside” is not taken over",
        f"{first}the shortcode [gallery] is left out",
        f"{first}<script> is not taken over",
        f"{first}the picture {picture} is linked; put it into content/images/ to show it",
        f"{first}its comments (1) are not taken over",
        f"{third}the day of the chat is not told; 2012-04-02, that of the post, stands in "
        "chats/2012-04-our-april-chat.md",
        f"exports/wordpress.xml: item 5 “worm”: the file {picture} is not taken over; put it into "
        "content/images/ or files/",
        "exports/wordpress.xml: 1 of the type `nav_menu_item` are not taken over",
    ])  # fmt: skip
    in_order(project, blanks=1)


def test_feeds_of_both_kinds_move_in(project: Project) -> None:
    done = bring(project, "feed", "exports/feed.rss.xml", "exports/feed.atom.xml")
    seeds = head(project, "chats/2012-05-seedchat-on-seed-saving-10-may.md")
    assert (seeds["date"], seeds["zone"], seeds["hosts"]) == (
        "2012-05-10 18:30", "Europe/London", ["jo-sprout"])  # fmt: skip
    assert seeds["questions"] == ["What do you save?", "How do you dry it?"]
    bees = head(project, "chats/2012-06-bees.md")
    assert (bees["date"], bees["aliases"]) == ("2012-06-14", ["/2012/06/bees.html"])
    assert bees["questions"] == ["Why bees?", "Which bees?"]
    assert body(project, "posts/news.md") == "Only the **beginning** …"
    assert sorted(done.said.splitlines()) == [
        "exports/feed.rss.xml: entry 1 “#SeedChat on seed saving, 10 May”: <iframe> is not taken "
        "over: https://video.example/1",
        "exports/feed.rss.xml: entry 1 “#SeedChat on seed saving, 10 May”: the attachment "
        "https://seedchat.example/a.mp3 is not taken over",
        "exports/feed.rss.xml: entry 2 “News”: the feed may hold its beginning only; compare it "
        "with the page",
    ]
    in_order(project)


def test_a_calendar_moves_in_each_event_as_a_chat(project: Project) -> None:
    done = bring(project, "ics", "exports/calendar.ics")
    assert head(project, "chats/2012-07-water.md") == {
        "title": "July chat: Water", "topic": "Water", "date": "2012-07-12 13:00",
        "announced": "2012-07-01T08:00:00Z", "venue_url": "https://meet.example/seed",
        "tags": ["water", "climate"],
        "questions": ["How do you water?", "What do you mulch with?"],
    }  # fmt: skip
    harvest = head(project, "chats/2012-08-harvest.md")
    assert (harvest["date"], harvest["zone"], harvest["duration"], harvest["status"]) == (
        "2012-08-09 19:00", "Europe/Berlin", "90m", "cancelled")  # fmt: skip
    assert head(project, "chats/2012-11-open-day.md")["date"] == "2012-11-11"
    open_day = "exports/calendar.ics: event 3 “Open day”: "
    where = "exports/calendar.ics: event 2 “August chat: Harvest”: "
    assert done.said.splitlines() == [
        f"{where}ORGANIZER is not taken over",
        f"{where}repeats (FREQ=MONTHLY;BYDAY=2TH): its first date is taken; say the rest by `rule` "
        "in SERIES",
        f"{where}the place “The allotment” is not taken over; write `platform` or `venue_url`",
        f"{open_day}lasts the whole day: it begins at the usual hour; write `date` with its own",
    ]
    in_order(project)


def test_jekyll_posts_move_in(project: Project) -> None:
    done = bring(project, "jekyll", "exports/jekyll")
    compost = "chats/2012-09-september-chat-compost.md"
    assert head(project, compost) == {
        "title": "September chat: Compost", "topic": "Compost", "date": "2012-09-13 13:00",
        "announced": "2012-09-03T14:44:09Z", "hosts": ["mira-beet"], "tags": ["soil", "compost"],
        "questions": ["What do you compost?", "What do you never compost?"],
        "aliases": ["/2012/09/compost.html", "/old/compost/"],
    }  # fmt: skip
    assert body(project, compost) == (
        "## Join in\n\nCome on *13 September, 13:00 EDT*.\n\nA heap\n"
        "[A fork](https://img.example/fork.jpg)\n\nSee the rules."
    )
    assert head(project, "posts/what-we-learned.md")["chat"] == "2012-09"
    assert head(project, "posts/what-we-learned.md")["aliases"] == [
        "/2012/09/20/what-we-learned.html"
    ]
    where = "exports/jekyll/2012-09-03-september-chat-compost.md"
    assert done.said.splitlines() == [
        f"{where}: `image` is not taken over",
        f"{where}:14: `include` of its template language is left out: share.html",
        f"{where}:16: the picture /assets/heap.jpg is linked, if it can be; put it into "
        "content/images/",
        f"{where}:17: the picture https://img.example/fork.jpg is linked, if it can be; put it "
        "into content/images/",
        f"{where}:22: a link to `rules.html` leads nowhere from here; its words stay",
    ]
    in_order(project)


def test_hugo_posts_move_in(project: Project) -> None:
    done = bring(project, "hugo", "exports/hugo")
    assert head(project, "chats/2012-10-frost.md") == {
        "title": "October chat: Frost", "topic": "Frost", "date": "2012-10-11",
        "announced": "2012-10-01T09:00:00Z", "summary": "What to cover, and when.",
        "tags": ["frost", "winter"], "questions": ["What do you cover?", "With what?"],
        "aliases": ["/frost/", "/2012/10/frost/"],
    }  # fmt: skip
    assert head(project, "posts/later.md")["status"] == "draft"
    assert done.said.splitlines() == [
        "exports/hugo/frost.md: `weight` is not taken over",
    ]
    in_order(project)


def in_order(project: Project, blanks: int = 0) -> None:
    """Hold what was written against `check`, and build it."""
    done = project.invoke("check")
    assert done.code == 0, done.said
    assert done.said.count("still to fill in") == blanks
    assert project.invoke("build").code == 0


# ---------------------------------------------------------------- nothing is overwritten


def test_a_second_time_writes_nothing_and_says_of_each_that_it_is_there(project: Project) -> None:
    bring(project, "wordpress", "exports/wordpress.xml")
    before = project.files("content")
    done = bring(project, "wordpress", "exports/wordpress.xml")
    assert done.code == 0
    assert done.said.count("is there already") == 4
    assert done.result.startswith("0 files written; ")
    assert project.files("content") == before


def test_a_dry_run_writes_nothing(project: Project) -> None:
    before = project.files("content")
    done = bring(project, "ics", "exports/calendar.ics", "--dry-run")
    assert "content/chats/2012-07-water.md\n" in done.result
    assert "3 files would be written; 4 lines to look at" in done.result
    assert project.files("content") == before


def test_a_second_chat_of_a_month_is_named_by_its_day(project: Project) -> None:
    text = '---\ntitle: "June chat: {}"\ndate: 2010-06-{}\n---\nOn June {} we talk.\n'
    posts = project.root / "posts"
    posts.mkdir()
    for topic, day in (("Bees", 20), ("Ants", 25)):
        (posts / f"2010-06-{day}-{topic}.md").write_text(text.format(topic, day, day + 2))
    project.invoke("import", "--from", "jekyll", "posts")
    ants = head(project, "chats/2010-06-27-ants.md")
    assert (ants["id"], ants["date"]) == ("2010-06-27", "2010-06-27")
    assert head(project, "chats/2010-06-22-bees.md")["id"] == "2010-06-22"  # 2010-06 is there
    in_order(project)


# ---------------------------------------------------------------- what cannot be read


def test_each_file_that_is_none_is_named_with_its_reason_and_nothing_is_written(
    project: Project,
) -> None:
    before = project.files("content")
    done = bring(project, "jekyll", "exports/broken.md", "exports/calendar.ics")
    assert done.code == 1
    first, second, count = done.said.splitlines()
    assert first.startswith("exports/broken.md: its head cannot be read: ")
    assert second == ("exports/calendar.ics: has no head between lines `---` or `+++`; it is no "
                      "post")  # fmt: skip
    assert count == "2 problems; nothing was written"
    for kind, file, reason in (
        ("wordpress", "exports/feed.rss.xml", "is no export of WordPress"),
        ("wordpress", "exports/hugo/frost.md", "is not XML"),
        ("feed", "exports/wordpress.xml.gz", "is not there"),
        ("feed", "exports/calendar.ics", "is not XML"),
        ("ics", "exports/wordpress.xml", "is no calendar"),
        ("ics", "--dry-run", "names no file"),
        ("tumblr", "exports/wordpress.xml", "`tumblr` is none of wordpress, feed, ics, jekyll"),
    ):
        done = bring(project, kind, file)
        assert (done.code, done.result) == (1, "")
        assert reason in done.said
        assert "Traceback" not in done.said
    assert project.files("content") == before


LAUGHS = ('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><item>'
          "<title>&b;</title></item></channel></rss>")  # fmt: skip
OUTSIDE = ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
           "<item><title>&a;</title></item></channel></rss>")  # fmt: skip


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
def test_xml_that_grows_or_reads_other_files_is_refused(text: str) -> None:
    for read in (wordpress.entries_of, feeds.entries_of):
        with pytest.raises(Refused, match="entities of its own"):
            read("x.xml", text.encode())


def test_a_head_that_refers_to_itself_is_refused_and_no_code_is_run() -> None:
    for text in ("---\ntitle: &a [x]\ntags: [*a, *a]\n---\n",
                 "---\ntitle: !!python/object/apply:os.system [true]\n---\n"):  # fmt: skip
        with pytest.raises(Refused, match="its head cannot be read"):
            written(text.encode())


def test_nothing_that_runs_or_loads_comes_along() -> None:
    html = ("<p onclick='x()'>A <a href='javascript:alert(1)'>b</a> <svg onload=x()></svg></p>"
            "<object data='https://x.example/o'></object><p>c</p>")  # fmt: skip
    export = feeds.entries_of("x", _feed(html))
    plan = planned(export, series_of(), {}, ())
    (text,) = plan.files.values()
    assert text.endswith("\n---\n\nA b\n\nc\n")
    assert sum("not taken over" in line or "leads nowhere" in line for line in plan.told) == 3


# ---------------------------------------------------------------- what an entry is


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [("March chat: Soil", "", "chat"), ("#4Change on soil", "", "chat"),
     ("AMA with Mira", "", "chat"),
     ("Soil", "Q1: Why?\nQ2: How?\n", "chat"), ("Soil", "1. Why?\n2. How?\n", "chat"),
     ("Soil", "1. Dig\n2. Sow\n", "post"), ("Soil", "Q2: Why?\nQ3: How?\n", "post"),
     ("Recap of the March chat", "Q1: Why?\nQ2: How?\n", "recap"), ("Wrap-up: Soil", "", "recap"),
     ("Transcript: March chat", "", "transcript"), ("A note on chatter", "", "post")],
)  # fmt: skip
def test_an_entry_is_known_by_its_title_and_its_questions(title: str, text: str, kind: str) -> None:
    assert kind_of(Entry(where="x", title=title, body=text), series_of()) == kind


@pytest.mark.parametrize(
    ("text", "day", "clock", "zone"),
    [("On Thursday, June 10 at 5 pm EST", "2010-06-10", "17:00", "America/New_York"),
     ("10th of June 2010, 22:00 UK", "2010-06-10", "22:00", "Europe/London"),
     ("Last year, on 3 June 2009, we met; this time it is June 24th.", "2010-06-24", None, None),
     ("We meet on January 7.", None, None, None), ("At 5, as always.", None, None, None),
     ("2010-06-17, 2 pm Pacific, that is 5 pm in New York", "2010-06-17", "17:00",
      "America/New_York")],
)  # fmt: skip
def test_day_and_hour_are_those_that_the_announcement_names(
    text: str, day: str | None, clock: str | None, zone: str | None
) -> None:
    published = datetime(2010, 6, 3, tzinfo=UTC)
    told = told_by(Entry(where="x", title="June chat", body=text, published=published), series_of())
    assert told.day == (datetime.fromisoformat(day).date() if day else None)
    assert (f"{told.clock:%H:%M}" if told.clock else None) == clock
    assert (told.zone.key if told.zone else None) == zone


def test_the_topic_is_what_follows_the_chats_name() -> None:
    series = series_of()
    assert topic_of("March #4Change Chat: Living soil", series) == "Living soil"
    assert topic_of("#4Change 12 — Living soil", series) == "Living soil"
    assert topic_of("Twitter chat – Soil", series) == "Soil"
    assert topic_of("Soil: what lives there", series) == "Soil: what lives there"


def test_a_calendar_of_a_zone_that_is_given_by_its_offsets_alone_is_read() -> None:
    data = (EXPORTS / "calendar.ics").read_text("utf-8").replace("TZID:Europe/Berlin", "TZID:Ours")
    found = events.entries_of("x.ics", data.replace("TZID=Europe/Berlin", "TZID=Ours").encode())
    plan = planned(Export([found.entries[1]]), series_of(), {}, ())
    (text,) = plan.files.values()
    assert "\ndate: 2012-08-09 13:00\n" in text  # in the series' own zone


def _feed(html: str) -> bytes:
    return (f'<rss version="2.0"><channel><title>x</title><item><title>T</title>'
            f"<pubDate>Thu, 03 May 2012 08:00:00 GMT</pubDate><description><![CDATA[{html}]]>"
            "</description></item></channel></rss>").encode()  # fmt: skip


# ---------------------------------------------------------------- what is not meant for all

_EVENT = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n{0}BEGIN:VEVENT\r\nUID:a\r\n" \
         "SUMMARY:Soil chat\r\n{1}END:VEVENT\r\nEND:VCALENDAR\r\n"  # fmt: skip


def event_of(head_lines: str, lines: str) -> Export:
    return events.entries_of("a.ics", _EVENT.format(head_lines, lines).encode())


def test_a_private_event_and_a_post_with_a_password_become_drafts() -> None:
    (entry,) = event_of(
        "", "DTSTART:20250109T183000Z\r\nCLASS:PRIVATE\r\nSTATUS:CANCELLED\r\n"
    ).entries
    assert (entry.draft, entry.status) == (True, "")
    assert any("CLASS:PRIVATE" in line for line in entry.told)
    (entry,) = event_of("", "DTSTART:20250109T183000Z\r\nCLASS:PUBLIC\r\n").entries
    assert not entry.draft
    text = (EXPORTS / "wordpress.xml").read_text("utf-8")
    locked = text.replace(
        "<wp:post_type>", "<wp:post_password>x</wp:post_password><wp:post_type>", 1
    )
    first, before = (
        wordpress.entries_of("a.xml", each.encode()).entries[0] for each in (locked, text)
    )
    assert (first.draft, before.draft) == (True, False)
    assert "wants a password: it becomes a draft" in first.told


def test_a_time_without_a_zone_is_of_the_calendars_or_of_the_series() -> None:
    series = series_of()
    floating = "DTSTART:20250109T193000\r\nDURATION:PT1H\r\n"
    (entry,) = event_of("", floating).entries
    told = told_by(entry, series)
    assert (str(told.clock), told.zone) == ("19:30:00", series.zone)
    assert any("names no zone" in line for line in entry.told)
    (entry,) = event_of("X-WR-TIMEZONE:Europe/Berlin\r\n", floating).entries
    told = told_by(entry, series)
    assert (str(told.clock), str(told.zone)) == ("19:30:00", "Europe/Berlin")


def test_an_event_without_a_beginning_is_told_and_the_others_are_taken() -> None:
    found = event_of("", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART:20250109T183000Z\r\n")
    assert len(found.entries) == 1
    assert "is not taken over: it has no beginning" in found.told[0]


# ---------------------------------------------------------------- events of a calendar


def test_html_of_a_calendar_becomes_markdown_and_rooms_are_venues() -> None:
    when = "DTSTART:20250109T183000Z\r\nDTEND:20250109T193000Z\r\n"
    google = r"DESCRIPTION:<b>Soil</b><br>See <a href='https://x.example/'>this</a>."
    (entry,) = event_of(
        "", f"{when}{google}\r\nX-GOOGLE-CONFERENCE:https://meet.example/x\r\n"
    ).entries
    assert entry.body == "**Soil**  \nSee [this](https://x.example/).\n"
    assert (entry.venue_url, entry.told) == ("https://meet.example/x", ())
    outlook = (
        "DESCRIPTION:Soil\r\nLOCATION:Teams Meeting\r\nX-ALT-DESC;FMTTYPE=text/html:<html>"
        "<style>p{}</style><p>Q1: <b>Why?</b></p><script>x</script></html>\r\n"
        "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example/1\r\n"
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"
    )
    (entry,) = event_of("", f"{when}URL:https://x.example/soil\r\n").entries
    assert entry.told == (
        "the address https://x.example/soil is not taken over; write `venue_url` or `resources`",
    )
    (entry,) = event_of("", when + outlook).entries
    assert (entry.body, entry.venue_url) == ("Q1: **Why?**\n", "https://teams.example/1")
    assert entry.told == ("<script> is not taken over",)


def test_a_changed_date_of_a_repeating_event_takes_the_place_of_its_first() -> None:
    found = event_of(
        "",
        "DTSTART:20250109T183000Z\r\nRRULE:FREQ=MONTHLY\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\n"
        "SUMMARY:Soil chat: Worms\r\nRECURRENCE-ID:20250109T183000Z\r\n"
        "DTSTART:20250109T193000Z\r\n",
    )
    assert [entry.title for entry in found.entries] == ["Soil chat: Worms"]
    assert found.told == [
        "a.ics: event 1 repeats (FREQ=MONTHLY), and another event tells its first date; say the "
        "rest by `rule` in SERIES"
    ]


def wordpress_item(kind: str, meta: dict[str, str], **changed: str) -> Entry:
    """Return what an item of an export comes to."""
    said = {
        "link": "https://x.example/e/soil/",
        "post_name": "soil",
        "status": "publish",
        **changed,
    }
    fields = "".join(f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{held}"
                     "</wp:meta_value></wp:postmeta>" for key, held in meta.items())  # fmt: skip
    text = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>Soil</title>'
        f"<link>{said['link']}</link><wp:post_name>{said['post_name']}</wp:post_name>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>{said['status']}</wp:status>"
        f"<wp:post_date_gmt>2024-05-01 08:00:00</wp:post_date_gmt>{fields}</item></channel></rss>"
    )
    return wordpress.entries_of("a.xml", text.encode()).entries[0]


@pytest.mark.parametrize(
    ("kind", "meta", "date", "zone"),
    [
        ("tribe_events", {"_EventStartDate": "2024-05-09 19:00:00", "_EventTimezone":
                          "Europe/Berlin"}, "2024-05-09 19:00", "Europe/Berlin"),
        ("tribe_events", {"_EventStartDate": "2024-05-09 19:00:00", "_EventTimezone": "UTC-4.5"},
         "2024-05-09 19:30", None),
        ("tribe_events", {"_EventStartDate": "2024-05-09 00:00:00", "_EventAllDay": "yes"},
         "2024-05-09", None),
        ("tribe_events", {"_EventStartDate": "2024-05-09 19:00:00", "_EventStartDateUTC":
                          "2024-05-09 23:30:00"}, "2024-05-09 19:30", None),
        ("event", {"_event_start_local": "2024-05-09 18:00:00"}, "2024-05-09 18:00", None),
        ("event", {"_eventorganiser_schedule_start_start": "2024-05-09 18:00:00"},
         "2024-05-09 18:00", None),
        ("event_listing", {"_event_start_date": "2024-05-09", "_event_start_time": "6:05 PM"},
         "2024-05-09 18:05", None),
        ("mec-events", {"mec_start_date": "2024-05-09", "mec_start_day_seconds": "66600"},
         "2024-05-09 18:30", None),
        ("ajde_events", {"evcal_srow": "1715279400"}, "2024-05-09 18:30", None),
    ],
)  # fmt: skip
def test_an_event_of_a_wordpress_plugin_is_a_chat_at_its_time(
    kind: str, meta: dict[str, str], date: str, zone: str | None
) -> None:
    plan = planned(Export([wordpress_item(kind, meta)]), series_of(), {}, ())
    head = yaml.load(plan.files["chats/2024-05-soil.md"].split("---\n")[1], yaml.BaseLoader)
    assert (head["date"], head.get("zone")) == (date, zone)
    assert head["aliases"] == ["/e/soil/"]


def test_an_event_whose_time_no_export_has_is_told() -> None:
    told = wordpress_item("ai1ec_event", {}).told
    assert told == ("its plugin keeps the time of the event where no export has it; export its "
                    "calendar, and import that with --from ics",)  # fmt: skip


# ---------------------------------------------------------------- addresses, and what is not public


def test_old_addresses_lead_on_or_are_told_with_the_reason() -> None:
    known = {"link": "https://x.example/2024/%C3%BCber/", "post_name": "%c3%bcber"}
    series = series_of()
    plan = planned(Export([wordpress_item("post", {}, **known)]), series, {}, ())
    assert "aliases:\n- /2024/über/\n" in plan.files["posts/uber.md"]
    for link, part in (
        ("https://x.example/?p=12", "leads to /posts/soil/ only by a rule of the server"),
        ("https://x.example/topics/x/", "cannot lead on: it is taken: that address is one that"),
        ("https://x.example/feed.xml", "`feed.xml` is a file's name"),
    ):
        (told,) = planned(
            Export([wordpress_item("post", {}, link=link)]), series, {}, ()
        ).told  # fmt: skip
        assert part in told
    twice = Export([wordpress_item("post", {}), wordpress_item("post", {})])
    plan = planned(twice, series, {}, ())
    assert sorted(plan.files) == ["posts/2024-05-01-soil.md", "posts/soil.md"]
    assert plan.told[-1].endswith("cannot lead on: it leads to posts/soil.md")


def test_html_that_nests_in_itself_or_too_deep_is_told() -> None:
    told: list[str] = []
    object_ = "<object><embed src='https://v.example/1'></object>"
    text = markdown_of(
        f"<p>a{object_}</p>" + "<div>" * 3000 + "b", "https://x.example/", told.append
    )
    assert text.split() == ["a", "b"]
    assert told == ["<object> is not taken over",
                    "its HTML nests too deep: only its words are taken over"]  # fmt: skip
    assert markdown_of("<p>a<br>b</p><pre>#x</pre>", "", told.append) == "a  \nb\n\n```\n#x\n```\n"


def test_pictures_that_lie_beside_an_export_come_along(project: Project) -> None:
    uploads = project.root / "uploads/2012/03"
    uploads.mkdir(parents=True)
    shutil.copy(ROOT / "docs/images/chat.png", uploads / "worm.jpg")
    (project.root / "uploads/secret.php").write_text("no")
    done = bring(project, "wordpress", "exports/wordpress.xml", "uploads")
    assert done.code == 0
    assert "![A worm in a hand]({static}/images/03-worm.jpg)" in body(
        project, "chats/2012-03-march-chat-living-soil.md"
    )
    copied = project.root / "content/images/03-worm.jpg"
    assert copied.read_bytes() == (uploads / "worm.jpg").read_bytes()
    assert "worm.jpg" not in done.said
    assert [path for path in project.files("content") if path.startswith(("images", "files"))] == [
        "images/03-worm.jpg"
    ]


def test_a_picture_is_found_by_the_end_of_its_address_in_the_size_that_was_uploaded() -> None:
    shelf = Shelf({"2024/a.png": "up/2024/a.png", "b-300x200.png": "up/b-300x200.png",
                   "c.php": "up/c.php"})  # fmt: skip
    for address, found in (
        ("https://x.example/wp-content/uploads/2024/a-300x200.png?w=3", "up/2024/a.png"),
        ("https://x.example/b-300x200.png", "up/b-300x200.png"),
        ("https://x.example/a.png", ""),
        ("https://x.example/c.php", ""),
        ("https://x.example/", ""),
    ):
        assert shelf.find(address) == found
    bring = Bringing(shelf)
    html = (
        "<p>a</p><p>https://v.example/1</p><a href='/2024/a.png'><img src='/2024/a-30x20.png'></a>"
    )
    text = markdown_of(html, "https://x.example/", pytest.fail, bring)
    assert text == "a\n\n<https://v.example/1>\n\n[![](brought:0)](brought:0)\n"


def test_what_is_no_address_or_no_day_stops_nothing() -> None:
    told: list[str] = []
    assert markdown_of("<p><a href='https://[x'>a</a></p>", "", told.append) == "a\n"
    assert len(told) == 1
    found = event_of("", "DTSTART:soon\r\nRRULE:FREQ=MONTHLY\r\n")
    assert found.entries == []
    assert "event 1 “Soil chat”: is not taken over: " in found.told[0]


def test_a_page_that_is_not_public_stays_behind() -> None:
    plan = planned(Export([wordpress_item("page", {}, status="private")]), series_of(), {}, ())
    assert plan.files == {}
    assert plan.told[0].endswith("is not taken over: it is not public, and a page here always is")


BLOGGER = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'><title>x</title>"
    "{}</feed>"
)
BLOGGERS = (
    "<entry><title>{0} {1}</title><published>2011-03-01T10:00:00Z</published><category "
    "scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/"
    "kind#{0}'/><app:control><app:draft>{1}</app:draft></app:control><content>Text</content></entry>"
)


def test_of_bloggers_export_no_comment_nor_setting_is_a_post_and_drafts_stay_drafts() -> None:
    kinds = ("post", "page", "comment", "settings", "template")
    text = "".join(BLOGGERS.format(kind, draft) for kind in kinds for draft in ("no", "yes"))
    found = feeds.entries_of("a.xml", BLOGGER.format(text).encode())
    assert [(entry.title, entry.kind, entry.draft) for entry in found.entries] == [
        ("post no", "", False), ("post yes", "", True), ("page no", "page", False),
        ("page yes", "page", True),
    ]  # fmt: skip
    assert found.told == [f"a.xml: 2 {kind}s are not taken over"
                          for kind in ("comment", "setting", "template")]  # fmt: skip


def test_a_feed_of_posts_without_titles_is_refused_with_what_takes_them() -> None:
    with pytest.raises(Refused, match="`invoke transcript` makes a transcript"):
        feeds.entries_of("x.xml", _feed("Q1: Why?").replace(b"<title>T</title>", b""))


def test_links_between_entries_lead_to_what_these_became() -> None:
    one = Entry(where="x", title="One", url="https://x.example/one/", body="Text\n",
                published=datetime(2024, 5, 1, tzinfo=UTC))  # fmt: skip
    two = Entry(where="x", title="Two", published=one.published,
                body="[a](http://www.x.example/one#q1) ![b](https://x.example/one/)\n")  # fmt: skip
    text = planned(Export([one, two]), series_of(), {}, ()).files["posts/two.md"]
    assert text.endswith("[a]({filename}/posts/one.md#q1) ![b](https://x.example/one/)\n")
