"""Pelican's side of the chats: content/ → context["series"], and every page made from it."""

from collections.abc import Mapping
from typing import Any

from pelican.generators import Generator

from bodies import body_html
from chats import paths
from chats.model import Chat, Post
from chats.paths import Site
from chats.problems import ProblemsFound
from content_folder.site import read_site
from event_pages import listings
from event_pages.chat_view import chat_view
from event_pages.structured import event_json_ld


class ChatsGenerator(Generator):  # type: ignore[misc]
    """Reads the content before anything else happens, so that a problem stops the build first."""

    def __init__(self, context: dict[str, Any], settings: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(context, settings, **kwargs)
        self.content = read_site(settings)
        if any(not problem.warning for problem in self.content.problems):
            raise ProblemsFound(self.content.problems)
        self.series = self.content.series
        self.site = Site(settings["SITEURL"])
        context["series"] = self.series
        context["site"] = self.site
        context["body_of"] = self.absolute_body
        self.settings["CONTENT"] = self.content  # the posts' reader knows nothing but settings
        context["topics"] = listings.topics(self.series, self.site)
        context["hosts"] = listings.hosts(self.series, self.site)
        context["post_views"] = {
            post.slug: listings.post_view(post, self.series, self.site)
            for post in self.series.posts
        }

    def generate_output(self, writer: Any) -> None:
        """Write an event page per chat, then the pages that list them."""
        series, site = self.series, self.site
        for chat in series.chats:
            self._page(
                writer,
                paths.chat(chat.slug),
                "event_page",
                view=chat_view(chat, series, site),
                body=body_html(self.content, chat.source, site.link),
                json_ld=event_json_ld(chat, series, site),
            )
        self._page(writer, paths.HOME, "index", home=listings.home(series, site))
        self._page(writer, paths.ARCHIVE, "chats", archive=listings.archive(series, site))
        self._page(writer, paths.TOPICS, "topics")
        for topic in self.context["topics"]:
            self._page(writer, paths.topic(topic.name), "topic", topic=topic)
        self._page(writer, paths.HOSTS, "hosts")
        for host in self.context["hosts"]:
            self._page(writer, paths.host(host.person.id), "host", host=host)
        self._page(writer, paths.NEXT, "next", home=listings.home(series, site))
        self._page(writer, paths.LATEST, "latest", chats=listings.latest(series, site))
        self._page(writer, paths.POSTS, "posts", posts=listings.post_cards(series, site))
        self._page(writer, paths.NOT_FOUND, "404", home=listings.home(series, site))

    def _page(self, writer: Any, path: str, template: str, **views: object) -> None:
        writer.write_file(paths.file_of(path), self.get_template(template), self.context, **views)

    def absolute_body(self, entry: Chat | Post) -> str:
        """Return a body's HTML with whole addresses, for readers outside the site."""
        return body_html(self.content, entry.source, self.site.absolute)
