"""When a chat is held: the fields of its time → its sessions."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from chats import fields
from chats.field_reader import Fields
from chats.frontmatter import Table
from chats.model import Session
from chats.series import Series
from chats.shared_fields import person_in

SESSION_FIELDS = (
    "id", "label", "date", "time", "zone", "fold", "duration", "hosts", "moved_from",
)  # fmt: skip


def sessions_of(head: Fields, series: Series) -> tuple[Session, ...]:
    """Return the sessions of a chat in order of time; one with a problem gets a stand-in."""
    return _Reader(head, series).sessions()


class _Reader:
    def __init__(self, head: Fields, series: Series) -> None:
        self.head, self.series = head, series

    def sessions(self) -> tuple[Session, ...]:
        head = self.head
        if not head.given("sessions"):
            return (self._session(head, key=""),)
        for name in ("date", "time", "fold", "moved_from"):
            if head.given(name):
                head.fault(name, "stands in each of the `sessions`, not beside them")
        found = []
        for number, item in enumerate(head.items("sessions"), 1):
            if not isinstance(item, Table):
                head.fault("sessions", "each one is a group: {date, time, zone}", line=item.line)
                continue
            group = head.within(f"sessions[{number}]", item, SESSION_FIELDS)
            key = group.one("id", fields.identifier)
            if key is None and number > 1:
                key = str(number)
            found.append(self._session(group, key=key or ""))
        keys = [session.key for session in found]
        if len(set(keys)) < len(keys):
            head.fault("sessions", "two of them have one `id`; give each its own")
        return tuple(sorted(found, key=lambda s: s.start)) or (self._stand_in(),)

    def _stand_in(self) -> Session:
        start = datetime(2000, 1, 1, tzinfo=self.series.zone)
        return Session(start=start, duration=self.series.duration)

    def _session(self, group: Fields, key: str) -> Session:
        zone = group.one("zone", fields.zone)
        if zone is None and group is not self.head:
            zone = self.head.one("zone", fields.zone) if self.head.sound("zone") else None
        if zone is None and "zone" in self.series.unsure:
            group.doubt("zone")
        zone = zone or self.series.zone
        length = group.one("duration", fields.duration)
        if length is None and group is not self.head and self.head.sound("duration"):
            length = self.head.one("duration", fields.duration)
        start = self._start(group, zone)
        return Session(
            start=start or self._stand_in().start,
            duration=length or self.series.duration,
            key=key,
            label=group.one("label", fields.text) or "",
            hosts=(group.many("hosts", person_in(self.series)) if group is not self.head else ()),
            moved_from=self._moved_from(group, start, zone),
        )

    def _start(self, group: Fields, zone: ZoneInfo) -> datetime | None:
        given = group.required("date", fields.day_and_clock, "2010-06-10")
        clock = group.one("time", fields.clock)
        fold = group.one("fold", fields.fold)
        if given is None or not group.sound("time", "zone", "fold"):
            return None
        on, wall = given
        if wall and clock and wall != clock:
            group.fault("time", f"says {clock:%H:%M}, but `date` says {wall:%H:%M}; keep one")
        wall = wall or clock or self.series.usual_time
        if wall is None and "time" in self.series.unsure:
            group.doubt("time")
            return None
        if wall is None:
            group.fault("time", "is missing; write the start, as in `time: 17:00`, or the "
                        "usual one into SERIES")  # fmt: skip
            return None
        return self._moment(group, "date" if given[1] else "time", on, wall, zone, fold)

    def _moment(
        self, group: Fields, name: str, on: date, wall: time, zone: ZoneInfo, fold: int | None
    ) -> datetime | None:
        if name not in group.table.lines:
            name = "date"
        if not 1970 <= on.year <= 2199:
            group.fault("date", f"the year {on.year} is not between 1970 and 2199")
            return None
        try:
            return fields.wall_instant(on, wall, zone, fold)
        except ValueError as error:
            group.fault(name, str(error))
            return None

    def _moved_from(
        self, group: Fields, start: datetime | None, zone: ZoneInfo
    ) -> tuple[datetime, ...]:
        found = []
        for on, wall in group.many("moved_from", fields.day_and_clock):
            clock = wall or (start.time() if start else self.series.usual_time) or time()
            moment = self._moment(group, "moved_from", on, clock, zone, None)
            if moment and moment == start:
                group.fault("moved_from", "is the very start that the chat has now; "
                            "write the earlier one here, the new one in `date`")  # fmt: skip
            elif moment:
                found.append(moment)
        return tuple(found)
