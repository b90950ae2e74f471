"""The domain of a chat series: no Pelican, no files, no clock, no network."""
