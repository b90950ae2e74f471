"""Whatever strangers write: refused with its line, or published and harmless.

The cases stand in tests/hostile/: all that are refused are read by one `check`, all that are
published are built once, and opened in a browser.
"""

import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import icalendar
import pytest
from browsers import served, visiting
from PIL import Image
from projects import copy_of_project
from sites import ROOT, Site, build
from waiting import until

from chats import paths

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = ROOT / "tests/hostile"
REFUSED: Mapping[str, Any] = tomllib.loads((HERE / "refused.toml").read_text("utf-8"))
PUBLISHED: Mapping[str, Any] = tomllib.loads((HERE / "published.toml").read_text("utf-8"))
EVE = """\
eve:
  name: "<script>pwned()</script> Eve"
  handle: '"><script>pwned()</script>'
  place: "<img src=x onerror=pwned()>"
  role: "</h1><script>pwned()</script>"
  links: [{title: "<script>pwned()</script>", url: "https://x.example/?'onclick=pwned()"}]
"""


def text_of(name: str, case: Mapping[str, Any]) -> str:
    """Return the file of a case: a sound chat, but for what is hostile in it."""
    times = case.get("repeat", 1)
    fields = {
        "title": "A title",
        "topic": "A topic",
        "date": "2010-06-10",
        "announced": "2010-06-01",
    }
    fields |= {key: value * times for key, value in case.get("fields", {}).items()}
    lines = [f"{key}: {value}" for key, value in fields.items() if value]
    body = case.get("body", "Words.")
    return "\n".join(
        ("---", *lines, f"id: {name}", "---", "", body * times if "body" in case else body)
    )


def written(content: Path, cases: Mapping[str, Any]) -> dict[str, str]:
    """Write the file of each case; returns its name in the report by the case's."""
    names = {}
    for name, case in cases.items():
        file = case.get("file", f"chats/{name}.md")
        path = content / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.get("raw", text_of(name, case)).encode())
        names[name] = f"content/{case.get('shown', file)}"
    return names


# ---------------------------------------------------------------- what is refused


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Return the files of the refused cases, and all that one `check` says of them."""
    project = copy_of_project(tmp_path_factory.mktemp("refused"))
    people = {name: case for name, case in REFUSED.items() if case.get("file") == "people.yaml"}
    lines: list[str] = []
    names = written(project.root / "content", {n: c for n, c in REFUSED.items() if n not in people})
    done = project.invoke("check")
    assert done.code == 1
    lines += done.said.splitlines()
    for name, case in people.items():  # there is one such file, so they come one by one
        names |= written(project.root / "content", {name: case})
        lines += project.invoke("check").said.splitlines()
    return names, lines


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_line(name: str, report: tuple[dict[str, str], list[str]]) -> None:
    files, lines = report
    told = [line for line in lines if line.startswith(f"{files[name]}:")]
    assert any(line.startswith(files[name] + REFUSED[name]["says"]) for line in told), told


def test_every_line_of_the_report_is_a_problem_of_a_file_and_no_traceback(
    report: tuple[dict[str, str], list[str]],
) -> None:
    _, lines = report
    strange = [line for line in lines if not re.match(r"content|\d+ problems|nothing was", line)]
    assert strange == []
    assert all(line.isprintable() for line in lines)


# ---------------------------------------------------------------- what is published


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return one site of all that is published."""
    folder = tmp_path_factory.mktemp("published")
    content = folder / "content"
    for part in ("chats", "posts", "pages", "images"):
        (content / part).mkdir(parents=True)
    picture = io.BytesIO()
    Image.new("RGB", (3, 2)).save(picture, "PNG")
    (content / "images/a.png").write_bytes(picture.getvalue())
    (content / "people.yaml").write_text(EVE, "utf-8")
    written(content, PUBLISHED)
    made = build(folder, content=content)
    assert made.code == 0, made.said
    return made


@pytest.mark.parametrize("name", PUBLISHED)
def test_its_page_keeps_what_is_meant_and_loses_what_would_harm(name: str, site: Site) -> None:
    case, page = PUBLISHED[name], site.text(paths.chat(name))
    assert case.get("kept", "") in page
    assert "gone" not in case or case["gone"] not in page


@pytest.mark.parametrize("name", PUBLISHED)
def test_its_page_holds_nothing_that_runs_and_each_name_once(name: str, site: Site) -> None:
    names = []
    for element in site.page(paths.chat(name)).iter():
        tag = str(element.tag)
        assert tag not in ("iframe", "object", "embed", "base", "style", "svg", "math", "template")
        if tag == "script" and element.get("type") != "application/ld+json":
            assert (element.get("src") or "").startswith("/theme/")
        for attribute, value in element.items():
            assert not attribute.startswith("on")
            assert attribute != "style"
            if attribute in ("href", "src", "action", "formaction", "poster"):
                assert re.match(r"https?://|/(?!/)|#|mailto:|webcal:|[x1]$", value), value
        names += [element.get("id")] if element.get("id") else []
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", PUBLISHED)
def test_its_structured_data_are_what_was_written(name: str, site: Site) -> None:
    page = site.page(paths.chat(name))
    data = [
        item
        for script in page.iter("script")
        if script.get("type") == "application/ld+json"
        for item in json.loads(script.text or "")
    ]
    heading = page.find(".//h1")
    assert heading is not None
    event = next(item for item in data if item["@type"] == "Event")
    assert event["name"] == " ".join("".join(heading.itertext()).split())


def test_every_feed_and_calendar_can_be_read_and_holds_each_chat_once(site: Site) -> None:
    for path in (paths.RSS, paths.ATOM, paths.SITEMAP):
        ET.fromstring(site.text(path))
    chats = json.loads(site.text(paths.CHATS_JSON))["chats"]
    assert {chat["id"] for chat in chats} == set(PUBLISHED)
    json.loads(site.text(paths.JSON_FEED))
    calendars = [path for path in site.files() if path.endswith(".ics")]
    assert len(calendars) > len(PUBLISHED)
    for path in calendars:
        lines = site.text(path).replace("\r\n ", "").split("\r\n")
        assert "ATTENDEE:mailto:eve@evil.example" not in lines
        icalendar.Calendar.from_ical(site.text(path))
    sittings = sum(len(chat["sessions"]) for chat in chats)
    assert site.text(paths.CALENDAR).count("BEGIN:VEVENT") >= sittings


def test_nothing_is_written_but_below_the_addresses_of_the_site(site: Site) -> None:
    assert sorted(file.name for file in site.folder.parent.iterdir()) == [
        "conf.py",
        "content",
        "site",
    ]
    assert not [
        path for path in site.files() if "evil" in path and not path.startswith("topics/evil/")
    ]


# ---------------------------------------------------------------- in the browser


def watched(page: "Page") -> list[str]:
    """Return what will hold each sign that something of the hostile texts ran."""
    ran: list[str] = []
    page.expose_function("pwned", lambda *_: ran.append(page.url))
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    page.on("popup", lambda popup: ran.append(popup.url))
    return ran


@pytest.mark.parametrize("without_policy", [False, True], ids=["as it is", "without its policy"])
def test_no_hostile_post_runs_a_script_or_loads_from_elsewhere(
    chromium: "Browser", site: Site, without_policy: bool
) -> None:
    lists = (
        "",
        "chats/",
        "topics/",
        "hosts/",
        "hosts/eve/",
        "posts/",
        "feeds/",
        "calendar/",
        "next/",
        "latest/",
        "search/?q=pwned",
        f"search/?q={quote('<img src=x onerror=pwned()>')}",
    )
    with served(site) as home, visiting(chromium, home, bypass_csp=without_policy) as visit:
        ran = watched(visit.page)
        for path in (*lists, *map(paths.chat, PUBLISHED)):
            visit.go(path)
            visit.page.evaluate(
                "document.querySelectorAll('main a, main p').forEach("
                "element => element.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})))"
            )
            if path.startswith("search"):
                visit.page.locator(".results li").first.wait_for()
        assert ran == []
        assert not [path for path in visit.requests if path.startswith(("http", "//"))]
        said = [line for line in visit.complaints if "404" not in line]
        assert said == []


def test_no_feed_reader_that_shows_an_item_as_it_is_runs_a_script(
    chromium: "Browser", site: Site
) -> None:
    items = json.loads(site.text(paths.JSON_FEED))["items"]
    assert len(items) > 20
    with served(site) as home, visiting(chromium, home) as visit:
        ran = watched(visit.page)
        for item in items:
            visit.page.set_content(item["content_html"])
        assert ran == []


def test_the_test_would_notice_a_script_that_runs(chromium: "Browser", site: Site) -> None:
    with served(site) as home, visiting(chromium, home, bypass_csp=True) as visit:
        ran = watched(visit.page)
        visit.go()
        visit.page.set_content("<img src=x onerror=pwned()>")

        def ran_by_now() -> list[str]:
            visit.page.wait_for_timeout(20)  # in which the page can tell
            return ran

        assert until(ran_by_now)
