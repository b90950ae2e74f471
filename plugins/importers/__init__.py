"""What an existing series brings along: the exports of other programmes → files to write."""
