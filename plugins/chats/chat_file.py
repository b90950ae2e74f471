"""A chat's file → a Chat, or every problem of the file at once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from chats import fields, paths
from chats.aliases import old_paths
from chats.chat_fields import CHAT_FIELDS, HINTS
from chats.chat_ids import id_of, month_of
from chats.chat_sessions import sessions_of
from chats.field_reader import Fields
from chats.frontmatter import Scalar, Table
from chats.model import Chat, Session, Status, Venue
from chats.platforms import Platform
from chats.problems import Problem
from chats.questions import questions_of
from chats.series import Series
from chats.shared_fields import (
    original_of,
    person_in,
    platform_in,
    resources_of,
    topic_name,
)
from chats.words import Words


@dataclass(frozen=True, kw_only=True)
class FileTimes:
    """When a file was first and last committed, in UTC; `first` is None where history is cut."""

    first: datetime | None
    last: datetime


def chat_from(
    path: str,
    head: Table,
    series: Series,
    problems: list[Problem],
    times: FileTimes | None = None,
    now: datetime | None = None,
) -> Chat | None:
    """Make the Chat of a head; None, with its problems added, when it has any.

    `path` is the file's as the writer knows it. `times` stand in for `announced`
    and `updated`; an announcement never counts as later than the chat's start.
    A chat that is over `now` needs none, whatever instant the series shows; by
    default they are the same.
    """
    before = len(problems)
    head_fields = Fields(path, head, CHAT_FIELDS, problems, hints=HINTS)
    chat = _Reader(path, head_fields, series, times, now or series.at).chat()
    faults = any(not problem.warning for problem in problems[before:])
    return None if faults else chat


class _Reader:
    """Reads one head. A value that has a problem is left at a harmless stand-in."""

    def __init__(
        self, path: str, head: Fields, series: Series, times: FileTimes | None, now: datetime
    ) -> None:
        self.path, self.head, self.series, self.times, self.now = path, head, series, times, now
        self.stem = path.rpartition("/")[2].removesuffix(".md")

    def chat(self) -> Chat:
        head, series = self.head, self.series
        slug = self._slug()
        title = head.required("title", fields.titled, '"June chat: Community Organizing"')
        topic = head.required("topic", fields.titled, "Community Organizing")
        sessions = sessions_of(head, self.series)
        hosts = head.many("hosts", person_in(series))
        platform = self._platform()
        announced, updated = self._announced(sessions)
        if self._timed() and not head.given("sessions"):
            self._looks_misdated(sessions[0].start.date())
        if head.given("image") and not head.given("image_alt"):
            head.fault("image", "wants `image_alt`: say what the picture shows")
        return Chat(
            id=self._id(),
            slug=slug,
            source=self.path,
            title=title or "",
            topic=topic or "",
            sessions=sessions,
            platform=platform,
            hashtag=head.one("hashtag", fields.hashtag) or series.hashtag,
            words=self._words(),
            venue_url=self._venue_url(platform),
            questions=questions_of(head),
            hosts=hosts,
            guests=head.many("guests", person_in(series)),
            status=head.one("status", fields.choice(Status)) or Status.ANNOUNCED,
            revision=head.one("revision", fields.whole_number(0, 9999)) or 0,
            moved_to=self._moved_to(),
            announced=announced,
            updated=updated,
            summary=head.one("summary", fields.text) or "",
            tags=self._tags(),
            image=head.one("image", fields.content_path) or "",
            image_alt=head.one("image_alt", fields.text) or "",
            note=head.one("note", fields.text) or "",
            original=original_of(head),
            resources=resources_of(head),
            recording=head.one("recording", fields.address_or_file) or "",
            transcript=head.one("transcript", fields.address_or_file) or "",
            aliases=old_paths(head),
        )

    # ------------------------------------------------------------ identity

    def _slug(self) -> str:
        try:
            return fields.identifier(self.stem)
        except ValueError:
            better = paths.slug_of(self.stem) or "2010-06-topic"
            self.head.problems.append(Problem(
                self.path, 0, "", "the file's name becomes the page's address: lower-case "
                f"letters, digits and hyphens only; rename it to {better}.md",
            ))  # fmt: skip
            return ""

    def _id(self) -> str:
        if self.head.given("id"):
            return self.head.one("id", fields.identifier) or ""
        named = id_of(self.stem, self.series)
        if not named:
            self.head.problems.append(Problem(
                self.path, 0, "id", "is missing, and the file's name does not begin with a month; "
                f"rename it to 2010-06-{self.stem}.md or write `id: …`",
            ))  # fmt: skip
        return named

    # ------------------------------------------------------------ publication

    def _timed(self) -> bool:
        """Return whether it is known when the chat is: other days can be held against it."""
        return self.head.sound("date", "time", "zone", "fold", "sessions")

    def _announced(self, sessions: tuple[Session, ...]) -> tuple[datetime, datetime]:
        head, start = self.head, sessions[0].start.astimezone(UTC)
        announced = head.one("announced", fields.instant)
        updated = head.one("updated", fields.instant)
        if announced and self._timed() and announced > start:
            head.fault("announced", "is later than the chat's start; correct one of them")
        if announced is None and self.times and self.times.first:
            announced = min(self.times.first, start)
        if announced is None and start > self.now and self._timed():
            head.fault("announced", "is missing, and there is no git history to take it from; "
                       f"write `announced: {self.now:%Y-%m-%d}`")  # fmt: skip
        announced = announced or start
        if updated and updated < announced and head.sound("announced"):
            head.fault("updated", "is earlier than `announced`; correct one of them")
        if updated is None:
            updated = max(self.times.last, announced) if self.times else announced
        return announced, updated

    # ------------------------------------------------------------ people and places

    def _platform(self) -> Platform:
        return self.head.one("platform", platform_in(self.series)) or self.series.platform

    def _venue_url(self, platform: Platform) -> str:
        url = self.head.one("venue_url", fields.web_address) or ""
        if not url and platform == self.series.platform:
            url = self.series.venue_url
        sure = self.head.sound("venue_url") and "venue_url" not in self.series.unsure
        if platform.needs_venue_url and not url and sure:
            name = "venue_url" if self.head.given("venue_url") else "platform"
            self.head.fault(name, f"a chat on {platform.name} wants `venue_url`: the address "
                            "of its channel or room")  # fmt: skip
        return url

    def _words(self) -> Words:
        language = self.head.one("lang", fields.language)
        return self.series.words_in(language) if language else self.series.words

    def _moved_to(self) -> Venue | None:
        group = self.head.group("moved_to", ("platform", "url"))
        if group is None:
            return None
        name = group.required("platform", fields.titled, "CoverItLive")
        known = self.series.platforms.get((name or "").lower())
        url = group.one("url", fields.web_address) or ""
        return Venue(name=known.name if known else name or "", url=url)

    # ------------------------------------------------------------ the rest

    def _looks_misdated(self, start: date) -> None:
        """Warn of a day that is not in the month of the file's name, unless it was moved there."""
        named = month_of(self.stem)
        if named and f"{start:%Y-%m}" != named and not self.head.given("moved_from"):
            self.head.fault("date", f"is in {start:%Y-%m}, but the file's name says {named}; "
                            "correct one of them, or write `moved_from`", warning=True)  # fmt: skip

    def _tags(self) -> tuple[str, ...]:
        typed = self.head.table.values.get("tags")
        if isinstance(typed, Scalar) and "," in typed.text:
            self.head.fault("tags", f"a list wants brackets: [{typed.text}]")
        tags = self.head.many("tags", topic_name)
        addresses: dict[str, str] = {}
        for tag in tags:
            other = addresses.setdefault(paths.slug_of(tag), tag)
            if other != tag:
                self.head.fault("tags", f"`{other}` and `{tag}` have one address; keep one")
        return tuple(dict.fromkeys(tags))
