"""The keys of SERIES, with what each holds; the manual's table is made from here."""

from collections.abc import Mapping

SERIES_KEYS: Mapping[str, str] = {
    "name": "required; what the series is called, `#4Change`",
    "tagline": "one line under the name",
    "description": "what it is, in a sentence or two; feeds and calendars carry it",
    "hashtag": "required; without `#`",
    "domain": "required; a domain of yours that never changes: it names every calendar entry",
    "zone": "required; the zone in which its times are announced, `America/New_York`",
    "time": "the hour at which a chat begins, `17:00`; without it each chat says its own",
    "duration": "required; how long a chat lasts, `2h`",
    "zones": "required; the places whose time is shown: {label: zone}",
    "rule": "when chats are expected: `second Thursday`, `every 2 weeks from 2026-01-08`",
    "exceptions": 'days off the rule: {"2010-03": "2010-03-18", "2026-12": "skip"}',
    "until": "the last day on which the rule expects a chat; without it there is no end",
    "expected": "how many expected dates stand in calendars and lists, 0 to 24; 3 by default",
    "platform": "required; where chats take place, by id",
    "platforms": "platforms of one's own, or changes to the shipped ones: {id: {name, …}}",
    "venue_url": "the address of the usual channel or room, where the platform wants one",
    "suggest": "ways to suggest a question: {label: address with {title}, {id}, {url}}",
    "archived": "hosts that are gone, each with the day whose copy in the Internet Archive links "
    'lead to: {"old.example.org": "2011-01-01"}',
    "language": "the language of the posts and of the site's own words, `en`",
    "color": "the colour that calendars give the series, a CSS colour name",
    "contact": "where the people behind it are reached: an address of mail or web",
    "source_url": "where the site's source is kept, for corrections",
    "trusted": "`yes` lets bodies use any class and id, sound and video: for writers you trust",
}
"""Each key of SERIES with what it holds."""
