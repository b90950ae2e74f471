"""content/ as writers leave it: everything that is wrong with it, told at once."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import git
from writers import head, series_of

from bodies import body_html
from chats.file_text import MAX_BYTES
from content_folder.git_times import Pushed, committed, ever_added, history
from content_folder.reading import Content, read_content
from content_folder.settings_lines import settings_lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a content folder with one chat that is in order."""
    content = tmp_path / "content"
    for name in ("chats", "posts", "pages"):
        (content / name).mkdir(parents=True)
    (content / "chats/2010-06-organizing.md").write_text(head())
    (content / "people.yaml").write_text("amy:\n  name: Amy\n")
    return content


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in sorted(read_content(folder, series_of()).problems)]


def post(*lines: str) -> str:
    return "\n".join(("---", "title: A post", "date: 2010-06-04", *lines, "---", "", "Text.", ""))


def test_a_folder_in_order_has_no_problem(folder: Path) -> None:
    content: Content = read_content(folder, series_of())
    assert content.problems == []
    assert [chat.id for chat in content.series.chats] == ["2010-06"]
    assert list(content.series.people) == ["amy"]
    assert content.targets == {"chats/2010-06-organizing.md": "chats/2010-06-organizing/"}


def test_all_problems_of_all_files_come_in_one_report(folder: Path) -> None:
    (folder / "chats/2010-07-x.md").write_text(head(date="2010-02-30", zone="EST"))
    (folder / "chats/2010-08-y.md").write_text("no head")
    (folder / "posts/z.md").write_text(post("tytle: z"))
    (folder / "pages/w.md").write_text("---\n---\n")
    (folder / "people.yaml").write_text("amy:\n  nam: Amy\n")
    told = problems(folder)
    assert [line.split(":")[0].removeprefix("content/") for line in told] == [
        "chats/2010-07-x.md", "chats/2010-07-x.md", "chats/2010-08-y.md", "pages/w.md",
        "people.yaml", "people.yaml", "posts/z.md",
    ]  # fmt: skip


def test_a_chat_in_the_wrong_folder_is_told_where_it_belongs(folder: Path) -> None:
    (folder / "2010-07-x.md").write_text(head())
    (folder / "posts/2010-07-x.md").write_text(head())
    (folder / "chats/2010").mkdir()
    (folder / "chats/2010/2010-07-x.md").write_text(head())
    (folder / "drafts").mkdir()
    (folder / "drafts/x.md").write_text(head())
    told = "\n".join(problems(folder))
    assert "content/2010-07-x.md: lies in the wrong folder; chats belong in content/chats/" in told
    assert "content/posts/2010-07-x.md:3: topic: is a chat's field; move the file to" in told
    assert "content/chats/2010/2010-07-x.md: lies too deep; move it to content/chats/" in told
    assert "content/drafts/x.md: lies in the wrong folder" in told


@pytest.mark.parametrize("name", ["2010-07-x.MD", "2010-07-x.markdown", "2010-07-x.rst",
                                  "2010-07-x.html", "2010-07-x.txt"])  # fmt: skip
def test_a_post_that_is_not_called_md_is_not_forgotten_in_silence(folder: Path, name: str) -> None:
    (folder / "chats" / name).write_text(head())
    assert problems(folder) == [
        f"content/chats/{name}: only Markdown is read here; rename it to chats/2010-07-x.md"
    ]


def test_a_file_over_the_bound_is_refused_unread(folder: Path) -> None:
    (folder / "chats/2010-07-x.md").write_bytes(b"x" * 5_000_000)
    (problem,) = problems(folder)
    assert f"has 5,000,000 bytes, over the limit of {MAX_BYTES:,}" in problem


def test_symbolic_links_and_their_loops_are_refused(folder: Path) -> None:
    secret = folder.parent / "secret"
    secret.write_text("secret")
    (folder / "chats/2010-07-x.md").symlink_to(secret)
    (folder / "chats/loop").symlink_to(folder)
    (folder / "images").symlink_to("/")
    (folder / "gone.md").symlink_to(folder / "nowhere")
    assert problems(folder) == [
        f"content/{name}: is a symbolic link; put the file itself here"
        for name in ("chats/2010-07-x.md", "chats/loop", "gone.md", "images")
    ]


def test_a_pipe_does_not_hang_the_build(folder: Path) -> None:
    os.mkfifo(folder / "chats/2010-07-x.md")
    assert problems(folder) == ["content/chats/2010-07-x.md: is not an ordinary file; delete it"]


def test_a_missing_content_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "content")
    assert "cannot be read: No such file or directory" in problem


def test_editors_scratch_files_are_left_alone(folder: Path) -> None:
    for name in (".2010-07-x.md.swp", "2010-07-x.md~", "#2010-07-x.md#", ".DS_Store"):
        (folder / "chats" / name).write_text("x")
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("{filename}/chats/2010-07-gone.md", "there is no file chats/2010-07-gone.md"),
        ("{filename}../../../etc/passwd", "leads out of the content folder"),
        ("{static}/images/gone.png", "there is no file images/gone.png"),
        ("{attach}../../proc/self/environ", "only {filename} (a post) and {static}"),
        ("{include}x", "only {filename}"),
        ("{static}/people.yaml", "people.yaml is not published; put it into images/ or files/"),
        ("2010-06-organizing.md", "leads nowhere from the page; write {filename}/chats/x.md"),
        ("../chats/2010-06-organizing.md", "leads nowhere from the page"),
        ("www.example.org", "https://… for another site"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_line(
    folder: Path, body: str, part: str
) -> None:
    (folder / "posts/p.md").write_text(post() + f"\n\nsee [this]({body})\n")
    (problem,) = problems(folder)
    assert problem.startswith("content/posts/p.md:9: ")
    assert part in problem


def test_a_link_to_what_is_not_public_yet_keeps_its_words_and_loses_its_address(
    folder: Path,
) -> None:
    (folder / "chats/2010-07-later.md").write_text(head(date="2010-07-08", announced="2010-07-01"))
    (folder / "posts/p.md").write_text(post() + "\n[the next]({filename}/chats/2010-07-later.md)")
    content = read_content(folder, series_of())
    assert content.problems == []
    assert body_html(content, "content/posts/p.md", str).endswith("<a>the next</a></p>")


def test_links_in_code_are_not_links(folder: Path) -> None:
    (folder / "posts/p.md").write_text(
        post() + "\nSee `[x]({filename}gone.md)`.\n\n```\n[x]({filename}gone.md)\n# no title\n```\n"
    )
    assert problems(folder) == []


def test_a_first_level_heading_in_a_body_is_refused(folder: Path) -> None:
    (folder / "posts/p.md").write_text(post() + "\n# Once more the title\n")
    (problem,) = problems(folder)
    assert "write `## Once more the title`" in problem


def test_a_recap_names_a_chat_that_exists(folder: Path) -> None:
    (folder / "posts/p.md").write_text(post("kind: recap", "chat: 2010-05"))
    (folder / "posts/q.md").write_text(post("kind: recap"))
    told = problems(folder)
    assert told == [
        "content/posts/p.md:5: chat: there is no chat `2010-05`; there are 2010-06",
        "content/posts/q.md:2: chat: is missing; write the id of the chat that this recap is about",
    ]


def test_a_page_may_not_take_an_address_of_the_site(folder: Path) -> None:
    (folder / "pages/calendar.md").write_text("---\ntitle: x\n---\n")
    (problem,) = problems(folder)
    assert "/calendar/ is a page that the site makes itself" in problem


def test_a_picture_must_be_there_and_be_published(folder: Path) -> None:
    (folder / "chats/2010-06-organizing.md").write_text(
        head(image="images/a.png", image_alt="A", recording="people.yaml")
    )
    told = problems(folder)
    assert "image: there is no file content/images/a.png" in told[0]
    assert "recording: `people.yaml` is not published" in told[1]


def test_what_is_not_announced_yet_and_drafts_are_not_in_the_series(folder: Path) -> None:
    (folder / "chats/2010-07-later.md").write_text(head(date="2010-07-08", announced="2010-07-01"))
    (folder / "chats/2010-08-draft.md").write_text(head(date="2010-08-12", status="draft"))
    (folder / "posts/future.md").write_text(post().replace("2010-06-04", "2010-06-06"))
    content = read_content(folder, series_of())
    assert content.problems == []
    assert [chat.id for chat in content.series.chats] == ["2010-06"]
    assert content.series.posts == ()
    assert [slot.id for slot in content.series.placeholders] == ["2010-07", "2010-08", "2010-09"]


@given(st.binary(max_size=300))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_whatever_gives_anything_but_problems(folder: Path, data: bytes) -> None:
    (folder / "chats/2010-06-organizing.md").write_bytes(b"---\n" + data)
    (folder / "people.yaml").write_bytes(data)
    read_content(folder, series_of())


# ---------------------------------------------------------------- git


@pytest.fixture
def repository(folder: Path) -> Path:
    """Return the content folder of a repository: committed on the 1st, changed on the 2nd."""
    git(folder.parent, "init", "-q")
    for number, extra in ((1, ""), (2, "More.\n")):
        file = folder / "chats/2010-06-organizing.md"
        file.write_text(head(announced=None) + extra)
        git(folder.parent, "add", "-A")
        git(folder.parent, "commit", "-qm", "x", day=f"2010-05-0{number}")
    return folder


NOW = datetime(2010, 6, 5, tzinfo=UTC)


def days_of(repository: Path, path: str = "chats/2010-06-organizing.md") -> tuple[int, int]:
    known = history(repository, NOW)
    assert known is not None
    times = known.times[path]
    assert times.first is not None
    return times.first.day, times.last.day


def test_git_gives_the_first_and_the_last_commit_of_a_file(repository: Path) -> None:
    assert days_of(repository) == (1, 2)


def test_a_renamed_file_keeps_its_first_commit(repository: Path) -> None:
    git(repository, "mv", "chats/2010-06-organizing.md", "chats/2010-06-neu é.md")
    git(repository, "commit", "-qm", "x", day="2010-05-03")
    assert days_of(repository, "chats/2010-06-neu é.md") == (1, 3)


def test_a_change_that_is_not_committed_counts_as_made_now(repository: Path) -> None:
    (repository / "chats/2010-06-organizing.md").write_text(head(title="Changed"))
    (repository / "chats/2010-07-new.md").write_text(head())
    assert days_of(repository) == (1, 5)
    assert days_of(repository, "chats/2010-07-new.md") == (5, 5)


def test_a_commit_from_the_end_of_time_stops_nothing(repository: Path) -> None:
    (repository / "chats/2010-06-organizing.md").write_text(head(title="Changed"))
    who = ("-c", "user.name=w", "-c", "user.email=w@x.example")
    late = {**os.environ, "GIT_COMMITTER_DATE": "@99999999999999 +0000"}
    subprocess.run(("git", *who, "commit", "-qam", "x"), cwd=repository, check=True, env=late)
    known = history(repository, NOW)
    assert known is not None
    assert known.times["chats/2010-06-organizing.md"].last.year == 9999
    read_content(repository, series_of(), known)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("people.yaml/x.md", "people.yaml/x.md: lies in a folder; content/people.yaml is a file"),
        ("identities.lock/x", "identities.lock/x: lies in a folder; content/identities.lock is a"),
        ("chats", "chats: is a file; content/chats/ is a folder"),
        ("images", "images: is a file; content/images/ is a folder"),
    ],
)
def test_a_file_where_a_folder_belongs_and_the_reverse_are_told(
    tmp_path: Path, path: str, message: str
) -> None:
    file = tmp_path / "content" / path
    file.parent.mkdir(parents=True)
    file.write_text("x")
    content = read_content(tmp_path / "content", series_of())
    assert [str(each) for each in content.problems if f"content/{message}" in str(each)]


def test_no_attribute_hides_what_the_lock_once_said(repository: Path) -> None:
    (repository / "identities.lock").write_text("page  /old/\n")
    (repository / ".gitattributes").write_text("* -diff -text\n")
    who = ("-c", "user.name=w", "-c", "user.email=w@x.example")
    for command in (("add", "."), ("commit", "-qm", "x")):
        subprocess.run(("git", *who, *command), cwd=repository, check=True)
    assert ever_added(repository, "identities.lock") == b"page  /old/"


def test_a_folder_without_git_has_no_history(folder: Path) -> None:
    assert history(folder, NOW) is None


def test_a_chat_is_announced_by_its_first_commit(repository: Path) -> None:
    content = read_content(repository, series_of(), history(repository, NOW))
    assert content.problems == []
    (chat,) = content.series.chats
    assert (chat.announced.day, chat.updated.day) == (1, 2)


def shallow_clone(repository: Path, tmp_path: Path) -> Path:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", repository.parent.as_uri(), str(clone))
    return clone / "content"


def test_a_shallow_clone_gives_no_times_instead_of_wrong_ones_and_says_so(
    repository: Path, tmp_path: Path
) -> None:
    clone = shallow_clone(repository, tmp_path)
    known = history(clone, NOW)
    assert known is not None
    assert (known.shallow, dict(known.times)) == (True, {})
    told = [str(problem) for problem in read_content(clone, series_of(), known).problems]
    assert told[0].startswith("content: warning: the clone is shallow")
    assert "announced: is missing, and there is no git history to take it from" in told[1]


def test_a_change_after_the_cut_of_a_shallow_clone_is_known_and_the_first_commit_is_not(
    repository: Path, tmp_path: Path
) -> None:
    clone = shallow_clone(repository, tmp_path)
    (clone / "chats/2010-06-organizing.md").write_text(head(announced=None, title="New"))
    git(clone, "commit", "-qam", "x", day="2010-05-07")
    known = history(clone, NOW)
    assert known is not None
    times = known.times["chats/2010-06-organizing.md"]
    assert (times.first, times.last.day) == (None, 7)


# ---------------------------------------------------------------- a commit that was pushed


def test_a_bare_repository_knows_what_a_clone_of_the_commit_would_know(
    repository: Path, tmp_path: Path
) -> None:
    git(repository, "mv", "chats/2010-06-organizing.md", "chats/2010-06-neu é.md")
    git(repository, "commit", "-qm", "x", day="2010-05-03")
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(repository.parent), str(bare))
    for commit in ("HEAD", "HEAD~1"):
        git(repository, "checkout", "-q", "--detach", commit)
        assert Pushed(git_dir=bare, commit=commit).history() == history(repository, NOW)


def test_a_pushed_commit_is_held_against_the_identities_of_the_one_that_it_replaces(
    repository: Path,
) -> None:
    (repository / "identities.lock").write_text("alias /a/ /b/\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "x", day="2010-05-03")

    def published(before: str) -> bytes:
        pushed = Pushed(git_dir=repository.parent / ".git", commit="HEAD", before=before)
        return pushed.published("identities.lock")

    assert published("HEAD") == committed(repository, "identities.lock") == b"alias /a/ /b/\n"
    assert published("HEAD~1") == published("") == b""


# ---------------------------------------------------------------- settings


def test_a_key_of_the_settings_is_found_in_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pelicanconf.py"
    file.write_text('A = 1\nSERIES = {\n    "name": "x",\n    "zones": {\n'
                    '        "UK": "y",\n    },\n}\n')  # fmt: skip
    assert settings_lines(file) == {
        "A": 1, "SERIES": 2, "SERIES.name": 3, "SERIES.zones": 4, "SERIES.zones.UK": 5,
    }  # fmt: skip
    file.write_text("SERIES = ")
    assert settings_lines(file) == {}
