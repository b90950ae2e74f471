"""The only reader of content/: the writers' files → a Series, or all of their problems."""
