"""X: an account's archive (ZIP, or data/tweets.js with account.js), or answers of its API.

The API's first version has whole users in each post, the second lists them in `includes`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from chats.transcripts.said import Told
from transcripts.readers.elements import (
    Private,
    Reading,
    Source,
    Unfit,
    dig,
    listed,
    moment,
    needed,
    number,
    post,
    words,
)

_TWEETS = re.compile(r"(?:tweets?|community-tweet)(?:-part\d+)?\.js")
_LETTERS = re.compile(r"direct-messages?\b|dm-", re.I)


def read(sources: Sequence[Source], reading: Reading) -> Iterator[Told]:
    """Read the posts of archives and of answers; direct messages are refused."""
    scripts = {PurePosixPath(source.name).name: source for source in sources
               if source.name.endswith(".js")}  # fmt: skip
    owner = _owner(scripts.get("account.js"), reading)
    for source in sources:
        name = PurePosixPath(source.name).name
        if _LETTERS.match(name):
            if len(sources) == 1:
                reading.fault(source, "holds direct messages, which are not read")
        elif _TWEETS.fullmatch(name):
            yield from _archive(source, owner, reading)
        elif not scripts:  # an archive has more beside them
            yield from _answer(source, reading)


def _owner(source: Source | None, reading: Reading) -> tuple[str, str]:
    if source is None:
        return reading.handle, ""
    accounts = reading.json(source)
    account = dig(accounts[0], "account") if isinstance(accounts, list) and accounts else None
    return words(account, "username") or reading.handle, words(account, "accountDisplayName")


def _archive(source: Source, owner: tuple[str, str], reading: Reading) -> Iterator[Told]:
    tweets = reading.json(source)
    if tweets is None:
        return
    if not isinstance(tweets, list):
        reading.fault(source, "holds no list of posts")
    elif not owner[0]:
        reading.fault(source, "does not say whose it is; give account.js of the archive too, "
                      "or --handle")  # fmt: skip
    else:
        user = {"screen_name": owner[0], "name": owner[1]}
        yield from reading.each(
            source, tweets, lambda each: _first(dig(each, "tweet") or each, user)
        )


def _answer(source: Source, reading: Reading) -> Iterator[Told]:
    value = reading.json(source)
    pages = value if isinstance(value, list) else [value]
    if value is not None and not any(isinstance(page, dict) for page in pages):
        reading.fault(source, "holds no posts of X's API")
        return
    if any(dig(page, "dmConversation") for page in pages):
        reading.fault(source, "holds direct messages, which are not read")
        return
    for page in pages if value is not None else ():
        if "data" in page or "includes" in page:
            users = {words(each, "id"): each for each in listed(page, "includes", "users")}
            again = {words(each, "id"): each for each in listed(page, "includes", "tweets")}
            data = page.get("data")
            yield from reading.each(
                source, data if isinstance(data, list) else [data],
                lambda each: _second(each, users, again),  # noqa: B023
            )  # fmt: skip
        else:
            tweets = listed(page, "statuses") or [page]
            yield from reading.each(source, tweets, lambda each: _first(each, dig(each, "user")))


def _first(tweet: Any, user: Any) -> Told | None:
    """Read a post of the first version, or of an archive, where the user is the archive's."""
    if dig(user, "protected") is True:
        raise Private
    handle, key = needed(user, "screen_name"), words(tweet, "id_str") or needed(tweet, "id")
    again = dig(tweet, "retweeted_status")
    text = _text(tweet)
    if isinstance(again, dict):
        text = f"RT @{needed(again, 'user', 'screen_name')}: {_text(again)}"
    answered = words(tweet, "in_reply_to_status_id_str") or words(tweet, "in_reply_to_status_id")
    return post(
        at=moment(needed(tweet, "created_at")),
        handle=handle,
        name=words(user, "name"),
        text=text,
        origin=f"x {key}",
        reply=f"x {answered}" if answered else "",
        link=f"https://x.com/{handle}/status/{key}",
        echoes=0 if again else number(tweet, "retweet_count"),
        likes=number(tweet, "favorite_count"),
    )


def _second(tweet: Any, users: Mapping[str, Any], tweets: Mapping[str, Any]) -> Told | None:
    """Read a post of the second version."""
    user = users.get(needed(tweet, "author_id"))
    if user is None:
        raise Unfit("has an author whom `includes.users` does not name; ask the API for "
                    "expansions=author_id")  # fmt: skip
    if dig(user, "protected") is True:
        raise Private
    handle, key, text = needed(user, "username"), needed(tweet, "id"), _text(tweet)
    related = {
        words(each, "type"): words(each, "id") for each in listed(tweet, "referenced_tweets")
    }
    again = tweets.get(related.get("retweeted", ""))
    if again and (author := users.get(words(again, "author_id"))):
        text = f"RT @{words(author, 'username')}: {_text(again)}"
    answered = related.get("replied_to", "")
    return post(
        at=moment(needed(tweet, "created_at")),
        handle=handle,
        name=words(user, "name"),
        text=text,
        origin=f"x {key}",
        reply=f"x {answered}" if answered else "",
        link=f"https://x.com/{handle}/status/{key}",
        echoes=0 if "retweeted" in related else number(tweet, "public_metrics", "retweet_count"),
        likes=number(tweet, "public_metrics", "like_count"),
    )


def _text(tweet: Any) -> str:
    """Return a post's words, with the addresses that its short ones stand for."""
    text = (words(tweet, "note_tweet", "text") or words(tweet, "extended_tweet", "full_text")
            or words(tweet, "full_text") or words(tweet, "text"))  # fmt: skip
    entities = dig(tweet, "note_tweet", "entities") or dig(tweet, "entities")
    for each in listed(entities, "urls"):
        if (short := words(each, "url")) and (whole := words(each, "expanded_url")):
            text = text.replace(short, whole)
    for each in listed(entities, "media"):
        if short := words(each, "url"):
            text = text.replace(short, "[picture]")
    return unescape(text)
