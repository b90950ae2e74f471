"""Pelican's side of the chats: content/ → context["series"], and every page made from it."""

from collections.abc import Iterable, Mapping
from typing import Any

from pelican.generators import Generator

from bodies import body_html
from chats import paths, sheets
from chats.model import Chat, Post
from chats.paths import Site
from chats.problems import ProblemsFound
from chats.sheets import Sheet
from content_folder.once import once
from content_folder.site import read_site
from event_pages import crumbs, listings
from event_pages.chat_view import chat_card, chat_view
from event_pages.crumbs import breadcrumbs_json_ld
from event_pages.post_views import post_cards, post_views
from event_pages.related import related_chats
from event_pages.structured import event_json_ld


class ChatsGenerator(Generator):  # type: ignore[misc]
    """Reads the content before anything else happens, so that a problem stops the build first."""

    def __init__(self, context: dict[str, Any], settings: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(context, settings, **kwargs)
        self.content = read_site(settings, once(settings))
        if any(not problem.warning for problem in self.content.problems):
            self.content.once.texts.save()
            raise ProblemsFound(self.content.problems)
        self.series = self.content.series
        self.site = Site(settings["SITEURL"])
        context["series"] = self.series
        context["site"] = self.site
        context["body_of"] = self.absolute_body
        self.settings["CONTENT"] = self.content  # the posts' reader knows nothing but settings
        context["own_servers"] = any(
            platform.server_join_url
            for platform in (self.series.platform, *(chat.platform for chat in self.series.chats))
        )
        context["topics"] = listings.topics(self.series, self.site)
        context["hosts"] = listings.hosts(self.series, self.site)
        context["post_views"] = post_views(self.series, self.site)

    def generate_output(self, writer: Any) -> None:
        """Write an event page per chat, then the pages that list them."""
        series, site = self.series, self.site
        self._write_chats(writer)
        self._page(writer, paths.HOME, "index", home=listings.home(series, site))
        for archive in listings.archive(series, site):
            self._page(writer, archive.sheet.own_path, "chats", archive=archive)
        to_topic, to_host = crumbs.to_topic(series.words), crumbs.to_host(series.words)
        self._page(writer, paths.TOPICS, "topics")
        for topic in self.context["topics"]:
            way = breadcrumbs_json_ld(to_topic, topic.name, site)
            self._list(writer, sheets.of(topic.path, topic.chats), "topic",
                       topic=topic, crumbs=to_topic, json_ld=way)  # fmt: skip
        self._page(writer, paths.HOSTS, "hosts")
        for host in self.context["hosts"]:
            way = breadcrumbs_json_ld(to_host, host.person.name, site)
            self._list(writer, sheets.of(host.path, host.chats), "host",
                       host=host, crumbs=to_host, json_ld=way)  # fmt: skip
        self._page(writer, paths.NEXT, "next", home=listings.home(series, site))
        self._page(writer, paths.LATEST, "latest", chats=listings.latest(series, site))
        posts = post_cards(series, site)
        self._list(writer, sheets.of(paths.POSTS, posts, sheets.POSTS), "posts")
        self._page(writer, paths.NOT_FOUND, "404", home=listings.home(series, site))
        self.content.once.texts.save()

    def _write_chats(self, writer: Any) -> None:
        series, site = self.series, self.site
        years, related = crumbs.years(series), related_chats(series)
        for chat in series.chats:
            way = crumbs.to_chat(chat, series, years)
            self._page(
                writer,
                paths.chat(chat.slug),
                "event_page",
                view=chat_view(chat, series, site, chat.words),
                body=body_html(self.content, chat.source, site.link),
                crumbs=way,
                related=tuple(
                    chat_card(other, series, site, chat.words) for other in related[chat.id]
                ),
                json_ld=(
                    event_json_ld(chat, series, site),
                    breadcrumbs_json_ld(way, chat.title, site),
                ),
            )

    def _list(self, writer: Any, cut: Iterable[Sheet[Any]], template: str, **views: object) -> None:
        for sheet in cut:
            self._page(writer, sheet.own_path, template, sheet=sheet, **views)

    def _page(self, writer: Any, path: str, template: str, **views: object) -> None:
        writer.write_file(paths.file_of(path), self.get_template(template), self.context, **views)

    def absolute_body(self, entry: Chat | Post) -> str:
        """Return a body's HTML with whole addresses, for readers outside the site."""
        return body_html(self.content, entry.source, self.site.absolute)
