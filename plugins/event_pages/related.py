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


def related_chats(series: Series) -> dict[str, tuple[Chat, ...]]:
    """Return chat id → the chats that have most in common with it, the closest first.

    Shared topics count before shared hosts, and those before nearness in time. A chat
    that shares neither is not related; the chats just before and after it have links of
    their own, and one that was called off has nothing to read.
    """
    topics = {chat.id: {slug_of(tag) for tag in chat.tags} for chat in series.chats}
    hosts = {chat.id: {person.id for person in hosts_of(chat)} for chat in series.chats}
    on_topic, by_host = _held(topics), _held(hosts)
    numbers = {chat.id: number for number, chat in enumerate(series.chats)}
    off = {chat.id for chat in series.chats if chat.cancelled}
    found = {}
    for here, chat in enumerate(series.chats):
        same_topics = Counter(chain.from_iterable(on_topic[topic] for topic in topics[chat.id]))
        same_hosts = Counter(chain.from_iterable(by_host[host] for host in hosts[chat.id]))
        near = {other.id for other in series.chats[max(0, here - 1) : here + 2]}
        ranked = (
            (-same_topics[name], -same_hosts[name], abs(numbers[name] - here), numbers[name])
            for name in (same_topics.keys() | same_hosts.keys()) - near - off
        )
        closest = nsmallest(MOST, ranked)
        found[chat.id] = tuple(series.chats[number] for *_, number in closest)
    return found


def _held(things: Mapping[str, Iterable[Hashable]]) -> Mapping[Hashable, list[str]]:
    """Return thing → the ids of the chats that have it."""
    found: dict[Hashable, list[str]] = defaultdict(list)
    for name, some in things.items():
        for thing in some:
            found[thing].append(name)
    return found
