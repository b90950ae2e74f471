"""What there is to do: `invoke --list`. Each verb hands over to plugins/desk."""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from invoke.collection import Collection
from invoke.context import Context
from invoke.tasks import task

HERE = Path(__file__).resolve().parent
SETTINGS, LIVE = HERE / "pelicanconf.py", HERE / "publishconf.py"
CACHES = (".cache", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")
PYTHON = f'"{sys.executable}" -m'

sys.path.append(str(HERE / "plugins"))

from desk.arguments import WithFiles, helps_of  # noqa: E402 - it lies in plugins


def _exit(fine: bool) -> None:
    if not fine:
        sys.exit(1)


def _run(ctx: Context, command: str, **environment: str) -> None:
    """Run a tool of this Python in the project's folder; its failure is the task's."""
    with ctx.cd(str(HERE)):
        _exit(ctx.run(f"{PYTHON} {command}", env=environment, warn=True, in_stream=False).ok)


def _number(typed: str, option: str) -> str:
    """Return a whole number as it was typed; anything else ends the task with a sentence."""
    from desk.telling import whole_number

    return str(whole_number(typed, option))


@task(help={
    "at": "the site as of this day's noon, or of a moment: 2010-06-05, '2010-06-05 20:00'",
    "output": "the folder to build into, instead of output/",
    "siteurl": "the address at which the site will be found",
    "live": "with the settings of the live site: publishconf.py, SITEURL from the environment",
    "fresh": "take nothing from earlier builds",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def build(_ctx, at="", output="", siteurl="", live=False, fresh=False, debug=False):
    """Build the site, unless it stands as it would be built."""
    from desk.standing import Standing

    standing = Standing(HERE, {"at": at, "output": output, "siteurl": siteurl, "live": live})
    if not fresh and standing.told():
        return
    standing.begin()  # before the programmes of the build are read
    from desk.build import build

    settings = LIVE if live else SETTINGS
    own = not (live or at or output or siteurl)  # the writer's build, no preview or trial
    _exit(build(settings, at=at, output=output, siteurl=siteurl, keep_identities=own,
                standing=standing, fresh=fresh, debug=debug))  # fmt: skip


@task(help={"port": "where to listen; the next free one when it is taken",
            "prefix": "a path for the site to live under, as in /repo",
            "debug": "show the traceback of an unexpected fault"})  # fmt: skip
def serve(_ctx, port="8000", prefix="", debug=False):
    """Show the site in the browser; rebuild and reload at every change."""
    from desk.serve import serve

    _exit(serve(HERE, port=port, prefix=prefix, debug=debug))


@task(help={"format": "tell them to a programme as well: github, gitlab (annotations) or json",
            "debug": "show the traceback of an unexpected fault"})  # fmt: skip
def check(_ctx, format="", debug=False):  # noqa: A002 - the option's name
    """Tell every problem of the settings and the content; write nothing."""
    from desk.check import check

    _exit(check(SETTINGS, form=format, debug=debug))


@task(iterable=["host"], help={
    "topic": "what it is about, in a few words",
    "title": "its name",
    "host": "who hosts it, by id of people.yaml; may be given several times",
    "date": "its day, or day and time, instead of the next that the rule expects",
    "from": "the id of a chat from which to start, 2010-06",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def new(_ctx, topic="", title="", host=None, date="", from_="", debug=False):
    """Write the next expected chat as a file to fill in."""
    from desk.asking import at_a_terminal
    from desk.new import new
    from desk.next_chat import Wanted

    wanted = Wanted(topic=topic, title=title, date=date, hosts=tuple(host or ()))
    _exit(new(SETTINGS, wanted, earlier=from_, asking=at_a_terminal(), debug=debug))


@task(positional=["words"], help={
    "words": "what they hold or are about, in quotes when it is more than one word",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def questions(_ctx, words, debug=False):
    """Print the questions that were ever asked on something."""
    from desk.questions import questions

    _exit(questions(SETTINGS, words, debug=debug))


@task(name="import", klass=WithFiles, help={
    "from": "wordpress (WXR), feed (RSS, Atom), ics, jekyll or hugo, and behind it the files or "
            "folders of posts",
    "dry_run": "say what would be written, and write nothing",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def bring_in(_ctx, from_="", dry_run=False, debug=False):
    """Bring an existing series in: chats, posts and pages of another programme."""
    from desk.importing import bring_in

    kind, *files = from_ or [""]
    _exit(bring_in(SETTINGS, kind, files, dry_run=dry_run, debug=debug))


@task(iterable=["session"], help={
    "name": "what the series is called, '#GardenTalk'",
    "hashtag": "its hashtag; by default its name's words in one",
    "platform": "where chats take place: twitter, mastodon, slack …",
    "venue_url": "the address of the channel or room, where the platform wants one",
    "zone": "the time zone of its times, Europe/Berlin",
    "time": "when a chat begins, 18:00",
    "duration": "how long it lasts, 90m",
    "rule": "on which days: 'first Tuesday', 'every 2 weeks from 2026-01-08'",
    "domain": "a domain of yours for ever: it names every calendar entry",
    "zones": "the places whose time is shown: 'UK=Europe/London, Asia/Kolkata'",
    "tagline": "one line under the name",
    "description": "what it is, in a sentence or two",
    "contact": "an address of mail or web",
    "language": "the language of the posts, en",
    "host": "who hosts the first chat, by name",
    "topic": "what the first chat is about",
    "session": "a sitting of a chat held more than once: '09:00', '20:30 America/New_York "
               "Evening'; once for each",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def init(_ctx, name="", hashtag="", platform="", venue_url="", zone="", time="", duration="",
         rule="", domain="", zones="", tagline="", description="", contact="", language="",
         host="", topic="", session=None, debug=False):  # fmt: skip
    """Make this clone a series of your own: settings, people, guide, a first chat."""
    from desk.asking import at_a_terminal
    from desk.init import init
    from desk.own_series import Own

    keys = {"name": name, "hashtag": hashtag, "platform": platform, "venue_url": venue_url,
            "zone": zone, "time": time, "duration": duration, "rule": rule, "domain": domain,
            "tagline": tagline, "description": description, "contact": contact,
            "language": language}  # fmt: skip
    own = Own(keys=keys, zones=zones, host=host, topic=topic, sessions=tuple(session or ()))
    _exit(init(SETTINGS, own, asking=at_a_terminal(), debug=debug))


@task(klass=WithFiles, positional=["chat"], help={
    "chat": "its id, as in 2010-06",
    "from": "mastodon, bluesky, slack, discord, zulip, irc, csv, text or x, and behind it the "
            "export's files, folders or ZIP archives",
    "zone": "of clocks that name none, Europe/London; the chat's by default",
    "since": "from when posts belong to the chat; an hour before it by default",
    "until": "until when they do; a day after it by default",
    "channel": "which, of an export that holds several",
    "handle": "of the account, for an archive of X that does not name it",
    "everything": "posts without the hashtag too, where the platform has no channels",
    "noindex": "keep the page out of search engines",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def transcript(_ctx, chat, from_="", zone="", since="", until="", channel="", handle="",
               everything=False, noindex=False, debug=False):  # fmt: skip
    """Add an export of a platform to a chat's transcript."""
    from desk.transcript import Wanted, transcript

    source, *files = from_ or [""]
    _exit(transcript(SETTINGS, Wanted(
        chat=chat, source=source, files=tuple(files), zone=zone, since=since, until=until,
        channel=channel, handle=handle, everything=everything, noindex=noindex,
    ), debug=debug))  # fmt: skip


@task(help={"chat": "its id, as in 2010-06", "debug": "show the traceback of an unexpected fault"})
def recap(_ctx, chat, debug=False):
    """Write the draft of a chat's recap, from its transcript."""
    from desk.recap import recap

    _exit(recap(SETTINGS, chat, debug=debug))


@task(positional=["chat"], help={
    "chat": "the chat's id: 2010-06",
    "on": "the platform for which the posts are worded and counted, instead of the chat's own",
    "table": "as CSV, for tools that post at a given time",
    "siteurl": "the address that the posts lead to; SITEURL of the environment by default",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def run_sheet(_ctx, chat, on="", table=False, siteurl="", debug=False):
    """Print the run sheet of any chat, for any platform."""
    from desk.run_sheets import run_sheet_of

    address = siteurl or os.environ.get("SITEURL", "")
    _exit(run_sheet_of(SETTINGS, chat, on=on, table=table, siteurl=address, debug=debug))


@task(positional=["verb", "path"], help={
    "verb": "init, upgrade, status, rollback or converge (build again, and mend what a crash left)",
    "path": "the bare repository, on the server",
    "site": "init: the folder whose `current` the web server serves",
    "url": "init: the address at which that is found",
    "branch": "init: the branch that is published, if it is not main",
    "trust": "init: `content` takes nothing but content/ from a push, `tree` its code as well",
    "previews": "init: the address below which other branches are shown, or `none`",
    "environment": "init: a Python environment that is there, or `own`",
    "keep": "init: how many releases to keep to go back to",
    "timer": "init: `cron` puts the timer into this account's crontab, `none` takes it out",
    "to": "rollback: the commit to go back to, instead of the one before",
    "undo": "rollback: show the branch's head again",
})  # fmt: skip
def remote(_ctx, verb, path, site="", url="", branch="", trust="", previews="", environment="",
           keep="", timer="", to="", undo=False):  # fmt: skip
    """Keep a repository that publishes what is pushed to it."""
    from remote.verbs import Asked, perform

    kept = int(_number(keep, "--keep")) if keep else 0
    asked = Asked(project=HERE, path=Path(path), site=site, url=url, branch=branch, trust=trust,
                  previews=previews, environment=environment, keep=kept, timer=timer,
                  to=to, undo=undo)  # fmt: skip
    _exit(perform(verb, asked))


@task(positional=["to"], help={
    "to": "where it goes: user@host.example:/srv/chats, whose `current` is served",
    "dry_run": "say what would be copied, and change nothing there",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def publish(_ctx, to, dry_run=False, debug=False):
    """Put the live site on a plain host, by rsync over ssh and the rename of a link."""
    from desk.publish import publish

    _exit(publish(LIVE, to, cache=HERE / ".cache", at=datetime.now(UTC), dry_run=dry_run,
                  debug=debug))  # fmt: skip


@task(positional=["server"], help={
    "server": "nginx or caddy",
    "root": "the served folder on the server: /srv/chats/current",
    "siteurl": "the site's address; SITEURL of the environment by default",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def server_config(_ctx, server, root="", siteurl="", debug=False):
    """Print a web server's configuration for the site: types, caching, headers."""
    from desk.server_config import server_config

    address = siteurl or os.environ.get("SITEURL", "")
    _exit(server_config(server, root=root, siteurl=address, debug=debug))


@task(name="test", help={"k": "only the tests whose names match, as pytest's -k"})
def run_tests(ctx, k=""):
    """Run the tests on every core."""
    _run(ctx, f"pytest -n auto{f' -k {k!r}' if k else ''}")


@task(help={"kills": "how often to kill at random, beside once at every place",
            "seed": "of what is random; by default the time"})  # fmt: skip
def torture(ctx, kills="200", seed=""):
    """Kill, crowd and fill the disk of a publishing repository, for minutes."""
    chosen = f" --seed {_number(seed, '--seed')}" if seed else ""
    _run(ctx, f"tests.torture --kills {_number(kills, '--kills')}{chosen}")


@task(help={"seconds": "for how long"})
def fuzz(ctx, seconds="60"):
    """Try texts that nobody thought of on the way of a post to its page."""
    _run(ctx, "pytest -q -x tests/test_fuzz.py", FUZZ_SECONDS=_number(seconds, "--seconds"))


@task(help={"times": "how many edits and instants are tried"})
def edits(ctx, times="200"):
    """Edit at random and go through time, and hold each build against a clean one."""
    number = _number(times, "--times")
    _run(ctx, "pytest -q tests/test_edits.py tests/test_instants.py", EDITS=number,
         INSTANTS=number)  # fmt: skip


@task
def lint(ctx):
    """Look at style, format and types."""
    for command in ("ruff check .", "ruff format --check .", "mypy"):
        _run(ctx, command)


@task(iterable=["chats"], help={
    "chats": "a length of the made-up series; may be given several times (12, 120, 1200, 6000)",
    "runs": "how often each build is measured",
    "pictures": "also with the cards and the index of the search, as short series always are",
})  # fmt: skip
def bench(_ctx, chats=None, runs="3", pictures=False):
    """Measure builds of a made-up series, beside other builders where they are installed."""
    numbers = [int(_number(typed, "--chats")) for typed in chats or ("12", "120", "1200", "6000")]
    times = int(_number(runs, "--runs"))
    sys.path.append(str(HERE / "bench"))
    from run import bench

    bench(HERE, numbers, times, pictures=pictures)


@task
def grouping(_ctx):
    """Measure how well posts of labelled conversations find their questions."""
    from desk.grouping import grouping

    _exit(grouping(HERE / "bench/labelled"))


@task
def golden(ctx):
    """Write tests/golden anew, and show what changed in it."""
    users = [file for file in HERE.glob("tests/test_*.py") if "golden" in file.read_text("utf-8")]
    _run(ctx, f"pytest -q {' '.join(f'tests/{file.name}' for file in sorted(users))}", GOLDEN="1")
    with ctx.cd(str(HERE)):
        ctx.run("git status --short tests/golden && git --no-pager diff --stat -- tests/golden")


@task(help={"upgrade": "take the newest versions that fit, instead of keeping the pins"})
def lock(_ctx, upgrade=False):
    """Pin the dependencies of pyproject.toml, with hashes."""
    from desk.lock import lock

    _exit(lock(HERE, upgrade=upgrade))


@task(help={"language": "begin the catalogue of another language, `nl` or `pt-PT`"})
def words(_ctx, language=""):
    """Bring the catalogues of theme/languages up to date with the code, and compile them."""
    from desk.words import words

    _exit(words(HERE, language))


@task
def tables(_ctx):
    """Write the tables of the README and of the manual anew, from the code."""
    from desk.tables import write_tables

    _exit(write_tables(HERE, HELPS))


@task(help={"output": "the folder to write it to, instead of .cache/manual/"})
def manual(_ctx, output=""):
    """Make the manual, docs/, a site of its own; a link to nowhere stops it."""
    from desk.manual import make_manual

    _exit(make_manual(HERE, Path(output) if output else HERE / ".cache/manual"))


@task
def schema(_ctx):
    """Write the JSON Schemas of heads, people and settings anew, from the code."""
    from desk.schema import write_schemas

    _exit(write_schemas(HERE))


@task
def clean(_ctx):
    """Remove what was built and cached; .venv stays."""
    output = HERE / "output"
    for entry in output.iterdir() if output.is_dir() else ():
        if entry.name != ".gitignore":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for cache in (*map(HERE.joinpath, CACHES), *HERE.glob("[!.]*/**/__pycache__")):
        shutil.rmtree(cache, ignore_errors=True)


# Invoke forgets what an argument means once it has read it, as it does before any task runs.
HELPS = helps_of(Collection.from_module(sys.modules[__name__]).tasks)
