"""A table of posts (CSV): its columns are known by their names, as common tools write them."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from chats.transcripts.said import Told
from transcripts.readers.elements import Reading, Source, moment, needed, number, post, words

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "at": ("created_at", "createdat", "timestamp", "datetime", "date", "time", "when", "published"),
    "hour": ("time", "hour"),
    "handle": ("author", "handle", "username", "screen_name", "from_user", "user", "nick", "from",
               "account", "user_screen_name", "author_username"),
    "name": ("name", "display_name", "displayname", "user_name", "from_user_name", "author_name"),
    "text": ("text", "full_text", "content", "message", "body", "tweet", "post", "status"),
    "id": ("id", "id_str", "tweet_id", "status_id", "message_id", "post_id"),
    "reply": ("reply", "reply_to", "in_reply_to", "in_reply_to_id", "in_reply_to_status_id",
              "in_reply_to_status_id_str", "inreplyto", "referenced_tweets_replied_to_id"),
    "link": ("link", "url", "permalink", "status_url", "tweet_url"),
    "echoes": ("echoes", "retweets", "retweet_count", "reposts", "boosts", "shares",
               "public_metrics_retweet_count"),
    "likes": ("likes", "favorites", "favourites", "favorite_count", "like_count", "reactions",
              "public_metrics_like_count"),
    "visibility": ("visibility", "privacy"),
}  # fmt: skip
"""What each column holds → the names it goes by, the surest first."""

_MAX_CELL = 200_000


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read the rows of tables; times without an offset are of the zone that is given."""
    csv.field_size_limit(_MAX_CELL)
    for source in sources:
        if (text := reading.text(source)) is not None:
            yield from _rows(source, text, reading)


def _rows(source: Source, text: str, reading: Reading) -> Iterator[Told]:
    if told := re.match(r"sep=(.)\r?\n", text):  # Excel's word, above the table
        text = text[told.end() :]
    first = text.partition("\n")[0]
    delimiter = told[1] if told else max(",;\t|", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        heads = next(rows, [])
        columns = _columns(heads)
        lacks = [name for name in ("at", "handle", "text") if name not in columns]
        if lacks:
            known = "; ".join(f"one of {', '.join(_COLUMNS[name][:5])} …" for name in lacks)
            reading.fault(source, f"lacks columns; name them in the first line: {known}", 1)
            return
        found = [{name: row[place] for name, place in columns.items() if place < len(row)}
                 for row in rows if any(row)]  # fmt: skip
    except csv.Error as error:
        reading.fault(source, f"is no table: {error}", rows.line_num)
        return
    yield from reading.each(source, found, lambda row: _row(row, reading))


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Return which column holds what."""
    plain = [re.sub(r"[ .-]", "_", head.strip().casefold()) for head in heads]
    found = {name: plain.index(next(known for known in names if known in plain))
             for name, names in _COLUMNS.items() if not set(names).isdisjoint(plain)}  # fmt: skip
    if "at" not in found or plain[found["at"]] != "date":  # a day alone wants the hour beside it
        found.pop("hour", None)
    return found


def _row(row: Mapping[str, str], reading: Reading) -> Told | None:
    if words(row, "visibility").strip().casefold() not in ("", "public", "unlisted"):
        reading.private += 1
        return None
    key, answered = words(row, "id").strip(), words(row, "reply").strip()
    return post(
        at=moment(" ".join(filter(None, (needed(row, "at"), words(row, "hour")))), reading.zone),
        handle=needed(row, "handle"),
        name=words(row, "name"),
        text=words(row, "text"),
        origin=f"csv {key}" if key else "",
        reply=f"csv {answered}" if answered else "",
        link=words(row, "link").strip(),
        echoes=number(row, "echoes"),
        likes=number(row, "likes"),
    )
