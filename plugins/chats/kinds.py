"""What follows a chat, as readers call it."""

from chats.words import Words


def kind_name(kind: str, words: Words) -> str:
    """Return the name of a kind of post, or of what else comes of a chat: "Recap"."""
    return {
        "post": words.gettext("Post"),
        "recap": words.gettext("Recap"),
        "transcript": words.gettext("Transcript"),
        "reflection": words.gettext("Reflection"),
        "recording": words.gettext("Recording"),
    }[kind]
