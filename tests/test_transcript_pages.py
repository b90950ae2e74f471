"""A transcript from the command line to its page: by question, safe, light, and found."""

import gzip
import re
import shutil
from pathlib import Path

import pytest
from exports import CONVERSATION, written
from projects import JUNE, Project
from sites import EPOCH_2026, ROOT, Site, build, copy_of_content, git

HOME = "chats/2010-06-local-community-organizing/"
PAGE = f"{HOME}transcript/"
FILE = "content/transcripts/2010-06.txt"


def without_transcript(root: Path) -> None:
    """Take the June chat's link to a transcript elsewhere out of its head."""
    file = root / JUNE
    file.write_text(re.sub(r"^transcript: .*\n", "", file.read_text("utf-8"), flags=re.M), "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the real site with a transcript of June's chat that was made up for it."""
    return site_with(tmp_path_factory.mktemp("transcript"), blocks())


def site_with(folder: Path, text: str, **files: str) -> Site:
    copy_of_content(folder)
    without_transcript(folder)
    (folder / "content/transcripts").mkdir()
    (folder / FILE).write_text(text, "utf-8")
    for name, content in files.items():
        (folder / "content" / name.replace("_", "-")).with_suffix(".yaml").write_text(content)
    return build(folder, epoch=EPOCH_2026, extra="SEARCH = CARDS = False")


HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) "&amp;'
ADDRESSES = (
    "https://example.org/a_(b)?c=1&d=2, (https://example.org/x). http://user@evil.example/ "
    'https://evil.example/"onmouseover=alert(1) https://exa\u2066mple.org'
).replace("\u2066", "")


PICTURE = "https://evil.example/)![](https://evil.example/x.png"


def blocks() -> str:
    said = [
        ("2010-06-10 20:58:00", "bo", "", "Hello everyone! #4Change"),
        ("2010-06-10 21:00:30", "tomjd", "", "Q1: Which communities are you working with now?"),
        ("2010-06-10 21:01:00", "ann", f"likes: 3\nlink: {PICTURE}", f"A1: {HOSTILE}"),
        ("2010-06-10 21:02:00", "cy", "reply: id2", "@ann really?"),
        ("2010-06-10 21:02:30", "bo", "reply: id3", "@cy yes"),
        ("2010-06-10 21:03:00", "dee", "link: https://social.example/@dee/7", ADDRESSES),
        ("2010-06-10 21:04:00", "bo", "", f"RT @ann: A1: {HOSTILE}"),
        ("2010-06-11 05:00:00", "ann", "", "A1 next morning,\nin two lines"),
    ]
    return "".join(
        f"[{at}] @{who} ({who.title()} <b>)\nid: id{n}\n"
        + "".join(f"{line}\n" for line in fields.split("\n") if ":" in line)
        + "".join(f"| {line}\n" for line in text.split("\n"))
        + "\n"
        for n, (at, who, fields, text) in enumerate(said)
    )


def test_the_site_is_built_and_leads_to_what_was_said(site: Site) -> None:
    assert site.code == 0, site.said
    assert f'href="/{PAGE}">What was said</a>' in site.text(HOME)
    assert f'href="/{PAGE}">Transcript' in site.text("chats/")
    assert f'<a href="/{HOME}">' in site.text(PAGE)


def test_posts_stand_by_question_with_their_times_in_the_chats_zone(site: Site) -> None:
    sections = {s.get("aria-labelledby"): s for s in site.page(PAGE).iter("section")}
    assert list(sections) == ["before", "q1", "people", "links"]
    q1 = " ".join(" ".join(sections["q1"].itertext()).split())
    assert "Q1 Which communities are you working with now, and on which social tools?" in q1
    order = [q1.index(text) for text in ("Q1: Which", "A1: <script>", "@ann really?", "@cy yes",
                                         "A1 next morning, in two lines")]  # fmt: skip
    assert order == sorted(order)
    assert "17:01" in q1
    assert "11 June 2010, 01:00" in q1


def test_every_post_has_an_anchor_and_leads_to_where_it_was(site: Site) -> None:
    page = site.page(PAGE)
    posts = {e.get("id"): e for e in page.iter("li") if (e.get("id") or "").startswith("p-")}
    assert set(posts) == {f"p-id{n}" for n in range(8)} - {"p-id6"}
    links = {a.get("href") for a in page.iter("a")}
    assert {f"#{anchor}" for anchor in posts} <= links
    assert "https://social.example/@dee/7" in links


def test_greetings_fold_and_repetitions_are_counted(site: Site) -> None:
    (folded,) = site.page(PAGE).iter("details")
    assert "Hello everyone!" in "".join(folded.itertext())
    assert "repeated once" in site.words(PAGE)
    assert site.text(PAGE).count("alert(1)&lt;/script&gt;") == 1


def test_an_answer_to_an_answer_says_to_whom(site: Site) -> None:
    assert '<span>to <a href="#p-id3">Cy &lt;b&gt;</a></span>' in site.text(PAGE)


def test_nothing_of_theirs_is_html_and_no_address_leads_astray(site: Site) -> None:
    main = site.page(PAGE).find(".//main")
    assert main is not None
    assert not [e.tag for e in main.iter() if e.tag in ("script", "img", "iframe", "style")]
    assert not [key for e in main.iter() for key in e.attrib if key.startswith("on")]
    foreign = [a for a in main.iter("a") if "://" in (a.get("href") or "")]
    assert {a.get("href") for a in foreign} == {
        "https://example.org/a_(b)?c=1&d=2", "https://example.org/x", "https://evil.example/",
        "https://example.org", "https://social.example/@dee/7", PICTURE,
    }  # fmt: skip
    assert all(a.get("rel") == "nofollow ugc" for a in foreign)


def test_who_took_part_is_counted_and_what_was_shared_listed(site: Site) -> None:
    words = site.words(PAGE)
    assert "8 posts, 5 people" in words
    assert "Bo <b> @bo 3" in words
    assert "https://example.org/x 1 person" in words


def test_a_known_host_has_the_name_of_people_yaml(site: Site) -> None:
    assert "Tom Dawkins" in site.words(PAGE)


def test_nobody_else_gets_a_hosts_name_by_a_handle_that_looks_like_it(tmp_path: Path) -> None:
    lookalikes = blocks().replace("@bo ", "@tomjd@evil.example ").replace("@cy ", "@tomjd_ ")
    page = site_with(tmp_path, lookalikes).text(PAGE)
    assert page.count("<b>Tom Dawkins</b>") == 1


def test_a_transcript_may_stay_out_of_search_engines(tmp_path: Path, site: Site) -> None:
    hidden = site_with(tmp_path, "noindex: yes\n\n" + blocks())
    assert hidden.code == 0, hidden.said
    assert '<meta name="robots" content="noindex">' in hidden.text(PAGE)
    assert "noindex" not in site.text(PAGE)
    assert PAGE in site.text("sitemap.xml")
    assert PAGE not in hidden.text("sitemap.xml")


def test_who_opted_out_is_on_no_page_whatever_the_file_still_holds(tmp_path: Path) -> None:
    opt_out = 'remove:\n  - "@ann"\nanonymous:\n  - "@dee"\n'
    clean = site_with(tmp_path, blocks(), opt_out=opt_out)
    assert clean.code == 0, clean.said
    text = clean.text(PAGE).casefold()
    assert not re.search(r"\bann\b|\bdee\b|alert\(1\)&lt;/script", text)
    assert "someone really?" in text


def test_a_fault_in_a_transcript_stops_the_build_with_its_line(tmp_path: Path) -> None:
    broken = site_with(tmp_path, "[2010-06-10 21:00:00] @amy\n| no id\n")
    assert broken.code == 1
    assert f"{FILE}:1: has no `id: …`" in broken.said


def test_a_transcript_before_its_chat_is_shown_by_nobody(tmp_path: Path) -> None:
    copy_of_content(tmp_path)
    without_transcript(tmp_path)
    (tmp_path / "content/transcripts").mkdir()
    (tmp_path / FILE).write_text(blocks(), "utf-8")
    early = build(tmp_path, extra="SEARCH = CARDS = False")
    assert early.code == 0, early.said
    assert PAGE not in early.text(HOME)
    assert not (early.folder / PAGE).exists()


def test_a_long_transcript_is_cut_into_pages_that_stay_light(tmp_path: Path) -> None:
    lines = "".join(
        f"[2010-06-10 {21 + n // 3600:02}:{n % 3600 // 60:02}:{n % 60:02}] @p{n % 40}\nid: x{n}\n"
        f"| A{n // 150 + 1}: number {n} says so\n\n"
        for n in range(1200)
    )
    site = site_with(tmp_path, lines)
    assert site.code == 0, site.said
    pages = sorted((site.folder / PAGE).rglob("index.html"))
    assert len(pages) == 10
    assert all(page.stat().st_size < 60_000 for page in pages)
    found = [i for page in pages for i in re.findall(r'<li id="p-x(\d+)"', page.read_text("utf-8"))]
    assert sorted(map(int, found)) == list(range(1200))
    jumps = re.findall(rf'href="(/{PAGE}[^"]*)#(q\d)"', site.text(PAGE))
    assert [anchor for _, anchor in jumps] == [f"q{n}" for n in range(1, 9)]
    for path, anchor in jumps:
        assert f'id="{anchor}"' in site.text(path.removeprefix("/"))


def test_the_old_address_of_a_chat_leads_on_from_its_transcript_too(tmp_path: Path) -> None:
    copy_of_content(tmp_path)
    without_transcript(tmp_path)
    june = tmp_path / JUNE
    june.write_text(june.read_text().replace("---\n", "---\naliases: [/chats/old-name/]\n", 1))
    (tmp_path / "content/transcripts").mkdir()
    (tmp_path / FILE).write_text(blocks(), "utf-8")
    site = build(tmp_path, epoch=EPOCH_2026, extra="SEARCH = CARDS = False")
    assert site.code == 0, site.said
    assert f'href="/{PAGE}"' in site.text("chats/old-name/transcript/")
    assert f"/chats/old-name/transcript/ /{PAGE} 301" in site.text("_redirects")


def test_what_was_said_is_found_by_the_search(tmp_path: Path) -> None:
    copy_of_content(tmp_path)
    without_transcript(tmp_path)
    (tmp_path / "content/transcripts").mkdir()
    (tmp_path / FILE).write_text(blocks().replace("in two lines", "in zwollenberg lines"), "utf-8")
    site = build(tmp_path, epoch=EPOCH_2026, extra="CARDS = False")
    assert site.code == 0, site.said
    fragments = [gzip.decompress(file.read_bytes()).decode()
                 for file in site.folder.glob("pagefind/fragment/*")]  # fmt: skip
    (found,) = (text for text in fragments if "zwollenberg" in text)
    assert f'"url":"/{PAGE}"' in found
    assert '"id":"q1"' in found


def test_no_build_leaves_what_was_said_as_it_no_longer_is(project: Project) -> None:
    without_transcript(project.root)
    page, opt_out = (
        project.root / "output" / PAGE / "index.html",
        project.root / "content/opt-out.yaml",
    )
    (project.root / "content/transcripts").mkdir()

    def built(text: str = blocks()) -> str:
        (project.root / FILE).write_text(text, "utf-8")
        done = project.invoke("build")
        assert done.code == 0, done.said
        return page.read_text("utf-8")

    assert "@ann really?" in built()
    assert "@ann, really!" in built(blocks().replace("@ann really?", "@ann, really!"))
    opt_out.write_text('remove: ["@cy"]\n')
    assert "really" not in built()
    project.edit(JUNE, "Which communities are you working with now", "Who are you")
    changed = built()
    assert "Who are you, and on which social tools?" in changed
    assert project.invoke("build", "--fresh").code == 0
    assert page.read_text("utf-8") == changed
    (project.root / FILE).unlink()
    assert project.invoke("build").code == 0
    assert not page.exists()


def test_the_command_that_measures_the_rules_prints_a_line_for_each(project: Project) -> None:
    shutil.copytree(ROOT / "bench/labelled", project.root / "bench/labelled")
    done = project.invoke("grouping")
    assert done.code == 0, done.said
    assert re.search(r"^mark +\d+ +[01]\.\d{3} +[01]\.\d{3}$", done.result, re.M)
    assert re.search(r"^\d+ of \d{3} posts are where they belong: 9\d\.\d%$", done.result, re.M)


# ------------------------------------------------------- the commands


def test_an_export_becomes_a_transcript_and_a_second_run_changes_nothing(
    project: Project, tmp_path: Path
) -> None:
    without_transcript(project.root)
    files = written(tmp_path)
    done = project.invoke("transcript", "2010-06", "--from", "mastodon", str(files["mastodon"]))
    assert done.code == 0, done.said
    number = len(CONVERSATION)
    assert done.result.startswith(f"{FILE}: {number} new posts, {number} in all;")
    before = (project.root / FILE).read_bytes()
    again = project.invoke("transcript", "2010-06", "--from", "mastodon", str(files["mastodon"]),
                           str(files["mastodon"]))  # fmt: skip
    assert again.result.startswith(f"{FILE}: 0 new posts, {number} in all;")
    assert (project.root / FILE).read_bytes() == before
    log = project.invoke(
        "transcript", "2010-06", "--from", "irc", str(files["irc"]), "--zone", "UTC"
    )
    assert log.result.startswith(f"{FILE}: 0 new posts, {number} in all;"), log.said


@pytest.mark.parametrize(("arguments", "said"), [
    (("2010-13", "--from", "irc", "x.log"), "CHAT: there is no chat `2010-13`"),
    (("2010-06", "--from", "icq", "x.log"), "--from: `icq`: name where the export comes from"),
    (("2010-06", "--from", "irc"), "--from: `irc`: name where the export comes from"),
    (("2010-06", "--from", "irc", "x.log"), "x.log: there is no such file"),
    (("2010-06", "--from", "irc", "tasks.py"), "tasks.py: is no log of irssi"),
    (("2010-06", "--from", "irc", "tasks.py", "--zone", "EST5"), "--zone: `EST5` is not a place"),
])  # fmt: skip
def test_what_is_asked_for_wrongly_is_told_and_nothing_written(
    project: Project, arguments: tuple[str, ...], said: str
) -> None:
    without_transcript(project.root)
    done = project.invoke("transcript", *arguments)
    assert done.code == 1
    assert done.said.startswith(said), done.said
    assert "Traceback" not in done.said
    assert not (project.root / FILE).exists()


def test_a_chat_that_names_another_transcript_is_told_before_anything_is_written(
    project: Project, tmp_path: Path
) -> None:
    without_transcript(project.root)
    project.edit(JUNE, "---\n", "---\ntranscript: https://else.example/\n")
    log = written(tmp_path)["irc"]
    done = project.invoke("transcript", "2010-06", "--from", "irc", str(log), "--zone", "UTC")
    assert done.code == 1
    assert f"transcript: {FILE} is to take its place; delete the line" in done.said
    assert not (project.root / FILE).exists()


def test_a_slip_in_some_post_keeps_nobody_from_saving_what_was_said(
    project: Project, tmp_path: Path
) -> None:
    without_transcript(project.root)
    (project.root / "content/posts/broken.md").write_text("no head")
    log = written(tmp_path)["irc"]
    done = project.invoke("transcript", "2010-06", "--from", "irc", str(log), "--zone", "UTC")
    assert done.code == 0, done.said


def test_without_an_export_the_opt_out_list_is_applied_to_the_file(project: Project) -> None:
    without_transcript(project.root)
    (project.root / "content/transcripts").mkdir()
    (project.root / FILE).write_text(blocks(), "utf-8")
    (project.root / "content/opt-out.yaml").write_text('remove: ["@ann"]\n')
    warned = project.invoke("check")
    assert warned.code == 0
    assert f"{FILE}: warning: holds words or names of people whom opt-out.yaml" in warned.said
    done = project.invoke("transcript", "2010-06")
    assert done.code == 0, done.said
    assert FILE not in project.invoke("check").said
    assert not re.search(r"\bann\b|script>", (project.root / FILE).read_text("utf-8"), re.I)


def test_a_recap_is_drafted_by_question_and_never_overwritten(project: Project) -> None:
    without_transcript(project.root)
    (project.root / "content/transcripts").mkdir()
    (project.root / FILE).write_text(blocks(), "utf-8")
    done = project.invoke("recap", "2010-06")
    assert done.code == 0, done.said
    draft = (project.root / "content/posts/2010-06-recap.md").read_text("utf-8")
    assert "## Q1. Which communities are you working with now" in draft
    assert "persons" not in draft
    assert "> A1: &lt;script>alert\\(1\\)&lt;/script>" in draft
    assert '  - {title: "example.org/x", url: "https://example.org/x"}' in draft
    assert project.invoke("check").code == 0
    draft = draft.replace("status: draft   # delete this line when it is finished\n", "")
    (project.root / "content/posts/2010-06-recap.md").write_text(draft, "utf-8")
    built = project.invoke("build")
    assert built.code == 0, built.said
    page = (project.root / "output/posts/2010-06-recap/index.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert 'src="https://evil' not in page
    again = project.invoke("recap", "2010-06")
    assert again.code == 1
    assert "is there already; nothing was changed" in again.said


def test_two_clones_that_add_different_posts_merge_without_a_conflict(
    project: Project, tmp_path: Path
) -> None:
    without_transcript(project.root)
    logs = {"a": "[17:01:00] <amy> A1: one\n[17:50:00] <amy> A2: late\n",
            "b": "[17:20:00] <bo> A1: two\n[17:21:00] <bo> A1: three\n",
            "0": "[17:00:00] <op> start\n[17:10:00] <op> so\n[17:30:00] <op> end\n"}  # fmt: skip
    for name, text in logs.items():
        (tmp_path / f"{name}.log").write_text(text)

    def add(name: str) -> None:
        log = str(tmp_path / f"{name}.log")
        done = project.invoke("transcript", "2010-06", "--from", "irc", log)
        assert done.code == 0, done.said
        git(project.root, "add", "content")
        git(project.root, "commit", "-qm", name)

    add("0")
    git(project.root, "branch", "other")
    add("a")
    git(project.root, "checkout", "-q", "other")
    add("b")
    git(project.root, "merge", "-q", "--no-edit", "-")
    text = (project.root / FILE).read_text("utf-8")
    assert [text.count(word) for word in ("one", "two", "three", "late", "<<<<")] == [1, 1, 1, 1, 0]
    assert project.invoke("check").code == 0


def test_a_stranger_in_the_folder_is_told(tmp_path: Path) -> None:
    copy_of_content(tmp_path)
    folder = tmp_path / "content/transcripts"
    (folder / "deep").mkdir(parents=True)
    (folder / "2010-06.json").write_text("{}")
    (folder / "deep/2010-06.txt").write_text("")
    (folder / "2011-01.txt").write_text("")
    shutil.copy(__file__, folder / "notes.md")
    site = build(tmp_path, extra="SEARCH = CARDS = False")
    assert site.code == 1
    for name in ("2010-06.json", "deep/2010-06.txt", "notes.md"):
        assert f"content/transcripts/{name}: does not belong here" in site.said
    assert "content/transcripts/2011-01.txt: there is no chat `2011-01`" in site.said
