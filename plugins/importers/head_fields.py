"""Fields of a head that are made of several of an export's, or told where they cannot be."""

import re
from collections.abc import Iterator
from datetime import date

from chats import paths
from chats.series import Series
from chats.shared_fields import topic_name
from importers.entries import Entry
from importers.markdown_of import Tell
from importers.recognise import Told
from importers.typed import line, slug


def when_of(day: date, told: Told, series: Series) -> dict[str, object]:
    """Return the fields of the time; the usual hour is the series' own."""
    zone = told.zone or series.zone
    if told.clock is None or (zone, told.clock) == (series.zone, series.usual_time):
        return {"date": f"{day}"}
    date_ = f"{day} {told.clock:%H:%M}"
    return {"date": date_} if zone == series.zone else {"date": date_, "zone": zone.key}


def people_of(entry: Entry, series: Series, new: dict[str, str], tell: Tell) -> list[str]:
    """Return the authors' ids; who is not known yet comes to `new`, the names by their id."""
    return list(dict.fromkeys(_people(entry, series, new, tell)))


def _people(entry: Entry, series: Series, new: dict[str, str], tell: Tell) -> Iterator[str]:
    for author in entry.authors:
        name = line(re.sub(r"\s*[<(]?[\w.+-]+@[\w.-]+[>)]?\s*", " ", author)).strip(" ()")
        if not name:
            continue
        key = next((person.id for person in series.people.values()
                    if name.casefold() in (person.id, person.name.casefold(),
                                           person.handle.casefold())), slug(name))  # fmt: skip
        if not key:
            tell(f"the author “{name}” gives no id; write `hosts` or `authors`")
            continue
        if key not in series.people:
            new.setdefault(key, name)
        yield key


def tags_of(entry: Entry, tell: Tell) -> list[str]:
    """Return the topics, each once."""
    kept: dict[str, str] = {}
    for tag in map(line, entry.tags):
        try:
            kept.setdefault(paths.slug_of(topic_name(tag)), tag)
        except ValueError:
            tell(f"the tag “{tag}” gives no address; it is left out")
    return list(kept.values())
