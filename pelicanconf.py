"""The settings of the site: the series, where things are, the plugins as a pipeline.

This file, plugins/desk and plugins/remote are the only places that read the clock and the
environment.
"""

import os
import sys
import zoneinfo
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import StrictUndefined

HERE = Path(__file__).resolve().parent

SERIES = {
    "name": "#4Change",
    "tagline": "A monthly chat on social media for social change",
    "description": "An open, worldwide talk, once a month, where people who use social media "
    "for social change swap what works.",
    "hashtag": "4Change",
    "domain": "4change.example",
    "platform": "twitter",
    "zone": "America/New_York",
    "time": "17:00",
    "duration": "2h",
    "rule": "second Thursday",
    "exceptions": {"2010-03": "2010-03-18"},
    "zones": {
        "Pacific": "America/Los_Angeles",
        "Eastern": "America/New_York",
        "UK": "Europe/London",
        "W. Europe": "Europe/Berlin",
        "Sydney": "Australia/Sydney",
    },
    "suggest": {"By mail": "mailto:questions@4change.example?subject=Question%20for%20{title}"},
    "archived": {
        "4change.memeshift.com": "2011-01-01",
        "search.twitter.com": "2010-06-10",
        "www.netsquared.org": "2010-02-11",
        "www.printyourtwitter.com": "2009-08-12",
        "www.tomdawkins.com.au": "2010-01-01",
    },
    "contact": "questions@4change.example",
    "language": "en",
    "color": "teal",
}

SITEURL = "http://127.0.0.1:8000"

# Whether /search/ has an index; where the engine cannot run, it offers the lists by itself.
SEARCH = True

# Whether bodies are CommonMark, which a faster parser reads: docs/commonmark.md tells what changes.
COMMONMARK = False

# Whether each chat is shared with a picture of its own, or all with the site's.
CARDS = True

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
THEME = str(HERE / "theme")
# What is your own lies beside, and is never touched by what is new here: docs/own-theme.md.
OWN_THEME = str(HERE / "own/theme")
THEME_TEMPLATES_OVERRIDES = [str(HERE / "own/theme/templates")]
OWN_PLUGINS: list[str] = []
CACHE_PATH = str(HERE / ".cache")
SETTINGS_FILE = str(HERE / "pelicanconf.py")

# Pelican does not put PLUGIN_PATHS on sys.path: a plugin would not find what it shares.
PLUGIN_PATHS = [str(HERE / "plugins"), str(HERE / "own/plugins")]
sys.path.extend(path for path in PLUGIN_PATHS if path not in sys.path)
# The zones' data come from the pinned tzdata, not from the machine's own copy.
zoneinfo.reset_tzpath(to=())

from chats import paths, web_policy  # noqa: E402 - it lies in PLUGIN_PATHS
from chats.kinds import kind_name  # noqa: E402
from chats.rule_words import rule_text  # noqa: E402
from chats.surroundings import Amiss, build_time, given  # noqa: E402

# What is wrong with the environment: told with the problems of the settings and the content.
AMISS: Amiss = {}
NOW = datetime.now(UTC)
# The instant that the site shows: now, or SOURCE_DATE_EPOCH for a reproducible build.
BUILD_TIME = given(
    AMISS, "BUILD_TIME", lambda: build_time(os.environ.get("SOURCE_DATE_EPOCH", ""), NOW), NOW
)

PLUGINS = [
    "output_files",          # the only writer
    "page_language",         # templates in the language of the series
    "event_pages",           # content/ → series → a page per chat and the lists
    "posts",                 # ordinary posts and pages
    "question_bank",         # every question ever asked, by topic
    "participation_guide",
    "privacy",               # what the site knows of its readers
    "calendar_invites",
    "feeds",
    "social_cards",          # a picture per chat, for where it is shared
    "run_sheets",            # the hour of each chat to come, for its host and its guests
    "transcripts",           # what was said, by question
    "redirects",             # a page at each of the `aliases`
    "server_headers",        # what hosts are to say with each file
    "search",                # an index of everything, and the page that asks it
    "site_icons",            # icons and manifest, from the theme's one drawing
    "site_files",            # stylesheet, scripts, pictures, sitemap, robots.txt
    *OWN_PLUGINS,
]  # fmt: skip

TIMEZONE = "UTC"
LOCALE = ("C",)
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
IGNORE_FILES = [".*", "*~", "#*#"]
READERS = {"rst": None, "html": None, "htm": None}
# Of each template there is one state during a build: no file is asked again for its date.
JINJA_ENVIRONMENT = {
    "auto_reload": False,
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
JINJA_GLOBALS = {
    "kind_name": kind_name,
    "paths": paths,
    "rule_text": rule_text,
    "web_policy": web_policy,
}

ARTICLE_URL = "posts/{slug}/"
ARTICLE_SAVE_AS = "posts/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
WITH_FUTURE_DATES = True
DEFAULT_PAGINATION = False
DIRECT_TEMPLATES: list[str] = []
DEFAULT_METADATA = {"category": "posts"}

# What Pelican would add by itself and this site makes in its own way.
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = ""
TAG_SAVE_AS = TAGS_SAVE_AS = ARCHIVES_SAVE_AS = DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
FEED_ATOM = FEED_RSS = FEED_ALL_ATOM = FEED_ALL_RSS = None
CATEGORY_FEED_ATOM = CATEGORY_FEED_RSS = TRANSLATION_FEED_ATOM = TRANSLATION_FEED_RSS = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TAG_FEED_ATOM = TAG_FEED_RSS = None
