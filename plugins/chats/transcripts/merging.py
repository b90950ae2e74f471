"""A transcript and another export of the same conversation → one transcript, nothing twice."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from chats.transcripts.said import Said, Told, digest, digest_of, in_order

APART = timedelta(seconds=150)
"""How far the clocks of two exports may differ: some tell no seconds, and servers' clocks stray."""


@dataclass(frozen=True)
class Merged:
    """The posts in order of time; of those of the export, how many were new."""

    posts: tuple[Said, ...]
    added: int


def merged(before: Iterable[Said], export: Iterable[Told], hashtag: str = "") -> Merged:
    """Add an export to a transcript; what a person changed in that stays.

    Two posts are one when the platform gives both the same name, or when the same person said
    the same within moments, the `hashtag` of the chat apart, which some exports cut off; but two
    of one export, or of one platform, never are.
    """
    merging = _Merging(before, hashtag)
    number = len(merging.posts)
    told = sorted(export, key=lambda each: (each.at, each.origin))
    places = [merging.place_of(each) for each in told]
    for each, place in zip(told, places, strict=True):
        merging.fill(place, each)
    return Merged(tuple(in_order(merging.posts)), len(merging.posts) - number)


class _Merging:
    def __init__(self, before: Iterable[Said], hashtag: str) -> None:
        self.posts = list(before)
        self._tag = re.compile(rf"#{re.escape(hashtag)}(?!\w)", re.I) if hashtag else None
        self._origins: dict[str, int] = {}
        self._digests: defaultdict[str, list[int]] = defaultdict(list)
        self._untagged: defaultdict[str, list[int]] = defaultdict(list)
        self._ids = {post.id for post in self.posts}
        self._taken: set[int] = set()
        for place, post in enumerate(self.posts):
            self._know(place, digest_of(post.id))
            if post.origin:
                self._origins[post.origin] = place

    def place_of(self, told: Told) -> int:
        """Return where the post stands in `posts`; a new one is put at their end."""
        key = digest(told.handle, told.text)
        place = self._origins.get(told.origin) if told.origin else None
        if place is None:
            place = self._same(told, self._digests[key])
        if place is None and self._tag:
            place = self._same(told, self._untagged[self._without_tag(told)])
        if place is None:
            place = self._new(told, key)
        self._taken.add(place)
        if told.origin:
            self._origins[told.origin] = place
        return place

    def _know(self, place: int, key: str) -> None:
        self._digests[key].append(place)
        if self._tag:
            self._untagged[self._without_tag(self.posts[place])].append(place)

    def _without_tag(self, post: Told | Said) -> str:
        return digest(post.handle, self._tag.sub("", post.text) if self._tag else post.text)

    def _same(self, told: Told, places: Iterable[int]) -> int | None:
        near = [
            (abs(self.posts[place].at - told.at), place)
            for place in places
            if place not in self._taken and not _another(self.posts[place].origin, told.origin)
        ]
        apart, place = min(near, default=(APART + APART, -1))
        return place if apart <= APART else None

    def _new(self, told: Told, key: str) -> int:
        number, name = 1, key
        while name in self._ids:
            number += 1
            name = f"{key}-{number}"
        self._ids.add(name)
        self.posts.append(Said(
            id=name, at=told.at, handle=told.handle, text=told.text, name=told.name,
            origin=told.origin, link=told.link, echoes=told.echoes, likes=told.likes,
        ))  # fmt: skip
        place = len(self.posts) - 1
        self._know(place, key)
        return place

    def fill(self, place: int, told: Told) -> None:
        """Add what the transcript does not know of a post yet."""
        post = self.posts[place]
        if post.removed:
            return
        precise = post.at.second == 0 and post.at == told.at.replace(second=0)
        answered = self._origins.get(told.reply, place)
        reply = self.posts[answered].id if answered != place else ""
        new = replace(
            post,
            at=told.at if precise else post.at,
            name=post.name or told.name,
            origin=post.origin or told.origin,
            link=post.link or told.link,
            reply=post.reply or reply,
            echoes=max(post.echoes, told.echoes),
            likes=max(post.likes, told.likes),
        )
        if new != post:
            self.posts[place] = new


def _another(one: str, other: str) -> bool:
    """Return whether two origins are of one platform, and so name two posts."""
    return bool(one and other) and one.split()[0] == other.split()[0] and one != other
