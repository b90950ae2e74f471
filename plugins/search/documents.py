"""Records → the HTML from which the search engine takes its words."""

from html import escape

from search.records import Record, Section


def document(record: Record) -> str:
    """Return a page that holds what the record says and nothing else.

    Pagefind takes what is shown of a result from `data-pagefind-meta`, and lets a result
    lead to a heading that has an id. Its filters are left alone: as of 1.5 they are
    written in a random order.
    """
    known = {
        "title": record.title,
        "kind": record.kind,
        "day": record.day,
        "people": ", ".join(record.people),
        "topics": ", ".join(record.topics),
    }
    meta = "".join(_meta(name, value) for name, value in known.items() if value)
    # The sections come last: what follows a heading belongs to it.
    sections = "".join(map(_section, record.sections))
    return (
        f'<!doctype html><html><head><meta charset="utf-8">{meta}</head>'
        f"<body>{record.content}{sections}</body></html>"
    )


def _meta(name: str, value: str) -> str:
    return f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'


def _section(section: Section) -> str:
    text = f"<p>{escape(section.text)}</p>" if section.text else ""
    return f'<h2 id="{section.anchor}">{escape(section.heading)}</h2>{text}'
