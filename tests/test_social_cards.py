"""The cards that stand for chats where they are shared, the icons and the manifest."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from samples import JUNE, NEW_YORK, a_chat, a_series, a_session
from sites import CONTENT, ROOT, Site, build

from chats.model import Chat, Person, Status
from chats.paths import Site as Address
from chats.words import ENGLISH
from event_pages.structured import event_json_ld
from kept_pictures import KeptPictures, is_whole
from site_icons.icons import Icon, ico, icon_png
from site_icons.manifest import manifest
from social_cards.card import chat_card, site_card
from social_cards.contents import chat_alt, chat_contents, site_alt, site_contents
from social_cards.drawing import Box, Looks, bubble, words
from social_cards.lines import Fitted, fitted, is_cut
from social_cards.typefaces import typefaces
from theme_colors import light_colors

FONTS = {file.name: file for file in sorted((ROOT / "theme/fonts").glob("*.ttf"))}
COLORS = light_colors((ROOT / "theme/static/css/tokens.css").read_text("utf-8"))
DRAWING = (ROOT / "theme/static/icons/favicon.svg").read_bytes()
VOICE, SITE = typefaces(
    {name: file.read_bytes() for name, file in FONTS.items()},
    "Literata-Bold.ttf",
    "NotoSans-SemiBold.ttf",
)
LOOKS = Looks(VOICE, SITE, COLORS, tuple(map(str, FONTS.values())))
SERIES = a_series(tagline="A monthly chat on social media for social change")
SYDNEY = ZoneInfo("Australia/Sydney")
COMOD_RIVADAVIA = ZoneInfo("America/Argentina/ComodRivadavia")
MARGIN = 60
DESCENT = 16
"""How far letters reach below the last base line, at most."""


def person(name: str) -> Person:
    return Person(id=name.lower().replace(" ", "-"), name=name)


AMY = person("Amy Sample Ward")
COMMITTEE = tuple(map(person, ("Amy Sample Ward", "Christina Jordan", "Joe Solomon", "Tom Dawkins",
                               "Natasha Judd", "Edward Harran", "Todd Pitt")))  # fmt: skip
TWICE = (a_session(label="West"), a_session(datetime(2010, 6, 11, 9, tzinfo=SYDNEY), key="east"))
LONG_TOPIC = "Using social media to bring people to events, and what remains when all have gone"
CHATS = {
    "announced": a_chat(hosts=(AMY,)),
    "cancelled": a_chat(status=Status.CANCELLED),
    "tentative and moved": a_chat(
        status=Status.TENTATIVE, sessions=(a_session(moved_from=(JUNE,)),)
    ),
    "twice": a_chat(sessions=TWICE, hosts=(AMY,)),
    "three times": a_chat(sessions=(*TWICE, a_session(key="again"))),
    "many hosts": a_chat(hosts=COMMITTEE),
    "long topic": a_chat(topic=LONG_TOPIC, hosts=COMMITTEE),
    "one long word": a_chat(topic="Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 2),
    "long month and zone": a_chat(
        sessions=(a_session(datetime(2026, 9, 30, 23, 30, tzinfo=COMOD_RIVADAVIA)),)
    ),
    "without end": a_chat(topic="word " * 400),
}  # fmt: skip


def card(chat: Chat, **changes: str) -> Image.Image:
    """Return the chat's card, as a picture."""
    return picture(chat_card(replace(chat_contents(chat, SERIES), **changes), LOOKS, ENGLISH))


def picture(data: bytes) -> Image.Image:
    found = Image.open(BytesIO(data))
    assert found.format == "PNG"
    return found.convert("RGB")


def colors_of(found: Image.Image, box: tuple[int, int, int, int]) -> set[tuple[int, int, int]]:
    """Return every colour in a part of a picture: left, top, right, bottom."""
    colors = found.crop(box).getcolors(1 << 20)
    assert colors is not None
    return {color for _, color in colors}  # type: ignore[misc]


def near(color: str) -> Callable[[tuple[int, int, int]], bool]:
    """Tell which colours look the same; a palette may be one step off."""
    wanted = tuple(bytes.fromhex(color.lstrip("#")))
    return lambda other: all(abs(a - b) <= 3 for a, b in zip(wanted, other, strict=True))


def margins_are_empty(found: Image.Image) -> bool:
    edges = ((0, 0, 1200, MARGIN), (0, 630 - MARGIN + DESCENT, 1200, 630),
             (0, 0, MARGIN, 630), (1200 - MARGIN + 2, 0, 1200, 630))  # fmt: skip
    return all(all(map(near(COLORS["paper"]), colors_of(found, edge))) for edge in edges)


# ------------------------------------------------------------------------ what a card looks like


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_a_card_is_1200_by_630_and_leaves_its_margins_empty(chat: Chat) -> None:
    found = card(chat)
    assert found.size == (1200, 630)
    assert margins_are_empty(found)


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_a_card_weighs_less_than_40_kilobytes(chat: Chat) -> None:
    if chat is not CHATS["without end"]:
        assert len(chat_card(chat_contents(chat, SERIES), LOOKS, ENGLISH)) < 40_000


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_the_day_s_words_stay_within_its_block(chat: Chat) -> None:
    found = card(chat)
    empty = COLORS["paper" if chat.cancelled or chat.tentative else "ask"]
    beside = colors_of(found, (60 + 364 - 40, 60 + 64, 60 + 364 - 6, 630 - 60 - 64))
    below = colors_of(found, (60 + 64, 630 - 60 - 24, 60 + 364 - 64, 630 - 60 - 6))
    assert all(map(near(empty), beside | below))


def test_the_same_chat_gives_the_same_bytes() -> None:
    contents = chat_contents(a_chat(hosts=COMMITTEE), SERIES)
    assert chat_card(contents, LOOKS, ENGLISH) == chat_card(contents, LOOKS, ENGLISH)


def test_each_state_of_a_chat_looks_different() -> None:
    states = [chat_card(chat_contents(chat, SERIES), LOOKS, ENGLISH) for chat in CHATS.values()]
    assert len(set(states)) == len(states)


def test_a_cancelled_chat_s_day_is_in_the_colour_of_alarm() -> None:
    day = (60, 60, 60 + 364, 570)
    assert any(map(near(COLORS["alarm"]), colors_of(card(CHATS["cancelled"]), day)))
    assert not any(map(near(COLORS["alarm"]), colors_of(card(CHATS["announced"]), day)))


def test_the_site_s_card_shows_two_bubbles_and_needs_no_tagline() -> None:
    both = picture(site_card(site_contents(SERIES), LOOKS))
    alone = picture(site_card(site_contents(replace(SERIES, tagline="")), LOOKS))
    whole = (0, 0, 1200, 630)
    assert any(map(near(COLORS["answer"]), colors_of(both, whole)))
    assert not any(map(near(COLORS["answer"]), colors_of(alone, whole)))
    for found in (both, alone):
        assert margins_are_empty(found)
        assert any(map(near(COLORS["ask"]), colors_of(found, whole)))


def test_a_bubble_has_one_square_corner() -> None:
    assert bubble(Box(0, 0, 100, 80), 20).count("a20") == 3
    assert bubble(Box(0, 0, 100, 80), 20, "right") != bubble(Box(0, 0, 100, 80), 20)


# ------------------------------------------------------------------------ topics of every kind


TOPICS = [
    str(re.search(r"^topic: *(.+)$", file.read_text("utf-8"), re.M)[1]).strip("\"'")  # type: ignore[index]
    for file in sorted((CONTENT / "chats").glob("*.md"))
]
ROOM = (660, 340)


def test_topics_are_whole_and_as_large_as_they_go() -> None:
    assert len(TOPICS) == 11
    for topic in (*TOPICS, LONG_TOPIC):
        lines = fitted(topic, VOICE, ROOM, (108, 40), 1.14)
        assert " ".join(lines.lines).replace("/ ", "/").replace("- ", "-") == topic
        assert max(map(VOICE.width, lines.lines)) * lines.size <= ROOM[0]
    assert fitted("Education", VOICE, ROOM, (108, 40), 1.14) == Fitted(("Education",), 108)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzàéøßΩЖ-/", min_size=1, max_size=14),
                min_size=1, max_size=12))  # fmt: skip
def test_no_topic_of_a_dozen_words_is_cut_or_leaves_its_box(terms: list[str]) -> None:
    text = " ".join(terms)
    lines = fitted(text, VOICE, ROOM, (108, 40), 1.14)
    assert not is_cut(lines)
    assert "".join(lines.lines).replace(" ", "") == text.replace(" ", "")
    assert all(VOICE.width(line) * lines.size <= ROOM[0] for line in lines.lines)
    assert lines.size * (1 + 1.14 * (len(lines.lines) - 1)) <= ROOM[1]


def test_lines_are_of_even_length() -> None:
    lines = fitted("one two three four five six seven", VOICE, (660, 100), (60, 40), 1.14).lines
    widths = [VOICE.width(line) for line in lines]
    assert len(lines) == 2
    assert min(widths) / max(widths) > 0.7


def test_a_text_without_end_is_cut_with_an_ellipsis() -> None:
    lines = fitted("word " * 400, VOICE, ROOM, (108, 40), 1.14)
    assert is_cut(lines)
    assert all(VOICE.width(line) * lines.size <= ROOM[0] for line in lines.lines)


def test_chinese_and_japanese_break_between_letters_but_not_before_punctuation() -> None:
    topic = "地域コミュニティを、世界の道具で「組織」する。"
    lines = fitted(topic, VOICE, (9 * 40, 400), (40, 40), 1.14).lines
    assert len(lines) > 1
    assert "".join(lines) == topic
    assert not any(line[0] in "、。」" or line[-1] in "「" for line in lines)


@pytest.mark.parametrize("topic", [
    "بناء المجتمعات المحلية عبر الإنترنت؟", "地域コミュニティを組織する", "नेटवर्क के लोग", "🎉🎉🎉",
    "👩🏽\u200d💻 & friends 1\ufe0f\u20e3", "</text><script>alert(1)</script>",
    "&amp; &#0; \"'<![CDATA[ ]]>", "a\u2028b\u0000c\u202ed\ufffe\ud800", "e\u0301" * 30,
    "\u200f\u200e", "%s {0} {{ x }}", "Zalgo" + "\u0335" * 40, "",
])  # fmt: skip
def test_no_text_breaks_a_card(topic: str) -> None:
    chat = a_chat(topic=topic, hosts=(person(topic or "?"), AMY))
    series = replace(SERIES, name=topic or "?", tagline=topic)
    for data in (
        chat_card(chat_contents(chat, SERIES), LOOKS, ENGLISH),
        chat_card(chat_contents(chat, series), LOOKS, ENGLISH),
        site_card(site_contents(series), LOOKS),
    ):
        assert margins_are_empty(picture(data))


def test_emoji_are_left_out_and_a_script_without_a_font_leaves_the_whole_text_out() -> None:
    assert VOICE.drawable("Café ☕\ufe0f &\u2028chats 👩🏽‍💻 1️⃣") == "Café & chats 1"
    assert VOICE.drawable("Talk: بناء") == ""
    assert chat_card(chat_contents(a_chat(topic="بناء"), SERIES), LOOKS, ENGLISH) == chat_card(
        chat_contents(a_chat(topic="組織"), SERIES), LOOKS, ENGLISH
    )


def test_another_font_of_the_theme_stands_in_for_what_the_first_lacks() -> None:
    alone = replace(VOICE, others=())
    assert alone.drawable("\u0500") == ""
    assert VOICE.drawable("\u0500") == "\u0500"
    assert VOICE.width("a\u0500") == alone.width("a") + SITE.width("\u0500")


def test_letters_are_measured_as_they_will_be_set_together() -> None:
    assert VOICE.width("AV") < VOICE.width("A") + VOICE.width("V")


def test_right_to_left_lines_end_at_the_right_edge() -> None:
    at = Box(100, 0, 300, 100)
    assert 'x="400"' in words(Fitted(("שלום?",), 40), VOICE, "#000", at)
    assert 'text-anchor="end"' in words(Fitted(("שלום?",), 40), VOICE, "#000", at)
    assert 'x="100"' in words(Fitted(("Hello?",), 40), VOICE, "#000", at)


# ------------------------------------------------------------------------ what a card says


@pytest.mark.parametrize(("chat", "alt"), [
    (a_chat(hosts=(AMY,)),
     "Chat: Community Organizing. Thursday 10 June 2010, 17:00 New York time (21:00 UTC), "
     "with Amy Sample Ward."),
    (a_chat(status=Status.CANCELLED, hosts=COMMITTEE[:3]),
     "Chat: Community Organizing. Cancelled. Thursday 10 June 2010, 17:00 New York time "
     "(21:00 UTC), with Amy Sample Ward, Christina Jordan and Joe Solomon."),
    (CHATS["tentative and moved"],
     "Chat: Community Organizing. To be confirmed. New time. Thursday 10 June 2010, 17:00 "
     "New York time (21:00 UTC)."),
    (a_chat(sessions=(a_session(datetime(2010, 6, 10, 22, tzinfo=NEW_YORK)),)),
     "Chat: Community Organizing. Thursday 10 June 2010, 22:00 New York time "
     "(02:00 UTC on Friday)."),
    (a_chat(sessions=(a_session(datetime(2010, 6, 10, 22, tzinfo=ZoneInfo("UTC"))),)),
     "Chat: Community Organizing. Thursday 10 June 2010, 22:00 UTC."),
    (a_chat(sessions=TWICE),
     "Chat: Community Organizing. Thursday 10 June 2010, 17:00 New York time (21:00 UTC) and "
     "Friday 11 June 2010, 09:00 Sydney time (23:00 UTC on Thursday)."),
])  # fmt: skip
def test_the_alternative_text_says_what_the_card_shows(chat: Chat, alt: str) -> None:
    assert chat_alt(chat) == alt


def test_the_site_s_alternative_text_is_its_name_and_its_line() -> None:
    assert site_alt(SERIES) == "#4Change. A monthly chat on social media for social change."
    assert site_alt(replace(SERIES, tagline="")) == "#4Change."


def test_the_card_shows_the_hours_on_the_chat_s_clock_and_in_utc() -> None:
    (hours,) = chat_contents(a_chat(), SERIES).hours
    assert (hours.span, hours.clocks) == ("17:00–19:00", ("New York time", "21:00–23:00 UTC"))
    first, second = chat_contents(a_chat(sessions=TWICE), SERIES).hours
    assert (first.span, first.clocks) == ("17:00–19:00", ("New York time (UTC−4)",))
    assert (second.span, second.clocks) == ("09:00–11:00 (Fri)", ("Sydney time (UTC+10)",))


def test_a_card_says_nothing_that_another_day_would_change() -> None:
    later = replace(SERIES, at=datetime(2030, 1, 1, tzinfo=NEW_YORK))
    assert chat_contents(a_chat(), SERIES) == chat_contents(a_chat(), later)


def test_the_event_s_pictures_are_its_own_and_the_card() -> None:
    site = Address("https://host.example/repo")
    card_url = "https://host.example/repo/chats/2010-06-local-community-organizing/card.png"
    assert event_json_ld(a_chat(), SERIES, site)["image"] == [card_url]
    own = a_chat(image="images/june.png", image_alt="June")
    assert event_json_ld(own, SERIES, site)["image"] == [
        "https://host.example/repo/images/june.png", card_url
    ]  # fmt: skip


# ------------------------------------------------------------------------ what is kept


PNG = icon_png(DRAWING, Icon(16))
OTHER = icon_png(DRAWING, Icon(17))


def test_a_picture_is_drawn_once_for_what_it_shows_and_what_draws_it(tmp_path: Path) -> None:
    drawn = []

    def draw() -> bytes:
        drawn.append(1)
        return PNG

    for edition, contents, count in (
        ("1", "a", 1), ("1", "a", 1), ("1", "b", 2), ("2", "a", 3), ("1", "a", 3),
    ):  # fmt: skip
        assert KeptPictures(tmp_path / "kept", edition).picture(contents, draw) == PNG
        assert len(drawn) == count


@pytest.mark.parametrize("harm", [
    lambda _: b"", lambda data: data[:-1], lambda data: data[:40], lambda data: data + b"x",
    lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:], lambda data: b"GIF89a" + data,
    lambda data: data[:8] + b"\xff\xff\xff\xff" + data[12:],
])  # fmt: skip
def test_a_kept_picture_that_was_harmed_is_drawn_again(
    tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    kept = KeptPictures(tmp_path, "1")
    kept.picture("a", lambda: PNG)
    (file,) = tmp_path.iterdir()
    file.write_bytes(harm(PNG))
    assert not is_whole(file.read_bytes())
    assert kept.picture("a", lambda: OTHER) == OTHER
    assert file.read_bytes() == OTHER


def test_where_nothing_can_be_kept_pictures_are_drawn_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    kept = KeptPictures(tmp_path / "file", "1")
    assert kept.picture("a", lambda: PNG) == PNG
    kept.tidy()


def test_pictures_of_no_use_go_once_there_are_hundreds_of_them(tmp_path: Path) -> None:
    for number in range(401):
        (tmp_path / f"{number}.png").write_bytes(PNG)
    kept = KeptPictures(tmp_path, "1")
    kept.picture("a", lambda: PNG)
    kept.tidy()
    assert len(list(tmp_path.iterdir())) == 1
    KeptPictures(tmp_path, "2").tidy()
    assert len(list(tmp_path.iterdir())) == 1


# ------------------------------------------------------------------------ icons, colours, manifest


def test_of_a_colour_with_two_schemes_the_light_one_counts_and_of_two_values_the_last() -> None:
    css = """
        --red: #000000;
        --white: light-dark(#ffffff, #000000);
        --font: serif;
        --red: #F00;
    """
    assert light_colors(css) == {"red": "#ff0000", "white": "#ffffff"}


def test_the_maskable_icon_keeps_its_drawing_in_the_circle_that_is_never_cut() -> None:
    found = picture(icon_png(DRAWING, Icon(512, 0.56, "#ffffff")))
    for x in range(0, 512, 4):
        for y in range(0, 512, 4):
            if (x - 256) ** 2 + (y - 256) ** 2 > (0.4 * 512) ** 2:
                assert found.getpixel((x, y)) == (255, 255, 255)


def test_an_ico_holds_its_pictures_by_their_size() -> None:
    sizes = {size: icon_png(DRAWING, Icon(size)) for size in (16, 32, 48)}
    with Image.open(BytesIO(ico(sizes))) as found:
        assert found.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
        for size in sizes:
            found.size = (size, size)
            found.load()
            assert found.getpixel((size // 4, size // 4))[:3] == (11, 79, 88)  # type: ignore[index]


def test_a_long_name_gives_way_to_the_hashtag_below_an_icon() -> None:
    long = replace(SERIES, name="Conversations on everything")
    site = Address("https://host.example")
    assert json.loads(manifest(SERIES, site, COLORS))["short_name"] == "#4Change"
    assert json.loads(manifest(long, site, COLORS))["short_name"] == "#4Change"
    assert json.loads(manifest(long, site, COLORS))["name"] == "Conversations on everything"


# ------------------------------------------------------------------------ the built site


@pytest.fixture(scope="module", params=["https://4change.example", "https://host.example/repo"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    built = build(tmp_path_factory.mktemp("cards"), url=request.param)
    assert built.code == 0, built.said
    return built


def metas(site: Site, page: str) -> dict[str, str]:
    """Return the page's meta elements by their property or name."""
    found = {}
    for element in site.page(page).iter("meta"):
        if key := element.get("property") or element.get("name"):
            assert key not in found, f"{key} twice on {page}"
            found[key] = element.get("content") or ""
    return found


def file_at(site: Site, address: str) -> Path:
    """Return the file that the site serves at an address of its own."""
    if not address.startswith("https://"):
        address = f"{urlsplit(site.url).scheme}://{urlsplit(site.url).netloc}{address}"
    assert address.startswith(f"{site.url}/")
    return site.folder / urlsplit(address.removeprefix(f"{site.url}/")).path


def test_every_page_names_a_card_that_is_there(site: Site) -> None:
    pages = [path.removesuffix("index.html") for path in site.files() if path.endswith(".html")]
    shown = [page for page in pages if "og:image" in metas(site, page)]
    assert {"", "chats/", "about/", "next/"} <= set(shown)
    assert "404.html" not in shown
    for page in shown:
        meta = metas(site, page)
        file = file_at(site, meta["og:image"])
        with Image.open(file) as found:
            assert [str(side) for side in found.size] == [
                meta["og:image:width"], meta["og:image:height"]
            ]  # fmt: skip
        assert meta["twitter:card"] == "summary_large_image"
        assert meta["og:image:alt"] == meta["twitter:image:alt"] != ""


def test_a_chat_s_page_names_its_own_card_in_both_ways(site: Site) -> None:
    page = "chats/2010-06-local-community-organizing/"
    meta = metas(site, page)
    assert file_at(site, meta["og:image"]) == site.folder / page / "card.png"
    assert meta["og:image:alt"] == (
        "Chat: Community Organizing. Thursday 10 June 2010, 17:00 New York time (21:00 UTC), "
        "with Amy Sample Ward."
    )
    assert f'"image": ["{site.url}/{page}card.png"]' in site.text(page)
    assert file_at(site, metas(site, "")["og:image"]) == site.folder / "card.png"


def test_the_manifest_and_every_icon_are_where_pages_say(site: Site) -> None:
    links = [(link.get("rel"), link.get("href") or "") for link in site.page("").iter("link")]
    icons = [file_at(site, href).name for rel, href in links if rel == "icon"]
    assert icons == ["favicon.ico", "favicon.svg"]
    for rel, href in links:
        if rel in {"icon", "apple-touch-icon", "manifest"}:
            assert file_at(site, href).is_file()
    (address,) = (href for rel, href in links if rel == "manifest")
    data = json.loads(file_at(site, address).read_text("utf-8"))
    prefix = urlsplit(site.url).path
    assert data["start_url"] == data["scope"] == f"{prefix}/"
    assert {icon["purpose"] for icon in data["icons"]} == {"any", "maskable"}
    for icon in data["icons"]:
        with Image.open(file_at(site, icon["src"])) as found:
            assert "{}x{}".format(*found.size) == icon["sizes"]
    for shortcut in data["shortcuts"]:
        assert (file_at(site, shortcut["url"]) / "index.html").is_file()


def test_a_second_build_draws_nothing_anew_but_what_was_harmed(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    page = "chats/2010-06-local-community-organizing/"
    extra = f"CACHE_PATH = {str(cache)!r}"
    first = build(tmp_path, extra=extra)
    assert first.code == 0, first.said
    card, home = first.folder / page / "card.png", first.folder / "card.png"
    before = {file: file.read_bytes() for file in (cache / "cards").iterdir()}
    (kept,) = (file for file, data in before.items() if data == card.read_bytes())
    (harmed,) = (file for file, data in before.items() if data == home.read_bytes())
    # Another picture in its place shows that what is kept is taken as it is.
    kept.write_bytes(PNG)
    harmed.write_bytes(before[harmed][:-20])
    shutil.rmtree(first.folder)
    second = build(tmp_path, extra=extra)
    assert second.code == 0, second.said
    assert card.read_bytes() == PNG
    assert home.read_bytes() == before[harmed]
    assert set((cache / "cards").iterdir()) == set(before)


def test_a_chat_that_changes_gets_a_card_with_another_address(tmp_path: Path) -> None:
    page = "chats/2010-06-local-community-organizing/"
    before = metas(build(tmp_path), page)["og:image"]
    assert metas(build(tmp_path), page)["og:image"] == before
    file = tmp_path / "content/chats/2010-06-local-community-organizing.md"
    text = file.read_text("utf-8")
    cancelled = text.replace("\ntopic:", "\nstatus: cancelled\ntopic:", 1)
    file.write_text(cancelled, "utf-8")
    changed = build(tmp_path)
    assert changed.code == 0, changed.said
    after = metas(changed, page)["og:image"]
    assert after != before
    assert after.partition("?")[0] == before.partition("?")[0]


def test_the_build_says_which_topic_no_font_can_draw(tmp_path: Path) -> None:
    extra = f"CACHE_PATH = {str(tmp_path / 'cache')!r}"
    build(tmp_path, extra=extra)
    file = tmp_path / "content/chats/2010-06-local-community-organizing.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("topic: Community Organizing", "topic: بناء", 1), "utf-8")
    said = build(tmp_path, extra=extra).said
    assert len(re.findall(r"topic: its\s+card\s+is\s+without\s+it", said)) == 1
    # Pelican's log breaks the line anywhere and puts its own source behind it.
    assert "content/chats/2010-06-local" in said
