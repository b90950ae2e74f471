"""What a push to a publishing repository comes to."""

import os
import re
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from publishing import (
    CHAT,
    GIT,
    URL,
    Clone,
    Server,
    clean_build,
    files_of,
    reading,
    run,
    tiny_project,
)
from sites import ROOT

ADDRESS = f"{URL}/chats/2010-06-x/"
GUIDE = ROOT / "docs/self-hosting.md"


def test_a_push_is_live_with_the_addresses_of_what_changed(server: Server) -> None:
    writer = server.clone("writer")
    writer.chat("Push 1.")
    writer.chat("Another.", "content/chats/2010-07-y.md", "2010-07-08")
    writer.git("mv", "content/chats/2010-07-y.md", "content/chats/2010-07-z.md")
    writer.write("content/chats/2010-08-later.md", "---\ntitle: A\ntopic: X\ndate: 2010-08-08\n"
                 "status: draft\n---\n")  # fmt: skip
    commit = writer.commit("more")
    done = writer.push()
    assert (done.code, server.head()) == (0, commit)
    assert done.remote[0] == f"building {commit[:9]} …"
    assert done.remote[1].startswith("2 chats, 0 posts: ")
    assert done.remote[2:] == [
        f"changed: {ADDRESS}",
        f"new: {URL}/chats/2010-07-z/",
        "not shown: content/chats/2010-08-later.md, a draft or still to be announced",
        f"live: {commit[:9]}, {URL}/",
    ]
    assert "Push 1." in server.page("chats/2010-06-x")


def test_what_is_live_is_a_clean_build_of_its_commit_at_its_instant_byte_for_byte(
    server: Server, tmp_path: Path
) -> None:
    writer = server.clone("writer")
    writer.chat("Announced by its commit.", "content/chats/2027-01-y.md", "2027-01-14")
    writer.push()
    live = server.live()
    assert live.facts.commit == server.head()
    site = files_of(live.site)
    assert site == clean_build(server, live, tmp_path / "clean")
    assert "chats/2027-01-y/invite.ics" in site


def test_a_translation_and_a_transcript_are_told_by_the_addresses_of_their_pages(
    server: Server,
) -> None:
    writer = server.clone("writer")
    writer.write("content/chats/2010-06-x.fr.md", "---\ntitle: Un\ntopic: X\n"
                 "questions: [Pourquoi]\n---\n\nBonjour.\n")  # fmt: skip
    writer.write(
        "content/transcripts/2010-06.txt",
        "[2010-06-10 21:03:12] @amy (Amy)\nid: k3f9x2ab\n| A1. Trust first.\n",
    )
    writer.commit("words")
    done = writer.push()
    assert done.remote[-3:-1] == [f"new: {ADDRESS}fr/", f"new: {ADDRESS}transcript/"], done.text


def test_a_key_that_may_push_and_nothing_else_publishes(server: Server, tmp_path: Path) -> None:
    """What sshd does with the line of docs/self-hosting.md, without sshd."""
    [line] = re.findall(r'^restrict,command="(.*)" ssh-', GUIDE.read_text("utf-8"), re.M)
    command = line.replace('\\"', '"')
    ssh = tmp_path / "ssh"
    ssh.write_text(
        f"#!/bin/sh\nshift\nexport SSH_ORIGINAL_COMMAND=\"$*\"\nexec sh -c '{command}'\n"
    )
    ssh.chmod(0o755)
    writer = server.clone("writer")
    writer.git("remote", "set-url", "live", f"ssh://site@host.example{server.repository}")
    writer.chat("Push 1.")
    assert writer.push(GIT_SSH_COMMAND=str(ssh), GIT_SSH_VARIANT="simple").code == 0
    assert server.live().facts.commit == writer.head()
    done = run(ssh, "host.example", "id", cwd=tmp_path)
    assert done.code != 0
    assert "uid=" not in done.text


def test_a_broken_push_is_refused_with_the_lines_of_check_and_changes_nothing(
    server: Server,
) -> None:
    writer, before = server.clone("writer"), server.head()
    site = files_of(server.live().site)
    writer.chat("Broken.", date="2010-06-31")
    writer.write("content/chats/2010-07-y.md", "no head")
    writer.commit("worse")
    with reading(server) as reader:
        done = writer.push()
    assert done.code != 0
    assert done.remote[1:] == [
        f"{CHAT}:4: date: 31 June does not exist; write a day of the calendar",
        *[line for line in done.remote if line.startswith("content/chats/2010-07-y.md:1: ")],
        "2 problems; nothing was written, the site is as it was",
        "refused: main stays as it was",
    ]
    checked = server.project.root
    for name in (CHAT, "content/chats/2010-07-y.md"):
        (checked / name).write_text((writer.root / name).read_text())
    lines = _check(server.project.root)
    assert done.remote[1:3] == lines[:2]
    assert server.head() == before
    assert files_of(server.live().site) == site
    assert not reader.faults
    assert not list((server.site / "building").iterdir())


def _check(root: Path) -> list[str]:
    return run(sys.executable, "-m", "invoke", "check", cwd=root).text.splitlines()


def test_settings_theme_and_plugins_of_a_push_build_nothing(server: Server) -> None:
    writer = server.clone("writer")
    _with_other_code(writer.root)
    writer.chat("Push 1.")
    done = writer.push()
    assert done.code == 0, done.text
    assert "Push 1." in server.page("chats/2010-06-x")
    assert "Pushed theme" not in server.page()
    assert not (server.folder / "pwned").exists()


def test_the_switch_trusts_the_whole_tree(server: Server) -> None:
    assert server.init("--trust", "tree").code == 0
    writer = server.clone("writer")
    _with_other_code(writer.root)
    writer.chat("Push 1.")
    assert writer.push().code == 0
    assert "Pushed theme" in server.page()
    assert (server.folder / "pwned").exists()
    writer.write("requirements.lock", "other==1\n")
    writer.commit("pins")
    assert "requirements.lock: pins other packages than are installed here" in writer.push().text
    assert server.init("--trust", "content").code == 0
    assert "Pushed theme" not in server.page()


def _with_other_code(root: Path) -> None:
    base = root / "theme/templates/base.html"
    base.write_text(base.read_text().replace("</body>", "Pushed theme</body>"))
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text() + f"open({str(root.parent / 'pwned')!r}, 'w')\n")


def test_only_the_branch_publishes_and_git_does_the_rest_as_ever(server: Server) -> None:
    writer, before = server.clone("writer"), server.head()
    writer.git("checkout", "-qb", "draft")
    writer.chat("Broken.", date="2010-06-31")
    writer.git("tag", "v1")
    done = writer.push("draft", "v1")
    assert (done.code, done.remote) == (0, [])
    assert writer.push("--force", "draft~1:draft").code == 0
    assert writer.push(":draft", ":v1").code == 0
    assert (server.head("draft"), server.head(), server.live().facts.commit) == ("", before, before)


def test_the_published_branch_is_neither_deleted_nor_rewound(server: Server) -> None:
    writer, first = server.clone("writer"), server.head()
    writer.chat("Push 1.")
    writer.push()
    done = writer.push(":main")
    assert done.code != 0
    assert done.remote[0] == "main is what the site shows, so it cannot be deleted"
    done = writer.push("--force", f"{first}:main")
    assert done.code != 0
    assert done.remote[0].startswith("main would lose commits that are published")
    assert server.head() == writer.head() == server.live().facts.commit


def test_other_branches_are_previewed_where_that_was_chosen(server: Server) -> None:
    assert server.init("--previews", "https://drafts.example.org").code == 0
    writer, before = server.clone("writer"), files_of(server.live().site)
    writer.git("checkout", "-qb", "fix/June")
    writer.chat("A draft.")
    done = writer.push("fix/June")
    assert done.remote == ["preview: https://drafts.example.org/fix-june/"]
    preview = server.site / "previews/fix-june"
    page = (preview / "chats/2010-06-x/index.html").read_text()
    assert "A draft." in page
    assert "https://drafts.example.org/fix-june/chats/2010-06-x/" in page
    assert "Disallow: /\n" in (server.site / "previews/robots.txt").read_text()
    writer.chat("Broken.", date="2010-06-31")
    done = writer.push("fix/June")
    assert done.code == 0
    assert done.remote[0].startswith(f"{CHAT}:4: date: 31 June does not exist")
    assert done.remote[-1] == "fix/June: accepted, but cannot be previewed yet"
    assert files_of(server.live().site) == before
    assert server.remote("status").code == 0
    assert writer.push(":fix/June").code == 0
    assert not preview.is_symlink()


def test_a_preview_that_takes_long_holds_up_no_push_of_the_branch(
    server: Server, tmp_path: Path
) -> None:
    assert server.init("--previews", "https://drafts.example.org").code == 0
    go = tmp_path / "go"
    server.patch("plugins/desk/build.py", _WAITING.format(go=str(go)))
    writer, drafter = server.clone("writer"), server.clone("drafter")
    drafter.chat("A draft.")
    with ThreadPoolExecutor() as pool:
        draft = pool.submit(drafter.push, "HEAD:draft")
        while not go.with_name("waits").exists() and not draft.done():
            time.sleep(0.02)
        writer.chat("Push 1.")
        assert writer.push().remote[-1] == f"live: {writer.head()[:9]}, {URL}/"
        assert server.run("publish").code == 0
        waiting = not draft.done()
        go.touch()
        assert draft.result().remote == ["preview: https://drafts.example.org/draft/"]
    assert waiting
    assert (server.site / "previews/draft").resolve().is_relative_to(server.site / "drafts")


_WAITING = """

import os
import time

if "drafts" in os.environ.get("SITEURL", ""):
    go = Path({go!r})
    go.with_name("waits").touch()
    while not go.exists():
        time.sleep(0.02)
"""


def test_previews_in_need_of_one_folder_are_told_with_each_branch_once(server: Server) -> None:
    assert server.init("--previews", "https://drafts.example.org").code == 0
    writer = server.clone("writer")
    assert writer.push("HEAD:fix/june", "HEAD:fix-june", "HEAD:a/" + 240 * "a").code == 0
    told = [line for line in server.remote("status").text.splitlines() if "preview" in line]
    why = "its preview would have no folder of its own; rename the branch"
    assert told == [f"a/{240 * 'a'}: {why}", f"fix/june: {why}"]
    assert server.remote("init", "--previews", "none").code == 0
    assert not list((server.site / "previews").glob("fix*"))
    assert "fix" not in server.remote("status").text


def test_whoever_pushes_hears_the_warnings_of_check(server: Server) -> None:
    writer = server.clone("writer")
    writer.chat("Push 1.")
    run(sys.executable, "-m", "invoke", "build", cwd=writer.root)
    writer.commit("identities")
    assert not [line for line in writer.push().remote if "warning" in line]
    writer.chat("We meet at 2 pm PST.", more='hashtag: "#other"\n')
    done = writer.push()
    assert (done.code, done.remote[-1]) == (0, f"live: {writer.head()[:9]}, {URL}/")
    warned = [line for line in done.remote if "warning" in line]
    assert warned == [*_check(writer.root)[:2], "2 warnings"]
    assert warned[0].startswith(f"{CHAT}:9: warning: ")
    assert warned[1].startswith("content/identities.lock: warning: 1 entry of the calendar changed")


def test_a_clone_can_be_the_first_to_push_and_to_any_branch_chosen(tmp_path: Path) -> None:
    server = Server(tmp_path)
    tiny_project(server.project.root)
    assert server.init("--branch", "live").code == 0
    writer = server.clone("writer")
    writer.write("content/pages/how-to-participate.md", "---\ntitle: How\n---\n\nCome.\n")
    writer.chat("First.")
    assert writer.push("HEAD:live").code == 0
    assert "First." in server.page("chats/2010-06-x")


# ---------------------------------------------------------------- what a tree may hold


def test_links_and_submodules_are_refused_by_their_names(server: Server) -> None:
    writer = server.clone("writer")
    (writer.root / "content/images").mkdir()
    (writer.root / "content/images/passwd.png").symlink_to("/etc/passwd")
    commit = writer.commit("a link")
    writer.git("update-index", "--add", "--cacheinfo", f"160000,{commit},content/sub")
    writer.git("commit", "-qm", "a submodule")
    done = writer.push()
    assert done.code != 0
    assert done.remote[1:] == [
        "content/images/passwd.png: is a symbolic link; put the file itself here",
        "content/sub: is another repository (a submodule); put its files here",
        "refused: main stays as it was",
    ]


def test_a_path_that_no_system_takes_is_refused_by_its_name(server: Server) -> None:
    writer = server.clone("writer")
    path = f"content/files/{'/'.join(['d' * 200] * 25)}/x.txt"
    blob = writer.git("hash-object", "-w", CHAT).text.strip()
    writer.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    writer.git("commit", "-qm", "far down")
    told = writer.push().remote
    assert told[1].startswith("content/files/ddd")
    assert told[-1] == "refused: main stays as it was"
    log = (server.repository / "chatseries/log").read_text()
    assert f"{path}: has a path longer than 1000 bytes; move it up\n" in log


def test_a_few_small_trees_that_list_a_billion_files_are_refused_at_once(server: Server) -> None:
    writer = server.clone("writer")
    bomb, _ = _bomb(writer)
    assert writer.push(f"{bomb}:main").remote[1:] == [
        "content: more than 20,000 files or 1,000,000,000 bytes; take some out",
        "refused: main stays as it was",
    ]


def test_a_history_that_git_cannot_list_dates_nothing_wrongly(server: Server) -> None:
    writer = server.clone("writer")
    settings = server.repository / "chatseries/settings.json"
    settings.write_text(settings.read_text().replace('"megabytes": 2048', '"megabytes": 200'))
    _, undone = _bomb(writer)
    done = writer.push(f"{undone}:main", timeout=600)
    assert done.code != 0
    assert [line for line in done.remote if line.startswith("content: ")] == [
        "content: git cannot tell when its files were committed: a commit of this push lists more "
        "files than it can go through; push without that commit",
    ]


def _bomb(writer: Clone) -> tuple[str, str]:
    """Return a commit that lists a billion files in content/, and one that takes them out."""

    def made(*command: str, text: str = "") -> str:
        done = subprocess.run(("git", *command), cwd=writer.root, input=text, text=True,
                              env={**os.environ, **GIT}, capture_output=True)  # fmt: skip
        return done.stdout.strip()

    tree = made("mktree", text=f"100644 blob {made('hash-object', '-w', CHAT)}\tx.txt\n")
    for _ in range(9):
        tree = made("mktree", text="".join(f"040000 tree {tree}\td{n}\n" for n in range(10)))
    content = made("mktree", text=f"{made('ls-tree', 'HEAD:content')}\n040000 tree {tree}\tfiles\n")
    others = [line for line in made("ls-tree", "HEAD").splitlines() if "\tcontent" not in line]
    root = made("mktree", text="\n".join([*others, f"040000 tree {content}\tcontent\n"]))
    bomb = made("commit-tree", root, "-p", "HEAD", "-m", "more")
    return bomb, made("commit-tree", "HEAD^{tree}", "-p", bomb, "-m", "less")


def test_attributes_of_a_contributor_hide_and_change_no_file(server: Server) -> None:
    writer = server.clone("writer")
    writer.write(".gitattributes", "content/chats/* export-ignore export-subst\n*.md eol=crlf\n")
    writer.chat("Push $Format:%H$.")
    assert writer.push().code == 0
    assert "Push $Format:%H$." in server.page("chats/2010-06-x")


def test_a_content_folder_that_is_gone_is_refused(server: Server) -> None:
    writer = server.clone("writer")
    writer.git("rm", "-rq", "content")
    writer.commit("nothing")
    done = writer.push()
    assert done.remote[1] == "content: is missing; it is the folder of the chats and posts"


def test_readers_may_read_what_was_pushed_under_an_odd_umask(server: Server) -> None:
    writer = server.clone("writer")
    writer.chat("Push 1.")
    assert run("git", "push", "live", "HEAD:main", cwd=writer.root, umask=0o077).code == 0
    for path in (server.live().folder, *server.live().site.rglob("*")):
        mode = path.stat().st_mode
        wanted = 0o755 if stat.S_ISDIR(mode) else 0o644
        assert stat.S_IMODE(mode) == wanted, path
    assert not (server.live().site / ".site-files").exists()
