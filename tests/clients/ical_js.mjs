// Reads calendars with ical.js (Thunderbird's reader): a JSON text a line in, a JSON list of entries a line out.
import { createInterface } from "node:readline";
import ICAL from "ical.js";

const pad = (number, width = 2) => String(number).padStart(width, "0");

function instant(time) {
  if (!time) return null;
  if (time.isDate) return `${pad(time.year, 4)}-${pad(time.month)}-${pad(time.day)}`;
  if (time.zone.tzid === "floating") return `floating ${time}`;
  return time.toJSDate().toISOString().replace(".000Z", "Z");
}

function entry(component) {
  const event = new ICAL.Event(component);
  const text = (name) => component.getFirstPropertyValue(name);
  return {
    uid: event.uid,
    start: instant(event.startDate),
    end: instant(event.endDate),
    stamp: instant(text("dtstamp")),
    summary: event.summary,
    description: event.description ?? "",
    location: event.location ?? "",
    status: text("status"),
    sequence: text("sequence"),
    categories: component.getAllProperties("categories").flatMap((property) => property.getValues()),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const calendar = new ICAL.Component(ICAL.parse(JSON.parse(line)));
    answer = calendar.getAllSubcomponents("vevent").map(entry);
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
