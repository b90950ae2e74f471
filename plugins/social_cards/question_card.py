"""The card of a question: it is asked in a bubble, and the place for the answer is open."""

from social_cards.contents import QUESTION_HEIGHT, WIDTH, QuestionContents
from social_cards.drawing import LEADING, Box, Looks, bubble, height_of, png, words
from social_cards.lines import fitted, on_one_line

_MARGIN = 60
_CARD = Box(0, 0, WIDTH, QUESTION_HEIGHT)
_ASK = Box(_MARGIN, _MARGIN, WIDTH - 2 * _MARGIN, 430)
_NUMBER = Box(_ASK.x + 48, _ASK.y + 48, 190, 110)
_ANSWER = Box(WIDTH - _MARGIN - 200, _ASK.bottom + 32, 200, QUESTION_HEIGHT - _ASK.bottom - 32 - 48)


def question_card(contents: QuestionContents, looks: Looks) -> bytes:
    """Return a question's card, as PNG."""
    colors, voice, site = looks.colors, looks.voice, looks.site
    number = on_one_line(contents.number, site, _NUMBER.width, (110, 60))
    room = Box(_NUMBER.right + 32, _ASK.y + 48, _ASK.right - _NUMBER.right - 32 - 48,
               _ASK.height - 2 * 48)  # fmt: skip
    asked = fitted(voice.drawable(contents.ask), voice, room[2:], (84, 34), LEADING)
    answer = on_one_line(contents.number.replace("Q", "A") + "\u2026", site, 150, (64, 30))
    foot = Box(_MARGIN, _ANSWER.y, _ANSWER.x - 2 * _MARGIN, _ANSWER.height)
    name = on_one_line(voice.drawable(contents.series), voice, foot.width, (44, 24))
    day = fitted(site.drawable(contents.foot), site, (foot.width, 70), (30, 22), 1.3)
    dashes = {"stroke_width": 5, "stroke_dasharray": "16 11"}
    parts = (
        bubble(_ASK, 64, fill=colors["ask"]),
        words(number, site, colors["answer"], _NUMBER),
        words(asked, voice, colors["on-ask"], _middle(room, height_of(asked))),
        bubble(_ANSWER.inner(2.5), 36, "right", fill="none", stroke=colors["ink"], **dashes),
        words(answer, site, colors["ink"], _middle(_ANSWER, height_of(answer)), center=True),
        words(name, voice, colors["ink"], foot),
        words(day, site, colors["quiet"], foot._replace(y=foot.y + height_of(name) + 26),
              leading=1.3),
    )  # fmt: skip
    return png(parts, _CARD, colors["paper"], looks.font_files)


def _middle(room: Box, height: float) -> Box:
    return room._replace(y=room.y + (room.height - height) / 2)
