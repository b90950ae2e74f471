"""A clone becomes a series of one's own, and that is right in every output."""

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest
from projects import Project, copy_of_project
from sites import ROOT, SAMPLE, Site, git
from terminal import at_terminal

from desk.own_series import zones_of
from desk.series_text import changed, quoted, series_in, values_of
from languages.catalogues import catalogues_of

BERLIN = (
    "--name", "#GardenTalk", "--platform", "mastodon", "--zone", "Europe/Berlin",
    "--time", "19:30", "--duration", "90m", "--rule", "every 2 weeks from 2026-11-05",
    "--domain", "gardentalk.example.org", "--host", "Åsa Öström",
    "--zones", "Berlin=Europe/Berlin, Asia/Kolkata", "--topic", "Winter beds",
    "--language", "de",
)  # fmt: skip
KOLKATA = (
    "--name", "Data & *Friends* Call", "--hashtag", "DataFriends", "--platform", "slack",
    "--venue-url", "https://friends.slack.example/archives/C01", "--zone", "Asia/Kolkata",
    "--time", "10:00", "--rule", "last Friday", "--domain", "friends.example.in",
    "--session", "10:00", "--session", "20:30 America/New_York Evening in the Americas",
    "--host", "R. \"Ravi\" O'Neil",
)  # fmt: skip
GARDEN = "chats/2026-12-03-winter-beds/"
FRIENDS = "chats/2026-12-who-we-are-and-what-brings-us/"
LANGUAGES, START = ROOT / "theme/languages", ROOT / "plugins/desk/start"
REST = ("examples/4change/content/identities.lock", "examples/4change/series.py")


def own_series(folder: Path, *said: str) -> Project:
    """Return a copy of the project for which `init` was told this."""
    folder.mkdir()
    project = copy_of_project(folder)
    done = project.invoke("init", *said)
    assert (done.code, done.said) == (0, "")
    return project


def built(project: Project) -> Site:
    """Return its site as of 1 December 2026, built without a word."""
    done = project.invoke("build", "--siteurl", "https://own.example")
    assert (done.code, done.said) == (0, "")
    return Site(project.root / "output", "https://own.example")


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a fortnightly series on Mastodon, in Berlin."""
    return own_series(tmp_path_factory.mktemp("garden") / "p", *BERLIN)


@pytest.fixture(scope="module")
def garden_site(garden: Project) -> Site:
    """Return its site."""
    return built(garden)


@pytest.fixture(scope="module")
def friends_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of a monthly series on Slack in Kolkata, each chat held twice."""
    return built(own_series(tmp_path_factory.mktemp("friends") / "p", *KOLKATA))


def events(site: Site, path: str) -> dict[str, tuple[datetime, timedelta]]:
    """Return a calendar's entries by name, each with its start in UTC and its length."""
    calendar = icalendar.Calendar.from_ical((site.folder / path).read_bytes())
    return {str(event["UID"]): (event.start.astimezone(UTC), event.end - event.start)
            for event in calendar.walk("VEVENT")}  # fmt: skip


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


# ---------------------------------------------------------------- every output


def test_a_fortnightly_series_in_berlin_has_its_time_its_place_and_its_names_on_every_page(
    garden_site: Site,
) -> None:
    words = garden_site.words(GARDEN)
    assert "#GardenTalk-Chat im Dezember: Winter beds" in words
    assert "Åsa Öström" in words
    times = [t.get("datetime") for t in garden_site.page(GARDEN).iter("time")]
    assert "2026-12-03T19:30:00+01:00" in times
    assert re.search(r"Kolkata\W+00:00\W+01:30 \(Fri\)|Kolkata.*00:00", words)
    links = [a.get("href") or "" for a in garden_site.page(GARDEN).iter("a")]
    assert any("mastodon.social/tags/GardenTalk" in link for link in links)
    assert 'href="/' + GARDEN in garden_site.text("")
    assert '<meta name="description" content="Die Chats von #GardenTalk">' in garden_site.text("")
    guide = garden_site.words("how-to-participate/")
    assert "#GardenTalk ist ein Gespräch" in guide
    assert "Mastodon-Konto" in guide
    assert "to fill in" not in garden_site.text("how-to-participate/")
    assert "Wer dahintersteht" in garden_site.words("about/")
    assert "Winter beds" in garden_site.words("hosts/asa-ostrom/")


def test_its_calendars_hold_the_first_chat_and_every_second_week_by_berlins_clock(
    garden_site: Site,
) -> None:
    chat = {"2026-12-03@gardentalk.example.org": (utc(2026, 12, 3, 18, 30), timedelta(minutes=90))}
    assert events(garden_site, f"{GARDEN}invite.ics") == chat
    following = {
        f"2026-12-{day}@gardentalk.example.org": (utc(2026, 12, day, 18, 30), timedelta(minutes=90))
        for day in (17, 31)
    } | {"2027-01-14@gardentalk.example.org": (utc(2027, 1, 14, 18, 30), timedelta(minutes=90))}
    assert events(garden_site, "calendar.ics") == chat | following


def test_its_feeds_announce_the_first_chat(garden_site: Site) -> None:
    for path in ("feed.xml", "atom.xml"):
        feed = feedparser.parse((garden_site.folder / path).read_bytes())
        assert not feed.bozo
        assert feed.feed.title == "#GardenTalk"
        assert [entry.link for entry in feed.entries] == [f"https://own.example/{GARDEN}"]
    items = json.loads(garden_site.text("feed.json"))["items"]
    assert [item["title"] for item in items] == ["#GardenTalk-Chat im Dezember: Winter beds"]
    (chat,) = json.loads(garden_site.text("chats.json"))["chats"]
    assert "2026-12-03T19:30:00+01:00" in json.dumps(chat)


def test_a_series_on_slack_with_two_sessions_has_both_in_every_output(friends_site: Site) -> None:
    times = [t.get("datetime") for t in friends_site.page(FRIENDS).iter("time")]
    assert {"2026-12-25T10:00:00+05:30", "2026-12-25T20:30:00-05:00"} <= set(times)
    words = friends_site.words(FRIENDS)
    assert "December Data & *Friends* Call: Who we are and what brings us" in words
    assert "Evening in the Americas" in words
    assert 'R. "Ravi" O\'Neil' in words
    links = [a.get("href") for a in friends_site.page(FRIENDS).iter("a")]
    assert "https://friends.slack.example/archives/C01" in links
    assert "Data & *Friends* Call is a conversation" in friends_site.words("how-to-participate/")
    hour = timedelta(hours=1)
    both = {
        "2026-12@friends.example.in": (utc(2026, 12, 25, 4, 30), hour),
        "2026-12.2@friends.example.in": (utc(2026, 12, 26, 1, 30), hour),
    }
    invites = [a for a in links if a and a.endswith(".ics") and FRIENDS in a]
    assert len(set(invites)) == 2
    assert {**events(friends_site, invites[0].lstrip("/")),
            **events(friends_site, invites[-1].lstrip("/"))} == both  # fmt: skip
    subscribed = events(friends_site, "calendar.ics")
    assert both.items() <= subscribed.items()
    assert subscribed["2027-01@friends.example.in"][0] == utc(2027, 1, 29, 4, 30)
    for path in ("feed.xml", "atom.xml"):
        (entry,) = feedparser.parse((friends_site.folder / path).read_bytes()).entries
        assert entry.link == f"https://own.example/{FRIENDS}"
        for invite in invites:
            assert f'href="https://own.example{invite}"' in entry.content[0].value
    listed = friends_site.words("chats/")
    assert "10:00 Kolkata time · 20:30 New York time" in listed
    assert "2026-12-25T20:30:00-05:00" in friends_site.text("chats.json")
    sheet = friends_site.text(f"{FRIENDS}run-sheet/run-sheet.txt")
    assert sheet.count("How it works: Read the others, and be kind.\n") == 2
    assert sheet.count("Read the others") == 2
    for part in ("10:00–11:00 Kolkata time", "20:30–21:30 New York time"):
        assert part in sheet


def test_nothing_of_the_sample_is_left_in_the_site(garden_site: Site, friends_site: Site) -> None:
    for site in (garden_site, friends_site):
        for path, data in site.files().items():
            if path.endswith((".html", ".xml", ".json", ".ics", ".txt", ".webmanifest")):
                assert b"4change" not in data.lower(), path
        ET.parse(site.folder / "sitemap.xml")


# ---------------------------------------------------------------- what is left to do


def test_check_lists_what_is_still_to_fill_in_with_its_line_and_lets_a_build_go_on(
    garden: Project,
) -> None:
    done = garden.invoke("check")
    assert done.code == 0
    said = [line for line in done.said.splitlines() if "still to fill in" in line]
    files = {line.partition(":")[0] for line in said}
    assert files == {"content/pages/about.md", "content/pages/how-to-participate.md",
                     "content/chats/2026-12-03-winter-beds.md", "pelicanconf.py"}  # fmt: skip
    for line in said:
        path, number, rest = line.split(":", 2)
        typed = (garden.root / path).read_text("utf-8").splitlines()[int(number) - 1]
        assert f"to fill in: {rest.partition('still to fill in: ')[2]}" in typed
    assert len(said) == 10


def test_what_a_series_begins_with_is_in_its_language(garden: Project) -> None:
    chat = (garden.root / "content/chats/2026-12-03-winter-beds.md").read_text("utf-8")
    assert "# Donnerstag, 3. Dezember 2026, 19:30–21:00 in Berlin" in chat
    assert "# Die Felder stehen in docs/fields.md; `invoke check` sagt, was nicht stimmt." in chat
    conf = (garden.root / "pelicanconf.py").read_text("utf-8")
    assert '"tagline": "",  # to fill in: eine Zeile unter dem Namen\n' in conf
    done = garden.invoke("new", "--topic", "Kompost")
    written = (garden.root / done.result.partition(":")[0]).read_text("utf-8")
    (garden.root / done.result.partition(":")[0]).unlink()
    assert 'title: "#GardenTalk-Chat im Dezember: Kompost"' in written
    assert "# der Tag, an dem dies veröffentlicht wird" in written


@pytest.mark.parametrize("language", sorted({file.stem for file in LANGUAGES.glob("*.po")}))
def test_the_texts_to_begin_with_leave_the_same_blanks_in_every_language(language: str) -> None:
    def shape(file: Path) -> list[str]:
        return re.findall(r"to fill in:|^#+ |\{\{\w+\}\}|\{filename\}[^)]+|^title:|^\d\. |"
                          r"^# [a-z -]+:|[AQ][12]", file.read_text("utf-8"), re.M)  # fmt: skip

    english = {file.name: shape(file) for file in (START / "en").iterdir()}
    assert english == {file.name: shape(file) for file in (START / language).iterdir()}
    words = catalogues_of(ROOT / "theme").words(language)
    guide = (START / language / "how-to-participate.md").read_text("utf-8")
    assert f"title: {words.gettext('How to participate')}\n" in guide


def test_a_blank_that_is_filled_in_is_not_told_any_more(tmp_path: Path) -> None:
    project = own_series(tmp_path / "p", *BERLIN, "--tagline", "Beds", "--contact", "a@b.example",
                         "--description", "x" * 300)  # fmt: skip
    assert "pelicanconf.py" not in project.invoke("check").said
    (project.root / "content/pages/about.md").write_text("---\ntitle: About\n---\n\nUs.\n")
    assert "about.md" not in project.invoke("check").said


# ---------------------------------------------------------------- the files


def test_the_samples_files_lie_together_as_they_were_and_its_lock_binds_nothing(
    garden: Project,
) -> None:
    kept = garden.files("examples/4change/content")
    assert kept == {str(file.relative_to(SAMPLE / "content")): file.read_bytes()
                    for file in (SAMPLE / "content").rglob("*") if file.is_file()}  # fmt: skip
    assert set(garden.files("content")) - {"identities.lock"} == {
        "people.yaml", "pages/about.md", "pages/how-to-participate.md",
        "chats/2026-12-03-winter-beds.md",
    }  # fmt: skip


def test_the_lock_of_the_series_names_what_is_its_own_before_and_after_a_commit(
    tmp_path: Path,
) -> None:
    project = own_series(tmp_path / "p", *BERLIN)
    for _ in range(2):
        assert project.invoke("build").code == 0
        lock = (project.root / "content/identities.lock").read_text("utf-8")
        assert "2026-12-03@gardentalk.example.org" in lock
        assert "4change" not in lock
        git(project.root, "add", "--all")
        git(project.root, "commit", "-qm", "our own")
    assert "identities.lock" not in project.invoke("check").said


def test_the_settings_keep_their_comments_and_everything_around_the_series() -> None:
    text = "A = 1  # one\nSERIES = {\n    # its name\n    \"name\": 'x',  # as they say\n" \
           '    "exceptions": {},  # gone\n    "zone": "UTC",\n}\nB = 2  # two\n'  # fmt: skip
    new = changed(text, {"name": "#Y", "hashtag": "Y"}, dropped=["exceptions"])
    assert new == ('A = 1  # one\nSERIES = {\n    # its name\n    "name": "#Y",  # as they say\n'
                   '    "hashtag": "Y",\n    "zone": "UTC",\n}\nB = 2  # two\n')  # fmt: skip
    assert series_in(new) == new.partition("\n")[2].rpartition("B = ")[0]


@pytest.mark.parametrize(
    "value",
    ["plain", 'say "yes"', "it's", "both ' and \"", "back\\slash", "a\nb\t", "é 文 🎉",
     "long " * 50, "x" * 200, '"' * 120, "'" * 120],
)  # fmt: skip
def test_what_is_typed_into_the_settings_is_read_back_and_formatted_as_lint_wants_it(
    value: str, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"))
    text = changed('SERIES = {\n    "name": "",\n}\n', {"name": value, "zones": {value: "UTC"}})
    assert values_of(text) == {"name": value, "zones": {value: "UTC"}}
    assert quoted("a") == '"a"'
    if " " in value or len(value) < 60:  # no line of Python can break a word
        done = subprocess.run((sys.executable, "-m", "ruff", "format", "--check", "--diff", "-"),
                              input=text, cwd=tmp_path, text=True, capture_output=True)  # fmt: skip
        assert done.returncode == 0, done.stdout


# ---------------------------------------------------------------- again, wrongly, cut short


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    project = own_series(tmp_path / "p", *BERLIN)
    before = project.files()
    for said in ((), BERLIN):
        done = project.invoke("init", *said)
        assert (done.code, done.result) == (
            0, "pelicanconf.py: the series is your own already; nothing was changed\n")  # fmt: skip
    done = project.invoke(
        "init", "--zone", "Asia/Kolkata", "--zones", "UTC", "--host", "Ann", "--topic", "Compost",
        "--session", "9:00", "--session", "10:00", "--time", "19:30",
    )  # fmt: skip
    assert done.code == 1
    said = [line.partition(": the series is your own already: ") for line in done.said.splitlines()]
    assert [option for option, _, _ in said] == [
        "--host", "--session", "--session", "--topic", "--zone", "--zones",
        "6 problems; nothing was changed"]  # fmt: skip
    assert said[4][2] == "`zone` is `Europe/Berlin` in SERIES of pelicanconf.py; change it there"
    assert "`hosts` of a chat" in said[0][2]
    assert project.files() == before


def test_places_have_their_names_in_the_series_language() -> None:
    zones = {"UK": "Europe/London", "القاهرة": "Africa/Cairo"}
    assert zones_of("UK=Europe/London, Africa/Cairo", "", "ar") == zones
    assert zones_of("", "Europe/Vienna", "de") == {"Wien": "Europe/Vienna"}
    assert zones_of("", "America/New_York", "") == {"New York": "America/New_York"}
    assert zones_of("", "Nowhere", "de") == {"Nowhere": "Nowhere"}


def test_all_that_is_said_wrongly_or_not_at_all_is_told_at_once(project: Project) -> None:
    before = project.files()
    done = project.invoke("init", "--platform", "slack", "--zone", "CET", "--time", "7 pm",
                          "--session", "9", "--hashtag", "a b")  # fmt: skip
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.said.splitlines()] == [
        "--domain", "--hashtag", "--name", "--rule", "--session", "--time", "--venue-url",
        "--zone", "--zones", "9 problems; nothing was changed",
    ]  # fmt: skip
    assert project.files() == before


def test_what_somebody_wrote_beside_the_sample_is_not_moved_away(project: Project) -> None:
    (project.root / "content/chats/2027-01-mine.md").write_text("mine")
    project.edit("content/people.yaml", "Tom Dawkins", "Tom")
    before = project.files()
    done = project.invoke("init", *BERLIN)
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.said.splitlines()[:2]] == [
        "content/chats/2027-01-mine.md", "content/people.yaml",
    ]  # fmt: skip
    assert project.files() == before


def test_a_series_that_somebody_made_by_hand_is_let_alone(project: Project) -> None:
    project.edit("pelicanconf.py", '"4change.example"', '"mine.example"')
    before = project.files()
    assert "there is nothing to begin" in project.invoke("init", *BERLIN).said
    assert project.files() == before


def test_one_that_was_cut_short_anywhere_is_finished_by_the_next(
    garden: Project, project: Project
) -> None:
    whole = {
        path: data
        for path, data in garden.files().items()
        if path.startswith(("content/", "examples/", "pelicanconf")) and "lock" not in path
    }
    content, kept = project.root / "content", project.root / "examples/4change/content"
    (project.root / "content.new/chats").mkdir(parents=True)
    (project.root / "content.new/chats/half.md").write_text("half")
    kept.parent.mkdir(parents=True)
    shutil.move(content, kept)  # the sample is put aside, and nothing more was done
    for _ in range(2):
        assert project.invoke("init", *BERLIN).code == 0
        now = {path: data for path, data in project.files().items() if "lock" not in path}
        assert whole.items() <= now.items()
        assert not (project.root / "content.new").exists()
        # the content is in place, and the settings are not
        (project.root / "pelicanconf.py").write_text((ROOT / "pelicanconf.py").read_text("utf-8"))
        if SAMPLE != ROOT:
            return


# ---------------------------------------------------------------- at a terminal


def test_somebody_at_a_terminal_is_asked_until_each_answer_is_one(project: Project) -> None:
    answers = ["#GardenTalk", "", "mastdon", "mastodon", "CET", "Europe/Berlin", "19:30", "90m",
               "fortnightly", "every 2 weeks from 2026-11-05", "German", "de",
               "gardentalk.example.org", "Åsa Öström", "Winter beds"]  # fmt: skip
    said = at_terminal(project, "init", answers=answers)
    assert "Its hashtag [GardenTalk]:" in said
    assert "slack, threads, twitter, video) [mastodon]:" in said
    assert "`mastdon` is not a platform" in said
    assert "perhaps Europe/Berlin" in said
    assert "`fortnightly` is not understood" in said
    assert "the first chat is content/chats/2026-12-03-winter-beds.md" in said
    text = (project.root / "pelicanconf.py").read_text("utf-8")
    assert values_of(text)["rule"] == "every 2 weeks from 2026-11-05"
    assert values_of(text)["language"] == "de"


def test_one_who_goes_away_in_the_middle_leaves_everything_as_it_was(project: Project) -> None:
    before = project.files()
    said = at_terminal(project, "init", answers=["#GardenTalk", "", "\x04"])
    assert "nothing was changed" in said
    assert "Traceback" not in said
    assert project.files() == before


# ---------------------------------------------------------------- the clone's own tests


def test_the_tests_of_the_clone_take_the_sample_from_where_it_went(tmp_path: Path) -> None:
    project = own_series(tmp_path / "p", *KOLKATA)
    for part in ("tests", "docs", "bench", "schema"):
        shutil.copytree(ROOT / part, project.root / part, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("node_modules", "__pycache__"))  # fmt: skip
    for kind in ("*.md", "*.yml", "*.lock", "pyproject.toml", "LICENSE"):
        for file in ROOT.glob(kind):
            shutil.copy(file, project.root / file.name)
    picked = ("tests/test_readme.py", "tests/test_calendar_profile.py",
              "tests/test_new.py::test_new_never_overwrites",
              "tests/test_site.py::test_the_page_of_june_2010_is_the_golden_one",
              "-k", "not manual and (new or readme or golden or kept)")  # fmt: skip
    done = project.run("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *picked)
    assert done.code == 0, done.result
    lint = project.run("-m", "ruff", "check", "pelicanconf.py", "examples")
    assert lint.code == 0, lint.result
