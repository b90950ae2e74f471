"""What there is to do: `invoke --list`. Each verb hands over to plugins/desk.

Those of who works on the software stand in plugins/desk/developing.py.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from invoke.collection import Collection
from invoke.tasks import task

HERE = Path(__file__).resolve().parent
SETTINGS, LIVE = HERE / "pelicanconf.py", HERE / "publishconf.py"

sys.path.append(str(HERE / "plugins"))

from desk import developing  # noqa: E402 - it lies in plugins
from desk.arguments import WithFiles, helps_of  # noqa: E402


def _exit(fine: bool) -> None:
    if not fine:
        sys.exit(1)


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
    "public": "everybody may read the channel, where an export of Slack or Zulip does not say so",
    "noindex": "keep the page out of search engines",
    "debug": "show the traceback of an unexpected fault",
})  # fmt: skip
def transcript(_ctx, chat, from_="", zone="", since="", until="", channel="", handle="",
               everything=False, public=False, noindex=False, debug=False):  # fmt: skip
    """Add an export of a platform to a chat's transcript."""
    from desk.transcript import Wanted, transcript

    source, *files = from_ or [""]
    _exit(transcript(SETTINGS, Wanted(
        chat=chat, source=source, files=tuple(files), zone=zone, since=since, until=until,
        channel=channel, handle=handle, everything=everything, public=public,
        noindex=noindex,
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
    from desk.telling import whole_number
    from remote.verbs import Asked, perform

    kept = whole_number(keep, "--keep") if keep else 0
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


@task
def tables(_ctx):
    """Write the tables of the README and of the manual anew, from the code."""
    from desk.tables import write_tables

    _exit(write_tables(HERE, HELPS))


ns = Collection.from_module(sys.modules[__name__])
for each in Collection.from_module(developing).tasks.values():
    ns.add_task(each)

# Invoke forgets what an argument means once it has read it, as it does before any task runs.
HELPS = helps_of(ns.tasks)
