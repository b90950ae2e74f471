// The date block in the reader's own time, in place of the announced one: nothing moves.

const put = (block, selector, text) => {
  const element = block.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
};

// "Thursday", "18", "March 2010": in that order wherever a day is written.
const dayOf = (instant) => {
  const { weekday, day, month, year } = parts(
    instant, { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  );
  return [weekday, day, `${month} ${year}`];
};

const showLocal = (block) => {
  const first = dayOf(new Date(block.querySelector(".dt-start").dateTime));
  [".weekday", "b", ".month"].forEach((part, n) => put(block, part, first[n]));
  for (const line of block.querySelectorAll(".hours")) {
    const [start, end] = ["from", "dt-end"].map((edge) => new Date(line.querySelector(`.${edge}`).dateTime));
    put(line, ".from", hours(start));
    put(line, ".dt-end", hours(end));
    put(line, ".over", weekday(end) === weekday(start) ? "" : ` (${weekday(end)})`);
    const day = dayOf(start).join(" ");
    put(line.nextElementSibling, ".day", day === first.join(" ") ? "" : `${day}, `);
    put(line.nextElementSibling, ".place", zoneWords(start));
  }
};

const showAllLocal = () => document.querySelectorAll(".date-block").forEach(showLocal);
