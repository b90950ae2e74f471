"""The fields of a chat's head, with what each holds; the manual's table is made from here."""

from collections.abc import Mapping

CHAT_FIELDS: Mapping[str, str] = {
    "title": "required; the chat's name",
    "topic": "required; what it is about, in a few words",
    "date": "required; the day, `2010-06-10`, or day and time, `2010-06-10 17:00`",
    "time": "the hour of the start, `17:00`; the series' by default",
    "zone": "the zone of that hour, `America/New_York`; the series' by default",
    "fold": "`first` or `second`, for an hour that the clocks repeat",
    "duration": "`2h`, `90m`, `1h30m`; the series' by default",
    "sessions": "list of {date, time, zone, fold, duration, label, hosts, moved_from, id}, "
    "for a chat held twice",
    "lang": "the language it is written in, `fr`; the series' by default",
    "id": "its name for ever, when the file's month is not enough",
    "questions": "list of texts, or of {ask, short, note, minutes}; numbered Q1, Q2 …",
    "hosts": "list of ids of people.yaml",
    "guests": "list of ids of people.yaml",
    "platform": "where it takes place; the series' by default",
    "hashtag": "the series' by default",
    "venue_url": "the address of the channel or room; the series' by default",
    "status": "`announced` (default), `tentative`, `cancelled` or `draft`",
    "moved_from": "the earlier start, or a list of them, when it was rescheduled",
    "moved_to": "{platform, url}: the fallback venue, when the platform failed",
    "revision": "a whole number to raise when calendars must take a change seriously",
    "announced": "when it was published; by default the file's first commit",
    "updated": "when it last changed; by default the file's last commit",
    "summary": "one sentence for lists and search results",
    "tags": "list of topics",
    "image": "a picture, as a file within content/: `images/june.png`",
    "image_alt": "what the picture shows; required with `image`",
    "note": "why it was cancelled or moved, in a sentence",
    "source": "{name, url} of the original of a repost; `adapted: yes` when told in other words",
    "resources": "list of {title, url, by}: conversations and presentations",
    "recording": "where it can be heard or seen: an address, or a file within content/",
    "transcript": "where it can be read: an address, or a file within content/",
    "aliases": "list of the addresses that led here before, `/chats/2010-06-old-name/`",
}
"""Each field of a chat's head with what it holds."""

HINTS = {
    "slug": "is not a field; the address comes from the file's name",
    "url": "is not a field; the address comes from the file's name (for the venue: `venue_url`)",
    "save_as": "is not a field; the address comes from the file's name",
    "timezone": "is not a field; did you mean `zone`?",
    "start": "is not a field; did you mean `date`? (2010-06-10 17:00)",
    "host": "is not a field; did you mean `hosts`?",
    "author": "is not a field; did you mean `hosts`?",
    "category": "is not a field; did you mean `tags`?",
}
