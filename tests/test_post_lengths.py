"""The length of a post, held against each platform's published rule on texts that are hard."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import PLATFORMS

from chats.platform_keys import COUNTS
from post_lengths.lengths import length_of

COLUMNS = ("twitter", "mastodon", "bluesky", "threads", "discord", "linkedin", "irc")

# X: weighted, each emoji 2, an address 23 (twitter-text, configuration v3).
# Mastodon and Bluesky: graphemes (UAX #29); on Mastodon an address 23, a mention without server.
# Threads: characters, but of an emoji its bytes. Discord: code points. LinkedIn: UTF-16.
# IRC: bytes.
HARD = {
    "letters and a hashtag": ("Q3 What works? #4Change", 23, 23, 23, 23, 23, 23, 23),
    "a letter and its mark": ("cafe\u0301", 4, 4, 4, 5, 5, 5, 6),
    "both in one": ("caf\u00e9", 4, 4, 4, 4, 4, 4, 5),
    "three marks": ("a\u0301\u0323\u0308", 4, 1, 1, 4, 4, 4, 7),
    "Chinese": ("你好世界", 8, 4, 4, 4, 4, 4, 12),
    "Hangul in parts": ("\u1112\u1161\u11ab", 2, 1, 1, 3, 3, 3, 9),
    "Devanagari": ("नमस्ते", 6, 3, 3, 6, 6, 6, 18),
    "quotes, dash and dots": ("“so” – it’s…", 13, 12, 12, 12, 12, 12, 22),
    "an emoji": ("👍", 2, 1, 1, 4, 1, 2, 4),
    "a skin tone": ("👍🏽", 2, 1, 1, 8, 2, 4, 8),
    "a family, joined": ("👨‍👩‍👧‍👦", 2, 1, 1, 25, 7, 11, 25),
    "a runner, toned and joined": ("🏃🏽‍♀️", 2, 1, 1, 17, 5, 7, 17),
    "a flag": ("🇩🇪", 2, 1, 1, 8, 2, 4, 8),
    "two flags": ("🇩🇪🇫🇷", 4, 2, 2, 16, 4, 8, 16),
    "the flag of Scotland": ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2, 1, 1, 28, 7, 14, 28),
    "the rainbow flag": ("🏳️‍🌈", 2, 1, 1, 14, 4, 6, 14),
    "a key": ("1️⃣", 2, 1, 1, 7, 3, 3, 7),
    "a heart as text": ("❤", 2, 1, 1, 3, 1, 1, 3),
    "a heart as emoji": ("❤️", 2, 1, 1, 6, 2, 2, 6),
    "a sign as text": ("©", 1, 1, 1, 1, 1, 1, 2),
    "a sign as emoji": ("©️", 2, 1, 1, 5, 2, 2, 5),
    "digits are no emoji": ("1 2 #", 5, 5, 5, 5, 5, 5, 5),
    "beyond the first plane": ("𝒳𝒴", 4, 2, 2, 2, 2, 4, 8),
    "an address": ("https://example.com/a-long/path?and=on", 23, 23, 38, 38, 38, 38, 38),
    "one at the end": ("See https://example.com/a.", 28, 28, 26, 26, 26, 26, 26),
    "two addresses": ("https://a.com https://b.org/x", 47, 47, 29, 29, 29, 29, 29),
    "one with brackets": ("(https://en.wikipedia.org/wiki/A_(b))", 25, 25, 37, 37, 37, 37, 37),
    "one without scheme": ("See example.com now", 31, 19, 19, 19, 19, 19, 19),
    "one below Moldova": ("README.md", 23, 9, 9, 9, 9, 9, 9),
    "none: no such domain": ("https://example.invalid/path", 28, 28, 28, 28, 28, 28, 28),
    "none: numbers, shorts": ("node.js e.g. 3.5", 16, 16, 16, 16, 16, 16, 16),
    "none: a hashtag": ("#example.com", 12, 12, 12, 12, 12, 12, 12),
    "none: mail": ("alice@example.com", 17, 17, 17, 17, 17, 17, 17),
    "one within Chinese": ("你好example.com你好", 31, 15, 15, 15, 15, 15, 23),
    "one in Cyrillic": ("https://пример.рф/а", 23, 23, 19, 19, 19, 19, 28),
    "an emoji at an address": ("👍https://a.com/👍", 27, 25, 16, 22, 16, 18, 22),
    "a mention elsewhere": ("@alice@mastodon.social hi", 25, 9, 25, 25, 25, 25, 25),
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_a_hard_text_counts_on_each_platform_as_that_platform_says(name: str) -> None:
    text, *expected = HARD[name]
    assert [length_of(text, PLATFORMS[key]).used for key in COLUMNS] == expected


def test_every_platform_that_has_a_limit_says_where_it_is_published() -> None:
    limits = {key: platform.limit for key, platform in PLATFORMS.items() if platform.limit}
    assert limits == {
        "twitter": 280, "mastodon": 500, "bluesky": 300, "threads": 500, "linkedin": 3000,
        "slack": 4000, "discord": 2000, "irc": 400,
    }  # fmt: skip
    assert all(PLATFORMS[key].rule.startswith("https://") for key in limits)


@pytest.mark.parametrize("key", COLUMNS)
def test_a_text_fits_up_to_the_last_character_and_not_beyond(key: str) -> None:
    platform = PLATFORMS[key]
    assert platform.limit
    assert length_of("x" * platform.limit, platform).excess == 0
    assert length_of("x" * (platform.limit + 3), platform).excess == 3


def test_few_graphemes_of_very_many_bytes_do_not_fit_on_bluesky() -> None:
    most = length_of("👨‍👩‍👧‍👦" * 120, PLATFORMS["bluesky"])
    assert (most.used, most.limit, most.excess) == (120, 300, 0)
    more = length_of("👨‍👩‍👧‍👦" * 121, PLATFORMS["bluesky"])
    assert (more.used, more.limit, more.unit, more.excess) == (3025, 3000, "bytes", 25)


def test_a_server_of_mastodon_may_allow_more() -> None:
    roomy = replace(PLATFORMS["mastodon"], limit=5000)
    assert length_of("x" * 4000, PLATFORMS["mastodon"]).excess == 3500
    assert length_of("x" * 4000, roomy).excess == 0


def test_a_room_without_limit_takes_any_text() -> None:
    assert length_of("x" * 99_999, PLATFORMS["video"]).excess == 0


@pytest.mark.parametrize("counts", COUNTS)
@given(text=st.text(st.characters(codec="utf-8")))
def test_no_text_breaks_a_count_nor_has_less_than_nothing(counts: str, text: str) -> None:
    used = length_of(text, replace(PLATFORMS["video"], counts=counts)).used
    assert (used > 0) == bool(text)
