"""What has moved, for hosts that lead on by themselves."""

from collections.abc import Iterable

from chats.moved import Moved
from chats.paths import Site


def redirects_file(old: Iterable[Moved], site: Site) -> bytes:
    """Return `_redirects`, by which hosts lead on from each old address without a page.

    Netlify, Cloudflare Pages and GitLab Pages read it; elsewhere the pages do it.
    """
    lines = (f"{site.link(each.path)} {site.link(each.leads_to)} 301\n" for each in old)
    return "".join(lines).encode()
