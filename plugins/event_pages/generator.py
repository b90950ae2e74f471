"""Pelican's side of the chats: content/ → context["series"], and every page made from it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from pelican.generators import Generator

from bodies import Body
from chats import paths, sheets
from chats.excerpts import Excerpts
from chats.model import Chat, Page, Post, hosts_of
from chats.paths import Site
from chats.problems import ProblemsFound
from chats.series import Series
from chats.sheets import Sheet
from chats.translations import editions
from content_folder.once import once
from content_folder.site import read_site
from event_pages import crumbs, views
from event_pages.listings import years
from event_pages.related import related_chats
from made_of import digest
from output_files import OutputFiles
from pages import Pages, Views

_Related = Mapping[str, tuple[Chat, ...]]


class ChatsGenerator(Generator):  # type: ignore[misc]
    """Reads the content before anything else happens, so that a problem stops the build first."""

    def __init__(self, context: dict[str, Any], settings: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(context, settings, **kwargs)
        self.content = read_site(settings, once(settings))
        if any(not problem.warning for problem in self.content.problems):
            self.content.once.save()
            raise ProblemsFound(self.content.problems)
        self.content.once.texts.keep()
        self.series = self.content.series
        self.excerpts = Excerpts(self.series)
        self.site = Site(settings["SITEURL"])
        self.pages = Pages(self.env, context, self.content.pages)
        context["series"] = self.series
        context["excerpts"] = self.excerpts
        context["site"] = self.site
        context["told_pages"] = self.pages
        context["body_of"] = self.body_of
        context["prose_at"] = self.prose_at
        self.settings["CONTENT"] = self.content  # the posts' reader knows nothing but settings
        context["own_servers"] = any(
            platform.server_join_url
            for platform in (self.series.platform, *(chat.platform for chat in self.series.chats))
        )

    def generate_output(self, writer: OutputFiles) -> None:
        """Write an event page per chat, a page per post, then the pages that list them."""
        self._write_chats(writer)
        self._write_posts(writer)
        self._write_lists(writer)
        self.content.once.save()

    def _write_chats(self, writer: OutputFiles) -> None:
        within, related = crumbs.years(self.series), self._related()
        for chats in self.excerpts.together():
            around = [(chat, *filter(None, self.series.neighbours(chat)), *related[chat.id])
                      for chat in chats]  # fmt: skip
            write = partial(self._write_some, writer, chats, related, within)
            self.pages.write_group(
                writer, "event_page", write,
                self._excerpt(each for found in around for each in found),
                [[each.id for each in found] for found in around],
                [self.body_of(edition) for chat in chats for edition in editions(chat)], within,
            )  # fmt: skip

    def _write_some(
        self, writer: OutputFiles, chats: Iterable[Chat], related: _Related,
        within: Mapping[int, str],
    ) -> None:  # fmt: skip
        series = self.series
        for chat in chats:
            others = related[chat.id]
            seen = self._excerpt((chat, *filter(None, series.neighbours(chat)), *others))
            for edition in editions(chat):
                self.pages.write(
                    writer, edition.path, "event_page", seen, views.of_chat,
                    edition, others, crumbs.to_chat(edition, series, within),
                    crumbs.once_over(edition, series, within), self.body_of(edition),
                    words=edition.words,
                )  # fmt: skip

    def _related(self) -> _Related:
        """Return the chats that are related to each: looked for when what they share changed."""
        chats, values = self.series.chats, self.content.once.values
        facts = [(chat.id, chat.tags, hosts_of(chat), chat.cancelled) for chat in chats]
        key = "related", digest(repr(facts))
        if not (known := values.get(*key)):
            places, found = self.series.places, related_chats(self.series)
            known = {name: [places[chat.id] for chat in found[name]] for name in found}
            values.put(known, *key)
        return {name: tuple(chats[place] for place in places) for name, places in known.items()}

    def _write_posts(self, writer: OutputFiles) -> None:
        series = self.series
        topics = {paths.slug_of(topic.name) for topic in series.topics()}
        hosts = series.hosts().keys()
        chats = {chat.id: chat for chat in series.chats}
        for page in self.content.pages:
            if page.path not in paths.OWN:  # prose of the guide's own page, for instance
                self._whole(writer, page.path, "page", views.of_page, page, self.body_of(page))
        for post in series.posts:
            known = (
                tuple(tag for tag in post.tags if paths.slug_of(tag) in topics),
                tuple(author for author in post.authors if author in hosts),
            )
            seen = self._excerpt((chats[post.chat],) if post.chat in chats else (), (post,))
            self.pages.write(writer, paths.post(post.slug), "article", seen, views.of_post,
                             post, *known, self.body_of(post))  # fmt: skip

    def _write_lists(self, writer: OutputFiles) -> None:
        series = self.series
        for path, template in ((paths.HOME, "index"), (paths.NEXT, "next"),
                               (paths.NOT_FOUND, "404")):  # fmt: skip
            self._whole(writer, path, template, views.of_home)
        self._whole(writer, paths.LATEST, "latest", views.of_latest)
        self._whole(writer, paths.TOPICS, "topics", views.of_topics)
        self._whole(writer, paths.HOSTS, "hosts", views.of_hosts)
        index = years(series, self.site)
        for archive in sheets.of_archive(series):
            seen = self.excerpts.whole if archive.number == 1 else self._excerpt(_chats_on(archive))
            self.pages.write(writer, archive.own_path, "chats", seen, views.of_archive,
                             archive, index)  # fmt: skip
        for topic in series.topics():
            self._list(writer, paths.topic(topic.name), topic.chats, "topic", views.of_topic,
                       topic.name)  # fmt: skip
        for host, chats in series.hosts().items():
            self._list(writer, paths.host(host.id), chats, "host", views.of_host, host)
        for posts in sheets.of_posts(series):
            self._whole(writer, posts.own_path, "posts", views.of_posts, posts)

    def _list(
        self, writer: OutputFiles, path: str, chats: tuple[Chat, ...], template: str,
        shown: Views, fact: object,
    ) -> None:  # fmt: skip
        """Write the sheets of a list of chats; the first two tell whether it has a calendar."""
        for sheet in sheets.of(path, chats):
            seen = self._excerpt((*chats[:2], *sheet.items))
            self.pages.write(writer, sheet.own_path, template, seen, shown, fact, sheet)

    def _whole(
        self, writer: OutputFiles, path: str, template: str, shown: Views, *facts: object
    ) -> None:
        self.pages.write(writer, path, template, self.excerpts.whole, shown, *facts)

    def _excerpt(self, chats: Iterable[Chat], posts: tuple[Post, ...] = ()) -> Series:
        """Return the series as these chats tell it, with the posts that followed them."""
        places = self.series.places
        each = sorted({places[chat.id]: chat for chat in chats}.items())
        found = tuple(chat for _, chat in each)
        recaps = (post for chat in found for post in self.series.recaps(chat))
        return self.excerpts.of(found, tuple(dict.fromkeys((*posts, *recaps))))

    def body_of(self, entry: Chat | Page | Post) -> Body:
        """Return an entry's body, which is HTML once somebody asks for it."""
        return Body(self.content, entry.source)

    def prose_at(self, path: str) -> tuple[Page | None, Body | None]:
        """Return the series' own words for one of the site's pages, and their body."""
        page = next((page for page in self.content.pages if page.path == path), None)
        return page, page and self.body_of(page)


def _chats_on(archive: Sheet[sheets.Year]) -> Iterator[Chat]:
    for _, chats in archive.items:
        yield from chats
