// Upcoming → soon → live → over, by the reader's clock: the page moves on without a rebuild.
//
// A container names its sessions in data-sessions ("start/end start/end"). In it, what
// has data-when is shown in those states only, and .until says how long there is to wait.

const SOON = 30 * MINUTE;

const sessionsOf = (container) => container.dataset.sessions.split(" ").map((session) =>
  session.split("/").map((instant) => Date.parse(instant)));

const stateOf = (sessions, now) => {
  if (sessions.some(([start, end]) => start <= now && now < end)) return "live";
  const next = sessions.find(([start]) => start > now);
  if (!next) return "over";
  return next[0] - now <= SOON ? "soon" : "upcoming";
};

const untilWords = (instant) => {
  const words = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
  const minutes = Math.max(1, Math.round((instant - Date.now()) / MINUTE));
  if (minutes < 90) return words.format(minutes, "minute");
  const days = daysUntil(instant);
  if (minutes < 1440 && days < 2) {
    const wait = words.format(Math.round(minutes / 60), "hour");
    return days ? `${words.format(1, "day")}, ${wait}` : wait;
  }
  return words.format(days, "day");
};

const showState = (container) => {
  const now = Date.now();
  const sessions = sessionsOf(container);
  const state = stateOf(sessions, now);
  if (state === "over" && container.dataset.state !== state) {
    for (const details of container.querySelectorAll(":scope > .beside details")) details.open = false;
  }
  container.dataset.state = state;
  for (const element of container.querySelectorAll("[data-when]")) {
    element.hidden = !element.dataset.when.split(" ").includes(state);
  }
  const next = sessions.find(([start]) => start > now);
  const current = sessions.find(([start, end]) => start <= now && now < end);
  for (const until of container.querySelectorAll(".until")) {
    until.textContent = current ? `until ${hours(current[1])}` : next ? untilWords(next[0]) : "";
  }
  return state;
};

// One of several chats is the one to show: the first that is not over, or the last that is.
const choose = (group) => {
  const chats = [...group.querySelectorAll(":scope > [data-sessions]")];
  const over = (chat) => chat.dataset.state === "over";
  const pick = group.dataset.show === "latest" ? chats.filter(over).at(-1) : chats.find((chat) => !over(chat));
  for (const chat of chats) chat.hidden = chat !== pick;
  for (const fallback of group.querySelectorAll(":scope > .none")) fallback.hidden = Boolean(pick);
};

// A chat called off is told until it would have ended; what comes "after that" comes after
// the chat that is shown.
const hideEnded = () => {
  const now = Date.now();
  const shown = document.querySelector("[data-show=next] > [data-sessions]:not([hidden])");
  const reached = shown ? sessionsOf(shown).at(-1)[1] : now;
  for (const element of document.querySelectorAll("[data-ends]")) {
    element.hidden = Date.parse(element.dataset.ends) <= (element.closest(".later") ? reached : now);
  }
  for (const element of document.querySelectorAll(".later")) {
    element.hidden = !element.querySelector("[data-ends]:not([hidden])");
  }
};
