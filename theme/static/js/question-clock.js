// Which question it is: the one that is asked now, the next one, and which have been asked.

const showQuestions = (line) => {
  const chat = line.closest("[data-sessions]");
  const current = sessionsOf(chat).findIndex(([, end]) => end > Date.now());
  const asked = [];
  let now, following, time;
  for (const row of all("tr[id]", chat)) {
    const at = all("time", row).map((each) => {
      const instant = Date.parse(each.dateTime);
      put(each, hours(instant));
      return instant;
    }).at(current);
    const link = row.querySelector("a");
    const name = link.textContent;
    if (row.dataset.asked = at <= Date.now()) {
      const item = document.createElement("li");
      item.append(link.cloneNode(true), " ", row.querySelector("p").textContent);
      asked.push(item);
      now = name;
    } else if (!following) [following, time] = [name, hours(at)];
  }
  const [output, late] = line.children;
  put(output, !now ? _(`${following} comes at ${time}.`)
    : following ? _(`Now ${now}, next ${following} at ${time}.`) : _(`Now ${now}, the last one.`));
  late.hidden = !now;
  const list = late.lastChild;
  if (list.children.length !== asked.length) list.replaceChildren(...asked);
};
everyMinute.push(() => all(".now").forEach(showQuestions));
