"""SERIES of pelicanconf.py: its keys, what each may hold, and the Series that they make."""
