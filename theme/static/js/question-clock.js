// Which question it is: the one that is asked now, the next one, and which one came too late for.

const showQuestions = (line) => {
  const chat = line.closest("[data-sessions]");
  const sessions = sessionsOf(chat);
  const [start] = sessions.find(([, end]) => end > Date.now()) ?? sessions.at(-1);
  let asked, following, time;
  for (const each of all(".number > time", chat)) {
    // "2010-06-10T21:43Z", or "PT43M" after the start of each of several sessions.
    const at = Date.parse(each.dateTime) || start + each.dateTime.slice(2, -1) * MINUTE;
    const name = each.previousSibling.data.trim();
    put(each, hours(at));
    if (at <= Date.now()) asked = name;
    else if (!following) [following, time] = [name, hours(at)];
    each.closest("li").dataset.asked = at <= Date.now();
  }
  put(line.firstChild, !asked ? following && _(`${following} comes at ${time}.`)
    : following ? _(`Now ${asked}, next ${following} at ${time}.`) : _(`Now ${asked}, the last one.`));
  line.lastChild.hidden = !asked;
  put(line.lastChild, asked && _(`Came late? Asked so far: Q1 to ${asked}`));
};
everyMinute.push(() => all(".now").forEach(showQuestions));
