"""How large a chat's picture is: read with the content, and told to the page."""

import warnings
from pathlib import Path

import pytest
from PIL import Image
from sites import build

from content_folder.pictures import size_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'
CHAT = """\
---
title: A chat
topic: Pictures
date: 2010-06-10
announced: 2010-06-01
image: images/{}
image_alt: "A drawing"
---

Look.
"""


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "gif", "avif"])
def test_every_format_that_browsers_show_is_measured(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    Image.new("RGB", (30, 20)).save(file)
    assert size_of(file.name, file.read_bytes()) == (30, 20)


def test_a_photo_taken_with_the_camera_on_its_side_is_as_high_as_it_is_shown(
    tmp_path: Path,
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20)).save(tmp_path / "a.jpg", exif=exif)
    assert size_of("a.jpg", (tmp_path / "a.jpg").read_bytes()) == (20, 30)


def test_a_note_of_the_camera_that_is_not_whole_is_nobodys_concern(tmp_path: Path) -> None:
    broken = b"MM\0*" + bytes(50)
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png", exif=b"Exif\0\0" + broken)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert size_of("a.png", (tmp_path / "a.png").read_bytes()) == (30, 20)
    assert told == []


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20.4"', (30, 20)),
        ('width=" 30px " height="20px"', (30, 20)),
        ('viewBox="0 0 30 20"', None),
        ('width="100%" height="20"', None),
        ('width="0" height="20"', None),
        ("", None),
    ],
)
def test_a_drawing_has_the_size_that_it_states(
    attributes: str, size: tuple[int, int] | None
) -> None:
    assert size_of("a.svg", SVG.format(attributes).encode()) == size


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"hello"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"\xff\xd8\xff"),
        ("a.webp", b""),
        ("a.svg", b"<html/>"),
        ("a.svg", b"hello"),
        ("a.svg", b""),
    ],
)
def test_what_no_browser_shows_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"is not (a picture|an SVG)"):
        size_of(name, data)


def content_with(folder: Path, name: str) -> Path:
    for part in ("chats", "posts", "pages", "images"):
        (folder / part).mkdir(parents=True)
    (folder / "chats/2010-06-x.md").write_text(CHAT.format(name))
    return folder


def test_the_page_keeps_the_pictures_place_free(tmp_path: Path) -> None:
    content = content_with(tmp_path / "content", "a.png")
    Image.new("RGB", (30, 20)).save(content / "images/a.png")
    site = build(tmp_path / "made", content=content, extra="SEARCH = False")
    assert site.code == 0, site.said
    image = site.page("chats/2010-06-x/").find(".//main//img")
    assert image is not None
    assert (image.get("width"), image.get("height")) == ("30", "20")


def test_a_broken_picture_is_told(tmp_path: Path) -> None:
    content = content_with(tmp_path / "content", "a.png")
    (content / "images/a.png").write_text("no picture")
    site = build(tmp_path / "made", content=content, extra="SEARCH = False")
    assert site.code != 0
    assert "content/images/a.png: is not a picture" in site.said
