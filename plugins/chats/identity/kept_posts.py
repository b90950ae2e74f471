"""Posts that were published keep their names in feeds and their pages."""

from collections.abc import Iterator

from chats.aliases import shown
from chats.identity.cures import moment
from chats.identity.kept_addresses import address_problems
from chats.identity.ledger import OR_DELETE, Ledger
from chats.identity.records import PostRecord
from chats.problems import Problem


def post_problems(ledger: Ledger, line: int, record: PostRecord) -> Iterator[Problem]:
    """Yield what would make the post vanish from feeds, or come to readers anew."""
    held = ledger.held
    post = held.posts_by_id.get(record.id)
    if post:
        yield from address_problems(ledger, line, record.path, post)
        if record.since <= held.series.at < post.published:
            message = ("is still to come, but the post was published; write "
                       f"`date: {moment(record.since)}`")  # fmt: skip
            yield ledger.in_file(post, "date", line, message)
    elif held.complete:
        yield ledger.fault(
            line,
            f"the post {record.id} was published, and would vanish or come to readers anew: "
            f"{_kept(ledger, record)}, {OR_DELETE}",
        )


def _kept(ledger: Ledger, record: PostRecord) -> str:
    """Return how to keep the post."""
    held = ledger.held
    if draft := held.hidden.get(record.path):
        return f"write `status: published` in {draft}"
    found = held.entries.get(record.path)
    new = [post for post in held.posts if post.id not in ledger.ids
           and (post is found or post.published == record.since)]  # fmt: skip
    where = f"{new[0].source}, if that is the same post" if new else "the renamed file"
    address = "" if found else f" and `aliases: [{shown(record.path)}]`"
    return f"keep it, or write `id: {record.id}`{address} in {where}"
