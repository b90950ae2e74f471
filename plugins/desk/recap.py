"""`invoke recap`: a transcript → the draft of a post that a person finishes."""

from pathlib import Path

from chats.problems import Problem, ProblemsFound
from content_folder.folder import POSTS
from content_folder.site import read_site
from desk.settings import settings_from
from desk.telling import succeeded
from desk.transcript import chat_of, standing_transcript
from transcripts.conversation import conversation
from transcripts.recap import recap_text
from transcripts.views import names_of


def recap(settings_file: Path, typed: str, *, debug: bool = False) -> bool:
    """Write the draft of a chat's recap; returns whether it was. Nothing is overwritten."""

    def work() -> None:
        settings = settings_from(settings_file)
        root = Path(settings["PATH"])
        content = read_site(settings)
        chat, series = chat_of(content, typed, root), content.series
        said = content.opt_out.of_transcript(standing_transcript(root, chat).posts)
        if not said:
            raise _problem("CHAT", f"`{chat.id}` has no transcript yet; `invoke transcript` makes "
                           "one of an export")  # fmt: skip
        names = names_of(series)
        found = conversation(said, chat, names)
        day = series.at.astimezone(series.zone).date()
        shown = f"{POSTS}/{chat.id}-recap.md"
        try:
            with (root / shown).open("x", encoding="utf-8") as file:
                file.write(recap_text(found, chat, names, day))
        except FileExistsError:
            raise _problem(
                f"{root.name}/{shown}", "is there already; nothing was changed"
            ) from None
        print(f"{root.name}/{shown}: a draft; finish it, and delete its line `status`")

    return succeeded(work, "no file was written", debug=debug)


def _problem(where: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(where, 0, "", message)])
