"""Times that a writer types into a text, held against what the head says."""
