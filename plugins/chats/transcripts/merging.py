"""A transcript and another export of the same conversation → one transcript, nothing twice."""

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


def merged(before: Iterable[Said], export: Iterable[Told]) -> Merged:
    """Add an export to a transcript; what a person changed in that stays.

    Two posts are one when the platform gives both the same name, or when the same person said
    the same within moments; but two of one export, or of one platform, never are.
    """
    merging = _Merging(before)
    number = len(merging.posts)
    told = sorted(export, key=lambda each: (each.at, each.origin))
    places = [merging.place_of(each) for each in told]
    for each, place in zip(told, places, strict=True):
        merging.fill(place, each)
    return Merged(tuple(in_order(merging.posts)), len(merging.posts) - number)


class _Merging:
    def __init__(self, before: Iterable[Said]) -> None:
        self.posts = list(before)
        self._origins: dict[str, int] = {}
        self._digests: defaultdict[str, list[int]] = defaultdict(list)
        self._ids = {post.id for post in self.posts}
        self._taken: set[int] = set()
        for place, post in enumerate(self.posts):
            self._digests[digest_of(post.id)].append(place)
            if post.origin:
                self._origins[post.origin] = place

    def place_of(self, told: Told) -> int:
        """Return where the post stands in `posts`; a new one is put at their end."""
        key = digest(told.handle, told.text)
        place = self._origins.get(told.origin) if told.origin else None
        if place is None:
            place = self._same(told, key)
        if place is None:
            place = self._new(told, key)
        self._taken.add(place)
        if told.origin:
            self._origins[told.origin] = place
        return place

    def _same(self, told: Told, key: str) -> int | None:
        near = [
            (abs(self.posts[place].at - told.at), place)
            for place in self._digests[key]
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
        self._digests[key].append(place)
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
