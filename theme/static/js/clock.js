// The reader's clock: what time it is, in which zone, and how the page's language says so.
//
// The build puts the language in, and what `_(…)` says in it (plugins/languages/scripts.py).

const LANGUAGE = _language;
const MINUTE = 60e3;

// Browsers still say the old names of some places.
const RENAMED = { Calcutta: "Kolkata", Katmandu: "Kathmandu", Kiev: "Kyiv", Rangoon: "Yangon", Saigon: "Ho_Chi_Minh_City" };

const { timeZone: device = "UTC", hourCycle: HOURS } = Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
let chosen = remembered("zone") || "";
const zone = () => chosen || device;

// How the reader's wall clock shows an instant. To make a format takes a slow phone milliseconds.
const formats = {};
const written = (instant, options, language = LANGUAGE) =>
  (formats[[zone(), language, JSON.stringify(options)]] ??=
    Intl.DateTimeFormat(language, { timeZone: zone(), ...options })).format(instant);
try { written(0); } catch { chosen = ""; }

// "17:00" or "5 PM", as the device is set; "5:00 PM" would not fit its line.
const hours = (instant) => {
  const whole = HOURS < "h2" && written(instant, { minute: "numeric" }, "en") === "0";
  return written(instant, { hour: "numeric", minute: whole ? undefined : "2-digit", hourCycle: HOURS });
};
const weekday = (instant) => written(instant, { weekday: "short" });

// "Asia/Kolkata", as one says it.
const spelt = (name) => name.replace(/[^/]+$/, (city) => RENAMED[city] || city).replaceAll("_", " ");

// "Kolkata time (UTC+5:30)", by the offset of that very date.
const zoneWords = (instant) => {
  const place = spelt(zone()).split("/").pop();
  const shift = written(instant, { timeZoneName: "shortOffset" }, "en"); // "6/10/2010, GMT+5:30"
  const offset = shift.replace(/.*GMT/, "UTC").replace("-", "\u2212").replace(/\+0$/, "");
  return place === "UTC" ? place : _(`${place} time (${offset})`);
};

// Whole days on the reader's calendar from now to an instant: 0 today, 1 tomorrow.
// Swedes write a day as 2010-06-10.
const dayNumber = (instant) => Date.parse(written(instant, {}, "sv")) / (1440 * MINUTE);
const daysUntil = (instant) => dayNumber(instant) - dayNumber(Date.now());
