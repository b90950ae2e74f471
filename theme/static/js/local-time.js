// The date block in the reader's own time, in place of the announced one: nothing moves.

const put = (part, text) => {
  if (part && part.textContent !== text) part.textContent = text;
};

// "Thursday", "18", "March 2010": in that order wherever a day is written.
const dayOf = (instant) => [
  written(instant, { weekday: "long" }),
  written(instant, { day: "numeric" }, "en"),
  written(instant, { month: "long", year: "numeric" }),
];
const inWords = ([weekday, day, month]) => _(`${weekday} ${day} ${month}`);

const showLocal = (block) => {
  const instant = (time) => new Date(time.dateTime);
  const first = dayOf(instant(block.querySelector("time")));
  all(".weekday, b, .month", block).forEach((part, n) => put(part, first[n]));
  for (const line of all(".hours", block)) {
    const [from, to, over] = line.children;
    const [start, end] = [instant(from), instant(to)];
    put(from, hours(start));
    put(to, hours(end));
    put(over, weekday(end) === weekday(start) ? "" : ` (${weekday(end)})`);
    const [day, place] = line.nextElementSibling.children;
    const words = inWords(dayOf(start));
    put(day, words === inWords(first) ? "" : `${words}, `);
    put(place, zoneWords(start));
  }
};

everyMinute.push(() => all(".date-block").forEach(showLocal));
