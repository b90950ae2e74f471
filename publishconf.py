"""The settings of the live site: those of pelicanconf.py, at the address in SITEURL."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path.extend([str(_HERE), str(_HERE / "plugins")])

import pelicanconf  # noqa: E402
from chats.surroundings import given, live_address  # noqa: E402 - it lies in plugins/
from pelicanconf import *  # noqa: E402, F403 - that is what this file is

SITEURL = given(
    pelicanconf.AMISS,
    "SITEURL",
    lambda: live_address(os.environ.get("SITEURL", "")),
    pelicanconf.SITEURL,
)

# A clone without its whole history would date what is published wrongly: it is refused.
WHOLE_HISTORY = True
