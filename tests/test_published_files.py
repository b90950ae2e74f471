"""What is copied from content/images/ and content/files/: pictures alone, and nothing that runs."""

import contextlib
import io
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from writers import head, series_of

from content_folder.drawings import drawing_size
from content_folder.pictures import MAX_PIXELS, bare_picture, size_of
from content_folder.published import size_if_fine
from content_folder.reading import read_content
from content_folder.within import TooLarge, bytes_within

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def photo(kind: str, orientation: int = 1, **more: Any) -> bytes:
    """Return a picture that says where it was taken, by whom, and holds a tail."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "SECRET camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 7.0)})
    picture = Image.new("RGB", (30, 20), "red")
    picture.putpixel((1, 1), (0, 255, 0))
    told = {} if kind == "GIF" else {"exif": exif}
    told |= {"comment": b"SECRET words"} if kind in ("GIF", "JPEG") else {}
    told |= {"xmp": b"<x>SECRET place</x>"} if kind in ("WEBP", "JPEG") else {}
    data = io.BytesIO()
    picture.save(data, kind, **told, **more)
    return data.getvalue() + b"SECRET tail"


def seen(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_is_published_without_what_is_not_seen_and_right_side_up(
    kind: str, orientation: int
) -> None:
    data = photo(kind, orientation)
    assert b"SECRET" in data
    bare = bare_picture(f"a.{kind.lower()}", data)
    assert b"SECRET" not in bare
    assert seen(bare).convert("RGB").tobytes() == seen(data).convert("RGB").tobytes()
    assert size_of("a.png", bare) == size_of("a.png", data)
    told = dict(seen(bare).getexif())
    assert told == ({0x0112: 6} if orientation == 6 and kind != "GIF" else {})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_keeps_the_profile_of_its_colours(kind: str) -> None:
    profile = b"any profile whatever" * 9
    bare = bare_picture("a.png", photo(kind, icc_profile=profile))
    assert seen(bare).info["icc_profile"] == profile


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_moves_as_before(kind: str) -> None:
    frames = [Image.new("RGB", (9, 9), color) for color in ("red", "blue", "green")]
    data = io.BytesIO()
    frames[0].save(data, kind, save_all=True, append_images=frames[1:], loop=0, duration=100)
    bare = seen(bare_picture("a.png", data.getvalue()))
    assert (bare.n_frames, bare.info["loop"]) == (3, 0)  # type: ignore[attr-defined]


def test_an_avif_that_tells_the_place_is_refused_and_any_other_kept() -> None:
    with pytest.raises(ValueError, match="what the camera wrote"):
        bare_picture("a.avif", photo("AVIF"))
    data = io.BytesIO()
    Image.new("RGB", (30, 20)).save(data, "AVIF")
    assert bare_picture("a.avif", data.getvalue()) == data.getvalue()
    for not_whole in (data.getvalue() + b"SECRET tail", data.getvalue()[:-5]):
        with pytest.raises(ValueError, match="is not whole"):
            bare_picture("a.avif", not_whole)


@pytest.mark.parametrize(("kind", "part"), [("PNG", bytes(4) + b"prVt" + bytes(4)),
                                            ("JPEG", b"\xff\xe1\0\2")])  # fmt: skip
def test_a_photo_of_very_many_empty_parts_is_refused_unread(kind: str, part: bytes) -> None:
    data = io.BytesIO()
    Image.new("RGB", (30, 20)).save(data, kind)
    begin = 8 if kind == "PNG" else 2
    many = data.getvalue()[:begin] + part * 20_000 + data.getvalue()[begin:]
    with pytest.raises(ValueError, match=r"over 20,000 parts; save the picture anew"):
        size_of("a.png", many)


_TEN_TIMES = [
    ('<g id="a{0}">{1}</g>', '<use href="#a{0}"/>'),
    ('<g id="a{0}">{1}</g>', '<use xlink:href="#a{0}"/>'),
    ('<pattern id="a{0}">{1}</pattern>', '<rect fill="url(#a{0})"/>'),
    ('<mask id="a{0}">{1}</mask>', "<rect style=\"mask: url('#a{0}')\"/>"),
    ('<style>.a{0} {{ fill: url(#a{0}) }}</style><pattern id="a{0}">{1}</pattern>',
     '<rect class="a{0}"/>'),
]  # fmt: skip


@pytest.mark.parametrize(("part", "use"), _TEN_TIMES)
def test_a_small_drawing_that_asks_for_more_than_can_be_drawn_is_refused(
    part: str, use: str
) -> None:
    """Ten times ten times ten …: a browser would draw until somebody ends it."""

    def drawing(levels: int) -> bytes:
        parts = (part.format(number, use.format(number - 1) * 10) for number in range(1, levels))
        return SVG.format(part.format(0, "<rect/>") + "".join(parts)).encode()

    assert drawing_size(drawing(3)) is None
    with pytest.raises(ValueError, match="draws over 500,000 parts, by parts that use each other"):
        drawing_size(drawing(9))


def test_a_drawing_may_use_a_colour_for_each_of_many_parts_and_a_part_of_itself() -> None:
    stops = "".join(f'<linearGradient id="g{n}"><stop/></linearGradient>' for n in range(50))
    style = "".join(f".c{n} {{ fill: url(#g{n}) }}" for n in range(50))
    paths = '<path class="c1" fill="url(#g2)"/>' * 20_000
    itself = '<g id="a"><use href="#a"/></g>'
    drawing_size(SVG.format(f"<style>{style}</style>{stops}{paths}{itself}").encode())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_is_cut_anywhere_is_read_or_refused_and_never_hangs(kind: str) -> None:
    data = photo(kind)
    for end in range(0, len(data), 7):
        with contextlib.suppress(ValueError):
            assert b"SECRET" not in bare_picture("a.png", data[:end])


def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused() -> None:
    data = io.BytesIO()
    Image.new("1", (10_000, MAX_PIXELS // 10_000 + 1)).save(data, "PNG")
    assert len(data.getvalue()) < 20_000
    with pytest.raises(ValueError, match="over 50 million pixels"):
        size_of("a.png", data.getvalue())


@pytest.mark.parametrize(
    "inner",
    [
        "<script>1</script>", '<g onclick="x()"/>', '<a href="javascript:x"/>', "<foreignObject/>",
        '<a xlink:href="https://x.example"/>', '<style>@import "x";</style>', "<animate/>",
        "<style>a{fill:url(//x.example)}</style>", '<image href="https://x.example/a.png"/>',
        '<h:b xmlns:h="http://www.w3.org/1999/xhtml"/>', '<set attributeName="href" to="x"/>',
        r'<path style="fill:\75rl(x)"/>', '<image href="data:image/svg+xml,x"/>',
        "<style>@import <g/>url(x);</style>", "<path>" * 300 + "</path>" * 300,
    ],
)  # fmt: skip
def test_a_drawing_that_does_more_than_draw_is_refused(inner: str) -> None:
    with pytest.raises(ValueError, match=r"export a plain SVG|simplify"):
        drawing_size(SVG.format(inner).encode())


@pytest.mark.parametrize(
    "before",
    ['<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml-stylesheet href="x"?>',
     '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x">]>', '<?xml version="1.0" encoding="big5"?>'],
)  # fmt: skip
def test_what_stands_before_a_drawing_cannot_make_it_run(before: str) -> None:
    with pytest.raises(ValueError, match=r"export a plain SVG|save it as UTF-8"):
        drawing_size((before + SVG.format("")).encode())


@pytest.mark.parametrize(
    "inner",
    ["<path fill=\"url(#a)\" style='stroke: url( \"#b\")'/>", "<style>.a{fill:url(#b)}</style>",
     '<use xlink:href="#a"/>', '<image href="data:image/png;base64,AA"/>',
     '<x:y xmlns:x="http://www.inkscape.org/namespaces/inkscape"/>'],
)  # fmt: skip
def test_a_drawing_may_use_its_own_parts(inner: str) -> None:
    drawing_size(SVG.format(inner).encode())


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.xml", "a.js", "a.mjs", "a.css",
                                  "a.wasm", "a.svgz", "a.swf", "a.php", "a", "CNAME"])  # fmt: skip
def test_a_file_that_could_run_in_the_sites_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is not published"):
        size_if_fine(f"files/{name}", b"<script>1</script>")
    with pytest.raises(ValueError, match="is no picture by its name"):
        size_if_fine(f"images/{name}", b"<script>1</script>")


def test_the_folder_tells_such_files_names_and_links_of_its_own(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in ("chats", "files", "images"):
        (content / name).mkdir(parents=True)
    (content / "chats/2010-06-organizing.md").write_text(head())
    (content / "files/a.html").write_text("x")
    (content / "images/a.png").write_bytes(photo("PNG"))
    (content / "images/A.png").write_bytes(photo("PNG"))
    (content / "images/b.svg").write_text(SVG.format("<script/>"))
    deep = content / "/".join(["files", *"abcdefghijkl"])
    deep.mkdir(parents=True)
    told = [str(problem) for problem in sorted(read_content(content, series_of()).problems)]
    assert [line.partition(": ")[0] for line in told] == [
        "content/files/a.html", "content/files/a/b/c/d/e/f/g/h", "content/images/a.png",
        "content/images/b.svg",
    ]  # fmt: skip
    assert "has the name of content/images/A.png" in told[2]


def test_a_content_folder_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "elsewhere/chats").mkdir(parents=True)
    (tmp_path / "elsewhere/chats/2010-06-x.md").write_text("secret")
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")
    (problem,) = read_content(tmp_path / "content", series_of()).problems
    assert str(problem).startswith("content: is a symbolic link")


def test_a_file_or_folder_exchanged_for_a_link_meanwhile_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "content/files").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("secret")
    (tmp_path / "content/files/a.txt").symlink_to(tmp_path / "outside/secret.txt")
    (tmp_path / "content/images").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "content/files/pipe.txt")
    for path in ("files/a.txt", "images/secret.txt", "files/pipe.txt", "files"):
        with pytest.raises(OSError):  # noqa: PT011 - the system says which
            bytes_within(tmp_path / "content", path, 100)
    (tmp_path / "content/files/b.txt").write_text("x" * 101)
    with pytest.raises(TooLarge):
        bytes_within(tmp_path / "content", "files/b.txt", 100)
