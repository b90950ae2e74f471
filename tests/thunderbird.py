"""Thunderbird without a screen: it subscribes to a calendar and is asked what it shows.

It is driven by Marionette, Mozilla's remote control: JSON over a socket, each message with
its length before it.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from calendar_readers import Reading
from waiting import missing

WAITS = 120
"""How many seconds it may take to come up, or to answer, on however slow a machine."""

PREFERENCES = {
    "marionette.port": 0,  # any that is free; it writes which into its profile
    "calendar.timezone.useSystemTimezone": False,
    "calendar.timezone.local": "UTC",
    "mail.provider.suppress_dialog_on_startup": True,
    "mailnews.start_page.enabled": False,
    "app.update.enabled": False,
    "extensions.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "services.settings.server": "data:,",
}

_SUBSCRIBE = """
const calendar = cal.manager.createCalendar("ics", Services.io.newURI(url));
calendar.name = "chats";
calendar.setProperty("cache.enabled", true);  // as the dialog for new calendars has it
cal.manager.registerCalendar(calendar);
window.chats = cal.manager.getCalendarById(calendar.id);
return calendar.id;
"""

_READ = """
const [utc, list] = [cal.dtz.UTC, item => item.getInTimezone(utc).icalString];
const ready = new Promise((resolve, reject) => {
  const nothing = () => {};
  const observer = {
    QueryInterface: ChromeUtils.generateQI(["calIObserver"]),
    onStartBatch: nothing, onEndBatch: nothing, onAddItem: nothing, onModifyItem: nothing,
    onDeleteItem: nothing, onPropertyChanged: nothing, onPropertyDeleting: nothing,
    onLoad() { window.chats.removeObserver(observer); resolve(); },
    onError(which, code, message) { reject(new Error(message)); },
  };
  window.chats.addObserver(observer);
});
window.chats.refresh();
await ready;
const filter = Ci.calICalendar.ITEM_FILTER_ALL_ITEMS;
const items = await window.chats.getItemsAsArray(filter, 0, null, null);
return items.map(item => ({
  uid: item.id, start: list(item.startDate), end: list(item.endDate),
  stamp: list(item.stampTime), summary: item.title, status: item.status,
  description: item.getProperty("DESCRIPTION") || "",
  location: item.getProperty("LOCATION") || "",
  sequence: Number(item.getProperty("SEQUENCE")), categories: item.getCategories(),
}));
"""


class Thunderbird:
    """A Thunderbird with a new profile; use it in a `with` block."""

    def __init__(self, profile: Path) -> None:
        program = shutil.which("thunderbird")
        if not program:
            missing("Thunderbird")
        profile.mkdir()
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
                 for name, value in PREFERENCES.items())  # fmt: skip
        (profile / "user.js").write_text("".join(lines), "utf-8")
        self.log = (profile / "log").open("w")
        self.running = subprocess.Popen(
            [str(program), "--headless", "--no-remote", "--profile", str(profile),
             "--marionette", "--remote-allow-system-access"],
            env={**os.environ, "HOME": str(profile)}, stdout=self.log, stderr=self.log,
        )  # fmt: skip
        self.sent = 0
        try:
            self.socket = self._connected(profile / "MarionetteActivePort")
            self._received()  # its greeting
            self._command("WebDriver:NewSession", capabilities={})
            self._command("Marionette:SetContext", value="chrome")
            self._command("WebDriver:SetTimeouts", script=WAITS * 1000)
        except BaseException:
            self.running.kill()
            raise

    def __enter__(self) -> "Thunderbird":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()
        self.running.terminate()
        try:
            self.running.wait(WAITS)
        except subprocess.TimeoutExpired:
            self.running.kill()
        self.log.close()

    def subscribes(self, url: str) -> None:
        """Add a calendar by its address."""
        self._run(_SUBSCRIBE, url)

    def shows(self) -> list[Reading]:
        """Fetch the calendar once more; return its entries."""
        return [
            Reading(**{
                **entry,
                **{name: _instant(entry[name]) for name in ("start", "end", "stamp")},
                "categories": tuple(entry["categories"]),
            })
            for entry in self._run(_READ)
        ]  # fmt: skip

    def _run(self, script: str, url: str = "") -> Any:
        body = (
            "const [url, done] = arguments;"
            'const {cal} = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");'
            f"(async () => {{{script}}})().then("
            "value => done({value}), error => done({error: String(error)}));"
        )
        answer = self._command("WebDriver:ExecuteAsyncScript", script=body, args=[url])["value"]
        assert "error" not in answer, answer
        return answer["value"]

    def _connected(self, port: Path) -> socket.socket:
        for _ in range(WAITS * 10):
            assert self.running.poll() is None, "Thunderbird ended by itself"
            if port.exists() and port.read_text().strip().isdigit():
                return socket.create_connection(("127.0.0.1", int(port.read_text())), WAITS)
            time.sleep(0.1)
        raise AssertionError("Thunderbird does not come up")

    def _command(self, name: str, **parameters: Any) -> Any:
        self.sent += 1
        data = json.dumps([0, self.sent, name, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(data), data))
        _, _, error, value = self._received()
        assert not error, error
        return value

    def _received(self) -> Any:
        length = b""
        while (character := self._read(1)) != b":":
            length += character
        return json.loads(self._read(int(length)))

    def _read(self, number: int) -> bytes:
        data = b""
        while len(data) < number:
            more = self.socket.recv(number - len(data))
            assert more, "Thunderbird hung up"
            data += more
        return data


def _instant(written: str) -> str:
    """Return "20100610T210000Z" as readings have it."""
    day, clock = written.split("T")
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock[:2]}:{clock[2:4]}:{clock[4:]}"
