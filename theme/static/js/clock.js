// The reader's clock: what time it is, in which zone, and how the page's language says so.

const LANGUAGE = document.documentElement.lang;
const MINUTE = 60e3;

// Browsers still say the old names of some places.
const RENAMED = { Calcutta: "Kolkata", Katmandu: "Kathmandu", Kiev: "Kyiv", Rangoon: "Yangon", Saigon: "Ho_Chi_Minh_City" };

const { timeZone: device = "UTC", hourCycle: HOURS } = Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
let chosen = remembered("zone") || "";
const zone = () => chosen || device;

// How the reader's wall clock shows an instant, whole or in parts.
const format = (options) => Intl.DateTimeFormat(LANGUAGE, { timeZone: zone(), ...options });
try { format(); } catch { chosen = ""; }
const parts = (instant, options) =>
  Object.fromEntries(format(options).formatToParts(instant).map(({ type, value }) => [type, value]));

// "17:00" or "5 PM", as the device is set; "5:00 PM" would not fit its line.
const hours = (instant) => {
  const whole = HOURS < "h2" && parts(instant, { minute: "numeric" }).minute === "0";
  return format({ hour: "numeric", minute: whole ? undefined : "2-digit", hourCycle: HOURS }).format(instant);
};
const weekday = (instant) => format({ weekday: "short" }).format(instant);

// "Asia/Kolkata", as one says it.
const spelt = (name) => name.replace(/[^/]+$/, (city) => RENAMED[city] || city).replaceAll("_", " ");

// "Kolkata time (UTC+5:30)", by the offset of that very date.
const zoneWords = (instant) => {
  const place = spelt(zone()).split("/").pop();
  const shift = parts(instant, { timeZoneName: "shortOffset" }).timeZoneName;
  const offset = shift.replace("GMT", "UTC").replace("-", "\u2212").replace(/\+0$/, "");
  return place === "UTC" ? place : `${place} time (${offset})`;
};

// Whole days on the reader's calendar from now to an instant: 0 today, 1 tomorrow.
const dayNumber = (instant) => {
  const { year, month, day } = parts(instant, { year: "numeric", month: "numeric", day: "numeric" });
  return Date.UTC(year, month - 1, day) / (1440 * MINUTE);
};
const daysUntil = (instant) => dayNumber(instant) - dayNumber(Date.now());
