"""The hour itself: what happens at which minute of a chat, and what its host posts then."""
