"""The words of a host's posts: several of each, so that one fits wherever it is posted."""

import re
from dataclasses import dataclass
from itertools import islice

from chats import paths
from chats.hour.plan import Part, Step, edge_of
from chats.local_times import in_words, local_time
from chats.model import Chat, Session, hosts_of
from chats.paths import Site
from chats.platforms import Platform, tagged
from chats.series import Series
from chats.words import ENDS

_ENDED_TWICE = re.compile(rf"(?<=[{ENDS}])\.$")


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post: `what` names it ("Q3"), `wordings` are its texts, the one to prefer first.

    One that `follows` hangs on the post before it, where the platform has such threads.
    """

    what: str
    wordings: tuple[str, ...]
    follows: bool = False


class Host:
    """Writes the posts of a session for one platform, in the chat's language."""

    def __init__(
        self, chat: Chat, session: Session, series: Series, site: Site, platform: Platform
    ) -> None:
        self.chat, self.session, self.series, self.site = chat, session, series, site
        self.platform = platform
        self.tag = f"#{chat.hashtag}" if tagged(platform) else ""
        self.url = site.absolute(paths.chat(chat.slug))
        self.names = {"series": series.name, "topic": chat.topic}
        self.gettext = chat.words.gettext

    def posts(self, step: Step) -> tuple[Post, ...]:
        """Return what is posted at a step, in order."""
        if step.part is Part.QUESTION:
            return self._question(step.question)
        if step.part is Part.WELCOME:
            return (self._welcome(), self._rules())
        if step.part is Part.REMINDER:
            return (self._reminder(step.question),)
        return (self._last_call(),) if step.part is Part.LAST_CALL else self._thanks()

    def question(self, number: int) -> Post:
        """Return a question as a post: in full, or else in its short words."""
        question = self.chat.questions[number - 1]
        texts = (f"Q{number} {words}" for words in (question.ask, question.short) if words)
        return self._post(f"Q{number}", *texts)

    def _question(self, number: int) -> tuple[Post, ...]:
        note = self.chat.questions[number - 1].note
        what = self.gettext("More on Q{number}", number=number)
        more = (self._post(what, f"Q{number}: {note}", follows=True),) if note else ()
        return (self.question(number), *more)

    def _welcome(self) -> Post:
        hello = self.gettext("Welcome to {series}!", **self.names)
        topic = self.gettext("Our topic: {topic}.", **self.names)
        time = self.gettext(
            "We have {length}.", length=in_words(self.session.duration, self.chat.words)
        )
        who = self.gettext("Say hello: who are you, and what brings you here?")
        full = (hello, topic, time, self._hosts(), who)
        brief = _joined((hello, topic, time, who))
        return self._post(self.gettext("Welcome"), _joined(full), brief, _joined((hello, who)), who)

    def _hosts(self) -> str:
        names = tuple(p.name for p in self.session.hosts or hosts_of(self.chat))
        listed = self.chat.words.listed(names)
        if len(names) == 1:
            return self.gettext("I am {name}, your host.", name=listed)
        return self.gettext("Your hosts: {names}.", names=listed) if names else ""

    def _rules(self) -> Post:
        how, kind = self.gettext("How it works:"), self.gettext("Read the others, and be kind.")
        rules = tuple(filter(None, (self._asked(), self._tag_rule())))
        shorter = ((how, *rules), rules) if rules else ((kind,),)
        texts = map(_joined, ((how, *rules, kind), *shorter))
        return self._post(self.gettext("Rules"), *texts, follows=True)

    def _asked(self) -> str:
        number = len(self.chat.questions)
        if number < 2:
            return self.gettext("I ask Q1, you answer with A1.") if number else ""
        return self.gettext(
            "I ask Q1 to Q{number}. Begin your answer to Q1 with A1, and so on.", number=number
        )

    def _tag_rule(self) -> str:
        text = self.gettext("Put {tag} in every post: the others find it by that.", tag=self.tag)
        return text if self.tag else ""

    def _reminder(self, number: int) -> Post:
        late = self.gettext("Just come in?")
        about = self.gettext("This is {series} on {topic}.", **self.names)
        where = self.gettext("We are at Q{n}: begin your answer with A{n}.", n=number)
        where = where if number else ""
        tag = self._tag_rule()
        link = self.gettext("All questions: {url}", url=self.url)
        texts = ((late, about, where, tag, link), (late, where, tag, link), (late, where, link))
        return self._post(self.gettext("Reminder"), *map(_joined, texts), link)

    def _last_call(self) -> Post:
        left = edge_of(int(self.session.duration.total_seconds()) // 60)
        time = self.chat.words.ngettext("{number} minute to go.", "{number} minutes to go.", left)
        what = self.gettext("Which answer do you still owe, and what do you take with you?")
        call = self.gettext("Last call!")
        said = _joined((call, time if left else "", what))
        return self._post(self.gettext("Last call"), said, call)

    def _thanks(self) -> tuple[Post, ...]:
        thanks = self.gettext("Thank you all!")
        about = self.gettext("That was {series} on {topic}.", **self.names)
        link = self.gettext("What comes of it will stand here: {url}", url=self.url)
        texts = (_joined((thanks, about, link)), _joined((thanks, link)), thanks)
        said = self._post(self.gettext("Thanks"), *texts)
        if not (following := self._next()):
            return (said,)
        return (said, self._post(self.gettext("Next chat"), *following, follows=True))

    def _next(self) -> tuple[str, ...]:
        """Return the words for the chat after this one, or for the date that the rule expects."""
        end = self.chat.end
        behind = islice(self.series.chats, self.series.places.get(self.chat.id, 0), None)
        later = (chat for chat in behind if chat.start > end and not chat.cancelled)
        if chat := next(later, None):
            time = local_time(chat.sessions[0], self.chat.words)
            when = self.gettext("Our next chat: {when}.", when=time.moment)
            url = self.site.absolute(paths.chat(chat.slug))
            return (_joined((when, f"{chat.topic}.", url)), _joined((when, url)))
        expected = (slot for slot in self.series.placeholders if slot.start > self.chat.end)
        if slot := next(expected, None):
            session = Session(start=slot.start, duration=slot.duration)
            time = local_time(session, self.chat.words)
            when = self.gettext("Our next chat is expected on {when}.", when=time.moment)
            return (_joined((when, self.site.absolute(paths.HOME))), when)
        return ()

    def _post(self, what: str, *texts: str, follows: bool = False) -> Post:
        wordings = tuple(dict.fromkeys(self._tagged(text) for text in texts))
        return Post(what=what, wordings=wordings, follows=follows)

    def _tagged(self, text: str) -> str:
        words = (word.strip(".,:;!?()\u2026").casefold() for word in text.split())
        return text if not self.tag or self.tag.casefold() in words else f"{text} {self.tag}"


def _joined(sentences: tuple[str, ...]) -> str:
    """Return what is said one after the other; a topic may end as a question does."""
    return " ".join(_ENDED_TWICE.sub("", sentence) for sentence in sentences if sentence)
