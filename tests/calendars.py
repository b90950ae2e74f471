"""Calendars as the site ships them, of a series that need not be whole."""

from dataclasses import replace

from calendar_invites.invites import calendar_files
from chats import paths
from chats.model import Chat
from chats.paths import Site
from chats.series import Series


def invite_ics(chat: Chat, series: Series, site: Site) -> bytes:
    """Return the chat's own calendar file."""
    return calendar_files(replace(series, chats=(chat,)), site)[paths.invite(chat.slug)]


def calendar_ics(series: Series, site: Site) -> bytes:
    """Return the calendar of everything."""
    return calendar_files(series, site)[paths.CALENDAR]
