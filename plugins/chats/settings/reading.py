"""SERIES of pelicanconf.py → a Series, with every mistake and its key."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chats import fields
from chats.field_reader import Fields
from chats.frontmatter import Table
from chats.platforms import Platform, platform_from
from chats.problems import Problem
from chats.schedule import rule_from
from chats.series import Series, Suggestion, Zone
from chats.settings import values
from chats.settings.keys import SERIES_KEYS
from chats.settings.typed import as_table

FILE = "pelicanconf.py"
_USUAL_LENGTH = timedelta(hours=2)
_NOWHERE = Platform(id="", name="")


def series_from(
    settings: object,
    platforms: Mapping[str, Platform],
    at: datetime,
    problems: list[Problem],
    *,
    lines: Mapping[str, int] | None = None,
    path: str = FILE,
) -> Series:
    """Make the Series (without chats) of SERIES; its mistakes are added to the problems.

    `at` is the instant the site shows. `lines` gives the line of "SERIES.zone" in `path`. Where
    something is wrong a stand-in holds its place and the key is among the series'
    `unsure`: the content can be read all the same, but no site is built of it.
    """
    if isinstance(settings, Mapping):
        return _Reader(settings, platforms, problems, lines or {}, path).series(at)
    problems.append(Problem(path, 0, "SERIES", "is missing; it is a dict with the series' name,"
                            " hashtag, zone …; docs/settings.md lists the keys"))  # fmt: skip
    stand_in = _Reader({}, platforms, [], {}, path).series(at)
    return replace(stand_in, unsure=frozenset(SERIES_KEYS))


class _Reader:
    """Reads each key once; a value that has a problem is left at a harmless stand-in."""

    def __init__(
        self,
        settings: Mapping[str, object],
        platforms: Mapping[str, Platform],
        problems: list[Problem],
        lines: Mapping[str, int],
        path: str,
    ) -> None:
        table = as_table(settings, lines, "SERIES")
        self.read = Fields(path, table, SERIES_KEYS, problems, parent="SERIES.",
                           sample='"{name}": "{example}"')  # fmt: skip
        self.platforms = self._platforms(settings.get("platforms"), platforms)

    def series(self, at: datetime) -> Series:
        read = self.read
        platform = read.required("platform", values.platform_in(self.platforms), "twitter")
        return Series(
            name=read.required("name", fields.titled, "#4Change") or "",
            tagline=read.one("tagline", fields.text) or "",
            description=read.one("description", fields.text) or "",
            hashtag=read.required("hashtag", fields.hashtag, "4Change") or "",
            domain=read.required("domain", values.domain, "chats.example.org") or "",
            zone=read.required("zone", fields.zone, "America/New_York") or ZoneInfo("UTC"),
            usual_time=read.one("time", fields.clock),
            duration=read.required("duration", fields.duration, "2h") or _USUAL_LENGTH,
            zones=self._zones(),
            rule=read.one("rule", rule_from),
            exceptions=self._exceptions(),
            until=read.one("until", fields.day),
            expected=self._expected(),
            platform=platform or _NOWHERE,
            platforms=self.platforms,
            venue_url=self._venue_url(platform),
            suggest=self._suggestions(),
            archived=self._archived(),
            language=read.one("language", fields.language) or "en",
            color=read.one("color", values.color) or "",
            contact=read.one("contact", values.contact) or "",
            source_url=read.one("source_url", fields.web_address) or "",
            trusted=read.one("trusted", fields.yes_or_no) or False,
            at=at,
            unsure=frozenset(read.faulty),
        )

    def _expected(self) -> int:
        number = self.read.one("expected", fields.whole_number(0, 24))
        return 3 if number is None else number

    def _venue_url(self, platform: Platform | None) -> str:
        url = self.read.one("venue_url", fields.web_address) or ""
        if platform and platform.needs_venue_url and not url and self.read.sound("venue_url"):
            self.read.fault("venue_url", f"is missing; {platform.name} wants its channel's address")
        return url

    # ------------------------------------------------------------ dicts

    def _platforms(self, own: object, shipped: Mapping[str, Platform]) -> dict[str, Platform]:
        """Return all platforms; one of the series' own that is faulty is known by its id."""
        found = dict(shipped)
        group = self._group("platforms", "{id: {name, …}}")
        if group is None or not isinstance(own, Mapping):
            return found
        for key, data in own.items():
            try:
                fields.identifier(str(key))
                if not isinstance(data, Mapping):
                    raise ValueError("wants a dict with `name` and more")
                found[str(key)] = platform_from(str(key), data, shipped.get(str(key)))
            except ValueError as error:
                group.fault(str(key), str(error))
                found.setdefault(str(key), Platform(id=str(key), name=str(key)))
        self.read.faulty.discard("platforms")  # which ones there are is known all the same
        return found

    def _zones(self) -> tuple[Zone, ...]:
        example = '{"Eastern": "America/New_York", "UK": "Europe/London"}'
        group = self._group("zones", example)
        if not (group and group.table.values) and self.read.sound("zones"):
            self.read.fault("zones", f'names none; write for instance "zones": {example}')
        pairs = [(label, group.required(label, fields.zone, "Europe/London"))
                 for label in group.table.values] if group else []  # fmt: skip
        return tuple(Zone(label=label, zone=zone) for label, zone in pairs if zone)

    def _exceptions(self) -> dict[str, date | None]:
        group = self._group("exceptions", '{"2010-03": "2010-03-18", "2026-12": "skip"}')
        found: dict[str, date | None] = {}
        if group is None:
            return found
        for key in group.table.values:
            try:
                values.slot(key)
            except ValueError as error:
                group.fault(key, str(error))
                continue
            held = group.required(key, values.day_or_skip, "skip")
            found[key] = held if isinstance(held, date) else None
        return found

    def _archived(self) -> dict[str, date]:
        group = self._group("archived", '{"old.example.org": "2011-01-01"}')
        found: dict[str, date] = {}
        if group is None:
            return found
        for host in group.table.values:
            try:
                values.domain(host)
            except ValueError as error:
                group.fault(host, str(error))
                continue
            if day := group.required(host, fields.day, "2011-01-01"):
                found[host.lower()] = day
        return found

    def _suggestions(self) -> tuple[Suggestion, ...]:
        example = "mailto:chats@example.org?subject={title}"
        group = self._group("suggest", f'{{"By mail": "{example}"}}')
        pairs = [(label, group.required(label, values.suggestion, example))
                 for label in group.table.values] if group else []  # fmt: skip
        return tuple(Suggestion(label=label, url=url) for label, url in pairs if url)

    def _group(self, name: str, example: str) -> Fields | None:
        """Return the fields of a dict whose keys are the writer's own, None when it is none."""
        value = self.read.table.values.get(name)
        if isinstance(value, Table):
            return self.read.within(name, value, value.values)
        if self.read.given(name):
            self.read.fault(name, f"wants a dict: {example}")
        return None
