// The date block in the reader's own time, in place of the announced one: nothing moves.

const put = (block, selector, text) => {
  const element = block.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
};

const longDay = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

const showLocal = (block) => {
  const first = new Date(block.querySelector(".dt-start").dateTime);
  const day = parts(first, longDay);
  put(block, ".weekday", day.weekday);
  put(block, "b", day.day);
  put(block, ".month", `${day.month} ${day.year}`);
  for (const line of block.querySelectorAll(".hours")) {
    const [start, end] = ["from", "dt-end"].map((edge) => new Date(line.querySelector(`.${edge}`).dateTime));
    put(line, ".from", hours(start));
    put(line, ".dt-end", hours(end));
    put(line, ".over", weekday(end) === weekday(start) ? "" : ` (${weekday(end)})`);
    const words = spoken(start, longDay);
    put(line.nextElementSibling, ".day", words === spoken(first, longDay) ? "" : `${words}, `);
    put(line.nextElementSibling, ".place", zoneWords(start));
  }
};

const showAllLocal = () => document.querySelectorAll(".date-block").forEach(showLocal);
