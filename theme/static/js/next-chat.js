// One of several chats is the one to show: the first that is not over, or the last that is.
const choose = (group) => {
  const chats = all(":scope > [data-sessions]", group);
  const over = (chat) => chat.dataset.state === "over";
  const pick = group.dataset.show === "latest" ? chats.filter(over).at(-1) : chats.find((chat) => !over(chat));
  for (const chat of chats) chat.hidden = chat !== pick;
  for (const none of all(":scope > .none", group)) none.hidden = !!pick;
};

// A chat called off is told until it would have ended; what comes "after that" comes after
// the chat that is shown.
const hideEnded = () => {
  const now = Date.now();
  const shown = document.querySelector("[data-show=next] > [data-sessions]:not([hidden])");
  const reached = shown ? sessionsOf(shown).at(-1)[1] : now;
  for (const part of all("[data-ends]")) {
    part.hidden = Date.parse(part.dataset.ends) <= (part.closest(".later") ? reached : now);
  }
  for (const later of all(".later")) later.hidden = !later.querySelector("[data-ends]:not([hidden])");
};

everyMinute.push(() => all("[data-show]").forEach(choose), hideEnded);
