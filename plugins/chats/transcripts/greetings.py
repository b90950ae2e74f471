"""Posts that only greet, thank or take leave: they are folded, for there are dozens of them."""

import re

_BEGINS = re.compile(
    r"(?:hi|hiya|hello|hey|heya|howdy|greetings|good\s?(?:morning|afternoon|evening|day|night)|g'day"
    r"|morning|evening|welcome|thanks?(?!\sto\b)|thank\s?you|thx|ty|cheers|bye|goodbye|good\s?bye|ciao|see\s(?:you|ya)"
    r"|cu|take\scare|have\sa|happy\sto|ola|hola|bonjour|bonsoir|salut|hallo|moin|guten|servus|gr(?:ü|ue)(?:ß|ss)e"
    r"|welcome|joining|just\sjoin\w+|late\sto|sorry\s(?:i'?m|to\sbe|for\sbeing)?\s?late|(?:\w+\s){1,3}here\b"
    r"|(?:i'?m|i\sam|im)\s(?:in|here|back|late|lurking|leaving|off)|lurking|off\sto|gotta\s(?:go|run)"
    r"|have\sto\s(?:go|run|leave)|great\s(?:chat|talk|conversation)|until\snext|signing\soff)\b",
    re.I,
)
_LEAD = re.compile(r"(?:[\s\"'“”‘’.,!:;(*_~-]|@[\w.@-]+|#\w+|[^\w\s#@])+")
_ASIDE = re.compile(r"https?://\S+|[@#][\w.@-]+|&\w+;")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON = frozenset(
    """
    a about afternoon again all alone also always am an and another are around as at awesome
    back be been being best big both bye can care change chat chats chatting cheers coffee cold
    colleagues come coming community conversation cool cup day days dear dinner done drop
    dropping early enjoy enjoyed enjoying enough evening ever every everybody everyone excellent
    excited fab fabulous fan fantastic far few fine first folk folks follow following for friday
    friend friends from fun gang glad go going good gotta great greetings guest guests guys had
    happy have having hello here hey hi hope hoping host hosted hosting hosts hour how i i'm im
    in insights inspiring into is it it's its join joined joining just keep keeping kids know
    last late later learn learned learning leave leaving let let's listen listening little live
    look looking lot lots love loved lovely lunch lurk lurking make making man many me meet
    meeting mine minute minutes mode moderating moment monday month monthly more morning much my
    name nap new next nice night now of off on once one only our out over part participants
    participating people pleased pleasure quick quiet really run running saturday say saying see
    seeing session share sharing sleep so some soon sorry stay sunday sunny super sure take talk
    tea team thank thanks that that's the there these they think this those thoughts thursday
    time to today tomorrow tonight too transcript tuesday tune tuning tweet tweeting twitter
    until up us very via was watching way we we're wednesday week weekend welcome well were what
    will wish with wonderful work works world would y'all ya year you you're your yours
    """.split()  # noqa: SIM905 - a list of them would fill a page
)
_INTRODUCES = re.compile(r"\b(?:here|hier|joining|from|back)\b", re.I)
_OF_ONESELF = 3
_FOREIGN = 1
"""So many words beyond those of greetings one may hold: a job, a place."""
_LONGEST, _LONGEST_TEXT = 26, 300
"""Words and characters."""


def is_greeting(text: str) -> bool:
    """Return whether a post greets, thanks or takes leave, and says nothing else."""
    if len(text) > _LONGEST_TEXT:
        return False
    lead = _LEAD.match(text)
    plain = _ASIDE.sub(" ", text[lead.end() if lead else 0 :])
    words = _WORD.findall(plain)
    if not words:
        return False
    if len(words) > _LONGEST or not _BEGINS.match(plain.lstrip()):
        return False
    asks = "?" in plain and not re.search(r"how('s|\sis|\sare)\b", plain, re.I)
    # Names of people and places begin with a capital, wherever they stand.
    foreign = [word for word in words if word.islower() and word not in _COMMON]
    return not asks and len(foreign) <= (_OF_ONESELF if _INTRODUCES.search(plain) else _FOREIGN)
