"""`check` warns of what a build can do without: each fault at its line, and nothing else."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from march import BUILT
from PIL import Image
from projects import JUNE, Project
from sites import ROOT, SERIES, Site
from writers import head, series_of

from advice.addresses import Addresses
from advice.body_parts import parts_of
from chats import paths
from chats.problems import Problem
from content_folder.once import Once
from content_folder.reading import Content, read_content
from content_folder.site import read_site
from desk.advice import advice_on

AT = datetime(2010, 7, 5, 12, tzinfo=UTC)
CHAT = "content/chats/2010-06-organizing.md"
MAY = "content/chats/2010-05-b.md"


class Desk:
    """A content folder with the chat of June 2010, as of 5 July 2010 unless told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "content/chats").mkdir(parents=True)
        (root / "content/posts").mkdir()
        (root / "pelicanconf.py").write_text('SERIES = {\n    "hashtag": "4Change",\n}\n')
        self.chat("Why: because.\n", recording="https://x.example/r")

    def chat(self, body: str, *lines: str, name: str = CHAT, **fields: str) -> None:
        text = head(*lines, **{"recording": "https://x.example/r", **fields})
        (self.root / name).write_text(text.replace("A body.\n", body), "utf-8")

    def post(self, **fields: str) -> None:
        typed = {
            "title": "Recap",
            "date": "2010-06-12",
            "kind": "recap",
            "chat": "2010-06",
        } | fields
        lines = "".join(f"{name}: {value}\n" for name, value in typed.items())
        (self.root / "content/posts/recap.md").write_text(f"---\n{lines}---\n\nText.\n")

    def told(self, at: datetime = AT, once: Once | None = None, **series: Any) -> list[str]:
        made = replace(series_of(**series), at=at)
        content = read_content(self.root / "content", made, once=once)
        assert [str(problem) for problem in content.problems] == []
        return self.advised(content)

    def advised(self, content: Content, **more: Any) -> list[str]:
        settings = {"PATH": str(self.root / "content"), "SITEURL": "https://own.example/repo",
                    "SETTINGS_FILE": str(self.root / "pelicanconf.py"), **more}  # fmt: skip
        found = sorted(advice_on(content, settings))
        assert all(problem.warning for problem in found)
        return [str(problem).replace(": warning", "") for problem in found]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a content folder of which there is nothing to say."""
    return Desk(tmp_path)


def test_of_what_is_right_nothing_is_said(desk: Desk) -> None:
    assert desk.told() == []


# ---------------------------------------------------------------- blanks


def test_a_blank_is_told_wherever_it_stands(desk: Desk) -> None:
    desk.chat("One.\n\nTwo <!-- to fill in: more --> and <!-- To do --> three.\n",
              "# to fill in: the hosts", summary="x  # to fill in: a better one")  # fmt: skip
    (desk.root / "content/people.yaml").write_text("ann:  # to fill in: Ann's links\n  name: Ann\n")
    assert desk.told() == [
        f"{CHAT}:7: still to fill in: a better one",
        f"{CHAT}:8: still to fill in: the hosts",
        f"{CHAT}:13: still to fill in: more",
        "content/people.yaml:1: still to fill in: Ann's links",
    ]


# ---------------------------------------------------------------- anchors


@pytest.mark.parametrize(
    "link",
    ["[x](#there)", "[x](#q2)", "[x]({filename}/chats/2010-05-b.md#q1)", "[x](#questions)",
     "[x]({filename}2010-05-b.md#caf%C3%A9)", '<a href="#there">x</a>', "`[x](#gone)`",
     "[x](https://x.example/#gone)", "note[^1]\n\n[^1]: text\n", "[x](#top)", "[x](#)",
     "    [x](#no)",
     "<!-- [x](#no) -->", "[x][y]\n\n[y]: /chats/2010-05-b/#q1", "[x](/chats/2010-05-b)",
     "[x](/chats/#y2010) [x](/feed.xml?a=b) [x](/topics/) [x](/theme/site.css)",
     "[x](mailto:a@b.example) `[x][y]` [x] y [^1]",
     "[x](/old/place.html) [x](/chats/2010-05-b/invite.ics) [x](https://own.example/repo/chats/)",
     '<a href="../2010-05-b/#q1">x</a>',
     "[x]({static}/files/a.txt) [x](/files/a.txt) [x](/)",
     '<a href="/chats/" href="/nope/">x</a>', "```\n[x](/nope/)\n```"],
)  # fmt: skip
def test_a_link_to_what_is_there_is_right(desk: Desk, link: str) -> None:
    (desk.root / "content/files").mkdir()
    (desk.root / "content/files/a.txt").write_text("a")
    desk.chat(f"## Here {{#there}}\n\n{link}\n", "questions: [Why, How]")
    desk.chat("## Café {#café}\n", "questions: [Why]", name="content/chats/2010-05-b.md",
              date="2010-05-13", announced="2010-05-01", aliases="[/old/place.html]")  # fmt: skip
    assert desk.told() == []


@pytest.mark.parametrize(
    ("link", "part", "to"),
    [("[x](#here)", "here", CHAT), ("[x](#q3)", "q3", CHAT), ("[x](#q0)", "q0", CHAT),
     ('<a href="#gone">x</a>', "gone", CHAT),
     ("[x]({filename}/chats/2010-05-b.md#q2)", "q2", MAY),
     ("[x]({filename}2010-05-b.md#there)", "there", MAY),
     ("[x][y]\n[y]: #gone", "gone", CHAT), ("[x](/chats/2010-05-b/#q2)", "q2", MAY),
     ("[x](https://own.example/repo/chats/2010-05-b/#café)", "café", MAY),
     ('<a\nhref="../2010-05-b/#q7">x</a>', "q7", MAY)],
)  # fmt: skip
def test_a_link_to_a_part_that_is_nowhere_is_told(
    desk: Desk, link: str, part: str, to: str
) -> None:
    desk.chat(f"## Here {{#there}}\n\n{link}\n", "questions: [Why, How]")
    desk.chat("Text.\n", "questions: [Why]", name="content/chats/2010-05-b.md",
              date="2010-05-13", announced="2010-05-01")  # fmt: skip
    (said,) = desk.told()
    line = 12 + link.partition(part)[0].count("\n")
    assert said.startswith(f"{CHAT}:{line}: `#{part}` is no part of {to}; ")


@pytest.mark.parametrize(
    "link",
    ["[x](/chats/nope/)", "[x][y]\n\n[y]: /chats/nope/",
     "[x](https://own.example/repo/chats/nope/)",
     '<a class="b"\n href="/chats/nope/#q1">x</a>',
     "<details>\n\n<a href='../nope/'>x</a></details>",
     "[x](/feeds.xml)", "[x](/repo/hosts/nobody/)", "[x](/images/gone.png)",
     "[x]: nope/\n\nSo [x].",
     "[x](/chats/2010-06-organizing/invite.isc)", "[x](/chats/2010-06-organizing/transcript/)"],
)  # fmt: skip
def test_a_link_to_an_address_that_the_site_will_not_have_is_told(desk: Desk, link: str) -> None:
    desk.chat(f"Text. [fine](/chats/)\n\n{link}\n")
    (said,) = desk.told()
    typed = re.findall(r"[^\s()'\"]*(?:nope|nobody|gone|feeds|isc|transcript)[^\s()'\"]*", link)[-1]
    line = 11 + link.partition(typed)[0].count("\n")
    assert said.startswith(f"{CHAT}:{line}: `{typed}` is no address of this site; ")


def test_a_dead_link_is_told_where_it_is_a_link_however_its_address_is_typed(desk: Desk) -> None:
    desk.chat("`/nope/` <a href='/no?a&amp;b'>x</a>\n\n[x](/nope/) [x](/nope/)\n\n[x](/nö/)\n")
    told = [
        f"{CHAT}:9: `/no?a&b` is no address of this site",
        f"{CHAT}:11: `/nope/` is no address of this site",
        f"{CHAT}:13: `/nö/` is no address of this site",
    ]
    assert [line.partition(";")[0] for line in desk.told()] == told
    told[2] = told[2].replace("ö", "%C3%B6")
    assert [line.partition(";")[0] for line in desk.told(once=Once(commonmark=True))] == told


def test_the_pages_of_a_transcript_are_there(desk: Desk) -> None:
    page = "/chats/2010-06-organizing/transcript/"
    desk.chat(f"[x]({page}) [y]({page}page/2/)\n")
    assert len(desk.told()) == 2
    (desk.root / "content/transcripts").mkdir()
    (desk.root / "content/transcripts/2010-06.txt").write_text(
        "[2010-06-10 21:03:12] @amy (Amy)\nid: k3f9x2ab\nfrom: mastodon 1\n| Hello.\n"
    )
    assert desk.told() == []


def test_a_page_that_a_plugin_of_ones_own_made_is_there(desk: Desk) -> None:
    desk.chat("[x](/map/) [y](/map)\n")
    content = read_content(desk.root / "content", replace(series_of(), at=AT))
    (desk.root / ".site-files").write_text("index.html\nmap/index.html\n")
    assert len(desk.advised(content, OUTPUT_PATH=str(desk.root))) == 2
    assert desk.advised(content, OUTPUT_PATH=str(desk.root), OWN_PLUGINS=["map"]) == []


def test_a_dead_part_of_a_draft_is_told_before_anybody_sees_it(desk: Desk) -> None:
    desk.chat("[x](#gone) [y](#q1)\n", "questions: [Why]", status="draft")
    (said,) = desk.told()
    assert "`#gone` is no part of" in said


def test_where_the_people_have_a_mistake_no_address_of_a_chat_is_told(desk: Desk) -> None:
    desk.chat("[x](/chats/2010-05-x/) [y](/posts/nope/)\n")
    content = read_content(desk.root / "content", replace(series_of(), at=AT))
    content.problems.append(Problem("content/people.yaml", 1, "", "is no table"))
    (said,) = desk.advised(content)
    assert "`/posts/nope/`" in said


def test_a_text_that_cannot_be_converted_keeps_no_other_from_its_warnings(desk: Desk) -> None:
    desk.chat("[" * 301, name=MAY, date="2010-05-13", announced="2010-05-01")
    desk.chat("[x](/nope/) [y](/chats/2010-05-b/#there)\n")
    content = read_content(desk.root / "content", replace(series_of(), at=AT))
    assert [problem.path for problem in content.problems] == [MAY]
    (said,) = desk.advised(content)
    assert said.startswith(f"{CHAT}:9: `/nope/`")


@pytest.mark.parametrize("html", ["<![x", "<!--" * 30_000, "a" * 100_000, "<a href='" * 20_000,
                                  "<plaintext><![", "[a][" * 30_000])  # fmt: skip
def test_no_text_is_too_odd_or_too_long_to_be_taken_apart(html: str) -> None:
    assert parts_of(f'<a href="/chats/">x</a>{html}').links[0] == "/chats/"


@pytest.mark.parametrize(
    "link", ["[d](htps://x.example/)", "[d](tel:1)", "[d](https://a@x.example/)"]
)
def test_a_link_that_the_page_leaves_out_is_told(desk: Desk, link: str) -> None:
    desk.chat(f"Text.\n\n{link}\n")
    (said,) = desk.told()
    assert said.startswith(f"{CHAT}:11: `{link[4:-1]}` is left out of the page; write https://…")


def test_a_reference_that_nothing_says_the_address_of_is_told(desk: Desk) -> None:
    desk.chat("Text.\n\n[d][nope] and [e] and [a][b] it\n\n[b]: https://x.example\n")
    (said,) = desk.told()
    assert said.startswith(f"{CHAT}:11: `[d][nope]` is no link: ")


def test_html_that_the_page_leaves_out_is_told(desk: Desk) -> None:
    body = ("Text <b>bold</b> <center class=x>\n\n<iframe\nsrc='https://x.example'></iframe>\n\n"
            "Head\n====\n\n`<script>` <abbr>a</abbr> <video></video>\n")  # fmt: skip
    desk.chat(body)
    why = "is left out of the page; write it as Markdown, or link what it shows"
    trusted = [
        f"{CHAT}:9: `<center>` {why}",
        f"{CHAT}:11: `<iframe>` {why}",
        f"{CHAT}:15: the title is the page's only first-level heading; begin this one with `##`",
    ]
    assert desk.told(trusted=True) == trusted
    assert desk.told() == [*trusted, f"{CHAT}:17: `<video>` {why}"]


@pytest.mark.parametrize("link", ["[d]()", "[d](<>)", '<a\nhref="">d</a>', "[d][e]\n\n[e]: <>"])
def test_a_link_without_an_address_is_told(desk: Desk, link: str) -> None:
    desk.chat(f"Text.\n\n{link}\n")
    (said,) = desk.told()
    line = 11 + link.count("\n")
    assert said.startswith(f"{CHAT}:{line}: a link without an address; ")


def test_the_addresses_that_links_are_held_against_are_those_of_the_built_site(
    in_march: Site,
) -> None:
    content = read_site({
        "SERIES": SERIES, "PATH": str(in_march.folder.parent / "content"), "BUILD_TIME": BUILT,
        "SETTINGS_FILE": str(in_march.folder.parent / "conf.py"), "THEME": str(ROOT / "theme"),
    })  # fmt: skip
    known = Addresses(content, frozenset())
    there = in_march.files().keys() - {".site-files"}
    for path in there:
        assert known.has(path), path
    assert not known.has("chats/2010-04-nope/")
    pages = {path for path in known.pages if path and not path.endswith(".html")}
    assert {paths.file_of(path) for path in pages} <= there


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize(
    "picture",
    [
        "![]({static}/images/a.png)",
        "![ ][a]\n\n[a]: /images/a.png",
        '<img\nsrc="/images/a.png">',
        '<img src="/images/a.png">',
    ],
)
def test_a_picture_without_words_is_told(desk: Desk, picture: str) -> None:
    (desk.root / "content/images").mkdir()
    Image.new("RGB", (3, 2)).save(desk.root / "content/images/a.png")
    desk.chat(f"Look:\n{picture}\n")
    line = 10 + picture.count("\n", 0, picture.find("/"))
    assert desk.told() == [f"{CHAT}:{line}: a picture without words; say what it shows: "
                           "![what it shows](…)"]  # fmt: skip


@pytest.mark.parametrize("picture", ["![A shed]({static}/images/a.png)", "`![](x)`",
                                     '<img alt="" src="/images/a.png">', "\n    <img src='/x.png'>",
                                     '<img\nsrc="/images/a.png"\nalt="">', "```\n![](x)\n```",
                                     "`` `![](x)` ``"])  # fmt: skip
def test_a_picture_with_words_or_that_says_it_has_none_is_right(desk: Desk, picture: str) -> None:
    (desk.root / "content/images").mkdir()
    Image.new("RGB", (3, 2)).save(desk.root / "content/images/a.png")
    desk.chat(f"Look:\n{picture}\n")
    assert desk.told() == []


# ---------------------------------------------------------------- hashtags


@pytest.mark.parametrize(
    ("tag", "better"),
    [("communityorganizing", "CommunityOrganizing"), ("Communityorganizing", "CommunityOrganizing"),
     ("socialchange", "SocialChange"), ("climatejusticenow", "ClimateJusticeNow"),
     ("junechat", "JuneChat"), ("größerewelt", "GrößereWelt")],
)  # fmt: skip
def test_a_hashtag_of_several_words_wants_capitals(desk: Desk, tag: str, better: str) -> None:
    body = f"Social media can change politics; eine größere Welt. Tag it #{tag}.\n"
    desk.chat(body, topic="Community organizing", tags="[climate justice now]")
    assert desk.told() == [f"{CHAT}:10: `#{tag}` is read out as one word; write `#{better}`"]


@pytest.mark.parametrize(
    "text",
    ["#SocialChange", "#communityOrganizing", "#organizing", "#notable people are able, not many",
     "#unknownwords", "https://x.example/#socialchange", "[x](#socialchange)",
     "#socialchange is, they say, socialchange", "&#8211;", "#social_change"],
)  # fmt: skip
def test_other_hashtags_are_right(desk: Desk, text: str) -> None:
    body = f"## Social change {{#socialchange}}\n\nSo {text}.\n"
    desk.chat(body, topic="Community organizing")
    assert desk.told() == []


def test_a_hashtag_in_letters_without_capitals_is_right(desk: Desk) -> None:
    desk.chat("So #حديقةالجيران.\n", topic="حديقة الجيران")
    assert desk.told() == []


def test_a_hashtag_in_code_is_nobodys(desk: Desk) -> None:
    desk.chat("The social change; write `#socialchange` so.\n")
    assert desk.told() == []
    desk.chat("The social change; write #socialchange so.\n")
    assert len(desk.told()) == 1


def test_the_hashtags_of_the_series_and_of_a_chat_are_held_against_names(desk: Desk) -> None:
    desk.chat("Text.\n", hashtag="gardentalks", title="Garden talks")
    desk.chat("Text.\n", name=MAY, date="2010-05-13", announced="2010-05-01")  # the series' own
    conf = 'SERIES = {\n    "name": "Social Change",\n    "hashtag": "socialchange",\n}\n'
    (desk.root / "pelicanconf.py").write_text(conf)
    assert desk.told(name="Social Change", hashtag="socialchange") == [
        f"{CHAT}:7: `#gardentalks` is read out as one word; write `#GardenTalks`",
        "pelicanconf.py:3: `#socialchange` is read out as one word; write `#SocialChange`",
    ]


# ---------------------------------------------------------------- recaps


def test_a_chat_of_which_nothing_is_told_after_two_weeks_is_named(desk: Desk) -> None:
    desk.chat("Text.\n", recording="")
    over = datetime(2010, 6, 10, 23, tzinfo=UTC)
    assert desk.told(at=over.replace(day=24)) == []
    (said,) = desk.told(at=over.replace(day=24, minute=1))
    assert said == (f"{CHAT}: over for 14 days, and nobody has told what was said; write "
                    "content/posts/… with `kind: recap` and `chat: 2010-06`")  # fmt: skip
    assert desk.told(at=over.replace(month=12, day=8)) != []
    assert desk.told(at=over.replace(month=12, day=10)) == []  # an archive is not nagged


def test_a_recap_a_transcript_a_recording_or_a_cancellation_is_an_answer(desk: Desk) -> None:
    for field in ("recording", "transcript"):
        desk.chat("Text.\n", **{"recording": "", field: "https://x.example/r"})
        assert desk.told() == []
    desk.chat("Text.\n", recording="", status="cancelled")
    assert desk.told() == []
    desk.chat("Text.\n", recording="")
    desk.post()
    assert desk.told() == []
    desk.post(kind="post")
    assert len(desk.told()) == 1


# ---------------------------------------------------------------- the gate


def test_check_tells_warnings_to_people_and_programmes_and_stops_nothing(project: Project) -> None:
    with (project.root / JUNE).open("a") as body:
        body.write("\n![](x) [y](#nowhere) #communitybuilding <!-- to fill in: all -->\n")
    project.edit(JUNE, "![](x) ", '<img src="/images/x.png">')
    done = project.invoke("check", "--format", "json")
    assert done.code == 0
    told = json.loads(done.result)
    assert [each["message"].partition(" ")[0] for each in told] == [
        "`#communitybuilding`", "`#nowhere`", "a", "still"]  # fmt: skip
    assert all(each["warning"] and each["path"] == JUNE and each["line"] for each in told)
    github = project.invoke("check", "--format", "github").result.splitlines()
    assert [line.startswith(f"::warning file={JUNE},line=") for line in github] == [True] * 4 + [
        False]  # fmt: skip
    assert done.said.endswith("\n4 warnings\n")
    assert (
        "`xml` is none of github, gitlab, json" in project.invoke("check", "--format", "xml").said
    )
    assert project.invoke("build").code == 0


def test_warnings_are_told_beside_mistakes_and_none_that_a_mistake_may_be_the_reason_of(
    project: Project,
) -> None:
    with (project.root / JUNE).open("a", encoding="utf-8") as body:
        body.write("\n[x](/nope/) [x](/chats/2010-02-cause-fatigue/#q1) [x](/chats/2010-09-x/) "
                   "[x](/topics/x/) ![](a) #communitybuilding\n")  # fmt: skip
    project.edit(JUNE, "![](a)", "<img>")
    project.edit("content/chats/2010-02-cause-fatigue.md", "title:", "titel:")
    with (project.root / "content/chats/2010-02-cause-fatigue.md").open("a") as body:
        body.write("\n[x](#q1) [x](#nowhere)\n")  # nobody knows which questions it has
    (project.root / "content/chats/2010-09-x.md").write_text("no head")
    project.edit("content/posts/2010-02-recap.md", "kind: recap", "kind: recipe")
    done = project.invoke("check", "--format", "json", SOURCE_DATE_EPOCH="1268654400")
    assert done.code == 1
    told = [(each["path"].partition("/")[2], each["warning"]) for each in json.loads(done.result)]
    assert told.count(("chats/2010-06-local-community-organizing.md", True)) == 3
    assert {path for path, warning in told if not warning} == {
        "chats/2010-02-cause-fatigue.md",
        "chats/2010-09-x.md",
        "posts/2010-02-recap.md",
    }
    assert "`/nope/` is no address" in done.said
    assert "nobody has told" not in done.said


def test_the_hook_before_a_commit_runs_check_where_a_series_changed_and_nowhere_else(
    project: Project,
) -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert repository == {"repo": "local", "hooks": hooks}
    (hook,) = hooks
    changed = (JUNE, "content/people.yaml", "pelicanconf.py", "theme/static/icons/favicon.svg")
    assert [bool(re.search(hook["files"], path)) for path in changed] == [True, True, True, False]
    assert not hook["pass_filenames"]
    environment, *command = hook["entry"].split()
    assert environment == ".venv/bin/invoke"  # what `make site` makes
    assert project.invoke(*command).code == 0
    project.edit(JUNE, "date: 2010-06-10", "date: 2010-06-31")
    assert project.invoke(*command).code == 1
