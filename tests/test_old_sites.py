"""The folders of Jekyll and Hugo: where each post was, what comes along, what is told."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from writers import series_of

from desk.old_folders import old_folders
from importers import hugo, jekyll
from importers.files import Plan
from importers.old_site import OldFolder
from importers.plan import planned
from importers.site_generators import entries_of

Texts = Mapping[str, str]
HEAD = "---\ntitle: {}\ndate: 2024-03-01\n---\n"


def brought(
    kind: str, posts: Texts, settings: Texts | None = None, files: Texts | None = None
) -> Plan:
    """Return what a folder comes to in a new series."""
    folder = OldFolder(
        shown="old/",
        posts={path: text.encode() for path, text in posts.items()},
        settings={path: text.encode() for path, text in (settings or {}).items()},
        files={*posts, *(files or {})},
    )
    return planned(entries_of(kind, folder), series_of(), {}, ())


def body(plan: Plan, path: str) -> str:
    return plan.files[path].split("---\n", 2)[2].strip()


# ---------------------------------------------------------------- old addresses

POST = "_posts/2024-03-01-big-soil.md"


@pytest.mark.parametrize(
    ("settings", "head", "address"),
    [
        ({}, {}, "/2024/03/01/big-soil.html"),
        ({"permalink": "pretty"}, {"categories": "Big soil"}, "/big/soil/2024/03/01/big-soil/"),
        ({"permalink": "ordinal"}, {}, "/2024/061/big-soil.html"),
        ({"permalink": "none"}, {"category": "Big One"}, "/big one/big-soil.html"),
        ({"permalink": "/b/:short_year/:i_month/:title"}, {"slug": "s"}, "/b/24/3/s"),
        ({"permalink": "/:title_:day:output_ext"}, {}, "/big-soil_01.html"),
        ({"permalink": "/:slugified_categories/:slug/"}, {"category": "A & B"}, "/a-b/big-soil/"),
        ({}, {"permalink": "/mine/"}, "/mine/"),
        ({"timezone": "Asia/Tokyo"}, {"date": "2024-03-01 23:00:00"}, "/2024/03/02/big-soil.html"),
        ({"defaults": [{"scope": {"type": "posts"}, "values": {"permalink": "/d/:title/"}}]}, {},
         "/d/big-soil/"),
        ({"defaults": [{"scope": {"path": "other"}, "values": {"permalink": "/d/"}}]}, {},
         "/2024/03/01/big-soil.html"),
    ],
)  # fmt: skip
def test_a_post_of_jekylls_was_where_its_permalinks_say(
    settings: dict[str, Any], head: dict[str, Any], address: str
) -> None:
    assert jekyll.source_of(POST, head, settings).address == address


@pytest.mark.parametrize(
    ("path", "settings", "address"),
    [
        ("about.md", {}, "/about.html"),
        ("docs/rules.md", {"permalink": "pretty"}, "/docs/rules/"),
        ("_talks/a/soil.md", {}, ""),
        ("_talks/a/soil.md", {"collections": {"talks": {"output": True}}}, "/talks/a/soil.html"),
        ("_talks/soil.md", {"collections": {"talks": {"output": True, "permalink":
                                                      "/t/:year/:name/"}}}, "/t/2024/soil/"),
    ],
)  # fmt: skip
def test_a_page_of_jekylls_was_where_its_file_lay_or_its_collection_says(
    path: str, settings: dict[str, Any], address: str
) -> None:
    assert jekyll.source_of(path, {"date": "2024-03-01"}, settings).address == address


def hugos(path: str, head: dict[str, Any], settings: dict[str, Any]) -> str:
    return next(iter(hugo.sources_of({path: head}, settings, [path]))).address


@pytest.mark.parametrize(
    ("path", "head", "settings", "address"),
    [
        ("content/posts/a B & C.md", {}, {}, "/posts/a-b--c/"),
        ("content/posts/Frost/index.md", {}, {}, "/posts/frost/"),
        ("content/about.md", {}, {}, "/about/"),
        ("content/posts/x.md", {"slug": "Über uns"}, {}, "/posts/über-uns/"),
        ("content/posts/x.md", {"url": "own/place.html"}, {}, "/own/place.html"),
        ("content/posts/x.md", {}, {"uglyURLs": True}, "/posts/x.html"),
        ("content/posts/x.de.md", {}, {"languages": {"de": {}}}, "/de/posts/x/"),
        ("inhalt/posts/x.md", {}, {"contentDir": "inhalt"}, "/posts/x/"),
        ("content/chats/2024/x.md", {"title": "A/B & C: d, 100% – ok's", "date": "2024-03-01"},
         {"permalinks": {"chats": "/:sections/:year/:month/:day/:title/"}},
         "/chats/2024/2024/03/01/a-b-c-d-100-oks/"),
        ("content/chats/x.md", {"title": "T", "date": "2024-03-01"},
         {"permalinks": {"page": {"chats": "/c/:slug/:filename/"}}}, "/c/t/x/"),
    ],
)  # fmt: skip
def test_a_post_of_hugos_was_where_hugo_lists_it(
    path: str, head: dict[str, Any], settings: dict[str, Any], address: str
) -> None:
    assert hugos(path, head, settings) == address


def test_bundles_of_one_name_do_not_collide_and_sections_are_told() -> None:
    plan = brought("hugo", {
        "content/posts/_index.md": "---\ntitle: Posts\ncascade:\n  author: Mira Beet\n---\n",
        "content/posts/frost/index.md": HEAD.format("Frost"),
        "content/posts/dew/index.md": HEAD.format("Dew"),
        "content/news/dew/index.md": HEAD.format("Other dew"),
        "content/posts/talk/index.md": HEAD.format("Soil chat") + "On 14 March 2024.\n",
        "content/posts/talk/index.de.md": HEAD.format("Bodenchat") + "Am 14. März 2024.\n",
        "content/posts/dew/index.de.md": HEAD.format("Tau"),
    })  # fmt: skip
    assert set(plan.files) == {
        "posts/frost.md", "posts/dew.md", "posts/2024-03-01-dew.md", "chats/2024-03-talk.md",
        "chats/2024-03-talk.de.md",
    }  # fmt: skip
    assert "authors:\n- mira-beet\n" in plan.files["posts/frost.md"]
    assert plan.files["chats/2024-03-talk.de.md"].startswith("---\ntitle: Bodenchat\ntopic: ")
    told = "\n".join(plan.told)
    assert "old/content/posts/_index.md: is not taken over: it is the text of a section" in told
    assert "old/content/posts/dew/index.de.md: is not taken over: it translates old/" in told


# ---------------------------------------------------------------- texts

LIQUID = """\
[worms]({% post_url 2024-02-01-worms %}) [old]({{ site.baseurl }}/2024/03/01/worms.html#q1)
[about][a] [gone]({% post_url 2020-01-01-x %}) [w]() [nowhere](/tags/x/)

![A heap]({{ "/assets/heap.png" | relative_url }} "t"){: width="3"} [slides](/assets/talk.pdf)
{% include share.html %}<iframe src="https://p.example/1"></iframe>

{% highlight ruby %}
puts "#x"
{% endhighlight %}
{% raw %}{{ kept }}{% endraw %} `[code](x.md)`

[a]: {{ site.url }}/about.html
"""


def test_what_liquid_links_and_shows_leads_on_and_the_rest_is_told_by_its_line() -> None:
    plan = brought("jekyll", {
        "_posts/2024-02-01-worms.md": HEAD.format("Worms"),
        "about.md": "---\ntitle: About\n---\nWe.\n",
        "_posts/2024-03-01-soil.md": HEAD.format("Soil") + LIQUID,
    }, {"_config.yml": "url: https://old.example\nbaseurl: ''\n"},
       {"assets/heap.png": "", "assets/talk.pdf": ""})  # fmt: skip
    assert (
        body(plan, "posts/soil.md")
        == """\
[worms]({filename}/posts/worms.md) [old]({filename}/posts/worms.md#q1)
[about][a] gone w nowhere

![A heap]({static}/images/assets-heap.png) [slides]({static}/files/assets-talk.pdf)

```ruby
puts "#x"
```

{{ kept }} `[code](x.md)`

[a]: {filename}/pages/about.md"""
    )
    assert plan.copies == {
        "images/assets-heap.png": "old/assets/heap.png",
        "files/assets-talk.pdf": "old/assets/talk.pdf",
    }
    where = "old/_posts/2024-03-01-soil.md"
    assert plan.told == [
        f"{where}:6: `{{% post_url 2020-01-01-x %}}` names nothing that is taken over",
        f"{where}:6: a link to `/tags/x/` leads nowhere from here; its words stay",
        f"{where}:6: “w” is a link to nothing; its words stay",
        f"{where}:9: <iframe> is not taken over: https://p.example/1",
        f"{where}:9: `include` of its template language is left out: share.html",
    ]


SHORTCODES = """\
[soil]({{< ref "chats/soil.md" >}}) [too]({{< relref path="soil.md#how" >}}) [gone]({{< ref "x" >}})
[dew](../dew/)

{{< figure src="ice.png" alt="An icicle" caption="In March" >}}
{{< youtube w7Ft2ymGmfc >}}

{{< notice tip >}}
Kept.
{{< /notice >}}
"""


def test_shortcodes_become_links_and_pictures_or_are_told_by_their_line() -> None:
    plan = brought("hugo", {
        "content/chats/soil.md": HEAD.format("Soil"),
        "content/posts/dew.md": HEAD.format("Dew"),
        "content/posts/frost/index.md": HEAD.format("Frost") + SHORTCODES,
    }, files={"content/posts/frost/ice.png": ""})  # fmt: skip
    assert (
        body(plan, "posts/frost.md")
        == """\
[soil]({filename}/posts/soil.md) [too]({filename}/posts/soil.md#how) gone
[dew]({filename}/posts/dew.md)

![An icicle]({static}/images/frost-ice.png)

*In March*

[A film](https://www.youtube.com/watch?v=w7Ft2ymGmfc)

Kept."""
    )
    where = "old/content/posts/frost/index.md"
    assert plan.told == [
        f"{where}:5: `ref x` names nothing that is taken over",
        f"{where}:11: `notice` of its template language is left out: tip",
    ]


def test_no_text_brings_a_file_of_this_machine_along() -> None:
    text = HEAD.format("X") + "![a](brought:0) [b](brought:/etc/passwd) [c](../../etc/passwd)\n"
    plan = brought("jekyll", {"_posts/2024-03-01-x.md": text})
    assert plan.copies == {}
    assert "passwd" not in plan.files["posts/x.md"]


def test_a_file_that_cannot_be_read_is_told_and_the_folder_goes_on(tmp_path: Path) -> None:
    deep = "[" * 5000 + "]" * 5000
    for name, text in (
        ("readme.md", "# No head\n"), ("a.md", f"---\ntitle: {deep}\n---\n"),
        ("b.md", f'{{"title": {deep}}}\n'), ("c.md", f"+++\ntitle = {deep}\n+++\n"),
        ("d.md", "---\n- x\n---\n"), ("2024-03-01-good.md", HEAD.format("Good")),
        ("_site/2024-03-01-made.md", HEAD.format("Made")),
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "out.md").symlink_to("/etc/hostname")
    (folder,) = old_folders("jekyll", [tmp_path])
    found = entries_of("jekyll", folder)
    assert [entry.title for entry in found.entries] == ["Good"]
    assert len(found.told) == 5
    assert sum("nests too deep" in line for line in found.told) == 3


def test_the_settings_of_a_site_are_found_above_its_posts(tmp_path: Path) -> None:
    for kind, settings, post in (
        ("jekyll", "_config.yml", "_posts/2024-03-01-x.md"), ("hugo", "hugo.toml", "content/a/x.md")
    ):  # fmt: skip
        root = tmp_path / kind
        (root / post).parent.mkdir(parents=True)
        (root / post).write_text(HEAD.format("X"))
        (root / settings).write_text("")
        (folder,) = old_folders(kind, [(root / post).parent])
        assert (list(folder.settings), list(folder.posts)) == ([settings], [post])
