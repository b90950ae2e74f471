"""Questions of chats to come that were asked before, or nearly."""

from collections.abc import Iterator

from advice.written import Written
from chats.near_questions import near_repeats
from chats.problems import Problem


def repeated_questions(written: Written) -> Iterator[Problem]:
    """Yield a warning for each question of a chat that is not over, and was asked earlier."""
    series = written.content.series
    asked = [(chat, number, question.ask) for chat in series.chats if not chat.cancelled
             for number, question in enumerate(chat.questions, 1)]  # fmt: skip
    new = {place for place, (chat, _, _) in enumerate(asked) if chat.end > series.at}
    for place, earlier in near_repeats([ask for _, _, ask in asked], new):
        chat, number, ask = asked[place]
        before, its_number, words = asked[earlier]
        yield Problem(chat.source, written.line_of(chat.source, ask), "questions",
                      f"Q{number} nearly repeats Q{its_number} of {before.source}: `{words}`",
                      warning=True)  # fmt: skip
