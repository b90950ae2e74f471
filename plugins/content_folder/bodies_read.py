"""The bodies of all files, each looked at once: what is wrong with it, and where it may lead."""

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from typing import Any

from chats.frontmatter import Document
from content_folder.chats_read import MOST_PROBLEMS
from content_folder.folder import Folder
from content_folder.links import body_problems, hard_problems
from content_folder.published import is_published

_MAY_LINK = re.compile(r"\{|%7b|&(?:#|lcub|lbrace|percnt)", re.I)
"""What a link within the folder takes: `{`, `%7B`, or an entity that stands for them."""


class Parts(Mapping[str, Any]):
    """A part of each document, by the file: the document is opened when somebody asks for it."""

    def __init__(self, documents: Mapping[str, Document], name: str) -> None:
        self._documents, self._name = documents, name

    def __getitem__(self, source: str) -> Any:
        return getattr(self._documents[source], self._name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


def linking(folder: Folder, files: Collection[str]) -> frozenset[str]:
    """Return the files whose bodies may link to others; adds the problems of all.

    `files` are those that may be linked.
    """
    published = {path for path in files if is_published(path) or path.endswith(".md")}
    documents = folder.written | folder.headless
    known = sha256("\0".join((*sorted(files), *sorted(published))).encode()).hexdigest()
    values = folder.once.values
    folder.once.make_html(document.body for path, document in documents.items()
                          if not values.get("body", path, folder.digests[path]))  # fmt: skip
    found = (path for path, document in documents.items()
             if _may_link(folder, path, document, files, published, known))  # fmt: skip
    return frozenset(map(folder.shown, found))


def _may_link(
    folder: Folder, path: str, document: Document, files: Collection[str],
    published: Collection[str], known: str,
) -> bool:  # fmt: skip
    values, key = folder.once.values, ("body", path, folder.digests[path])
    before = values.get(*key)
    if before == "links nowhere" or (before and values.get(*key, known)):
        return bool(before != "links nowhere")
    links = bool(_MAY_LINK.search(document.body))
    if _is_sound(folder, path, document, files, published):
        values.put("may link" if links else "links nowhere", *key)
        values.put(True, *key, known)
    return links


def _is_sound(
    folder: Folder, path: str, document: Document, files: Collection[str],
    published: Collection[str],
) -> bool:  # fmt: skip
    """Tell whether a body has no problem; adds those that it has."""
    source, before, at = folder.shown(path), len(folder.problems), document.body_line
    found = body_problems(source, path, document.body, at, files, published)
    folder.problems.extend(islice(found, MOST_PROBLEMS))
    folder.problems.extend(hard_problems(source, document.body, at, folder.once))
    return len(folder.problems) == before
