"""Which other chats somebody who reads about one may want to see."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from heapq import nsmallest
from itertools import chain

from chats.model import Chat, hosts_of
from chats.paths import slug_of
from chats.series import Series

MOST = 3
"""How many related chats a page shows."""

_Shared = Counter[int]
"""The number of a chat in the series → how much it shares with another."""


def related_chats(series: Series) -> dict[str, tuple[Chat, ...]]:
    """Return chat id → the chats that have most in common with it, the closest first.

    Shared topics count before shared hosts, and those before nearness in time. A chat
    that shares neither is not related; the chats just before and after it have links of
    their own, and one that was called off has nothing to read.
    """
    topics = [{slug_of(tag) for tag in chat.tags} for chat in series.chats]
    hosts = [{person.id for person in hosts_of(chat)} for chat in series.chats]
    off = {number for number, chat in enumerate(series.chats) if chat.cancelled}
    on_topic, by_host = _held(topics, off), _held(hosts, off)
    found = {}
    for here, chat in enumerate(series.chats):
        same_topics = Counter(chain.from_iterable(map(on_topic.__getitem__, topics[here])))
        same_hosts = Counter(chain.from_iterable(map(by_host.__getitem__, hosts[here])))
        for near in (here - 1, here, here + 1):
            same_topics.pop(near, None)
            same_hosts.pop(near, None)
        closest = _closest(here, same_topics, same_hosts)
        found[chat.id] = tuple(series.chats[number] for number in closest)
    return found


def _closest(here: int, same_topics: _Shared, same_hosts: _Shared) -> list[int]:
    """Return the numbers of the chats that share most, the closest first.

    Those that share fewer topics are not looked at once there are enough that share more.
    """
    found: list[int] = []
    for level in sorted({0, *same_topics.values()}, reverse=True):
        alike = (
            [number for number, shared in same_topics.items() if shared == level]
            if level
            else same_hosts.keys() - same_topics.keys()
        )
        ranked = ((-same_hosts.get(number, 0), abs(number - here), number) for number in alike)
        found.extend(number for *_, number in nsmallest(MOST - len(found), ranked))
        if len(found) == MOST:
            break
    return found


def _held(things: Iterable[Iterable[Hashable]], but: set[int]) -> Mapping[Hashable, list[int]]:
    """Return thing → the numbers of the chats that have it, some left out."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number, some in enumerate(things):
        for thing in some if number not in but else ():
            found[thing].append(number)
    return found
