// Upcoming → soon → live → over, by the reader's clock: the page moves on without a rebuild.
//
// A container names its sessions in data-sessions ("start/end start/end"). In it, what
// has data-when is shown in those states only, and .until says how long there is to wait.

const SOON = 30 * MINUTE;

const sessionsOf = (container) => container.dataset.sessions.split(" ").map((session) =>
  session.split("/").map((instant) => Date.parse(instant)));

const untilWords = (instant) => {
  const words = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
  const minutes = Math.max(1, Math.round((instant - Date.now()) / MINUTE));
  if (minutes < 90) return words.format(minutes, "minute");
  const days = daysUntil(instant);
  if (minutes < 1440 && days < 2) {
    const wait = words.format(Math.round(minutes / 60), "hour");
    const tomorrow = words.format(1, "day");
    return days ? _(`${tomorrow}, ${wait}`) : wait;
  }
  return words.format(days, "day");
};

const showState = (chat) => {
  const now = Date.now();
  const sessions = sessionsOf(chat);
  const current = sessions.find(([start, end]) => start <= now && now < end);
  const next = sessions.find(([start]) => start > now);
  const state = current ? "live" : !next ? "over" : next[0] - now > SOON ? "upcoming" : "soon";
  chat.dataset.state = state;
  for (const part of all("[data-when]", chat)) part.hidden = !part.dataset.when.includes(state);
  for (const until of all(".until", chat)) {
    const end = current && hours(current[1]);
    put(until, current ? _(`until ${end}`) : next ? untilWords(next[0]) : "");
  }
};

everyMinute.push(() => all("[data-sessions]").forEach(showState));
