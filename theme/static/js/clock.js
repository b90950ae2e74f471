// The reader's clock: what time it is, in which zone, and how the page's language says so.

const LANGUAGE = document.documentElement.lang || "en";
const HOURS = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hourCycle;
const MINUTE = 60e3;

// Browsers still say the old names of some places.
const RENAMED = { Calcutta: "Kolkata", Katmandu: "Kathmandu", Kiev: "Kyiv", Rangoon: "Yangon", Saigon: "Ho_Chi_Minh_City" };

const isZone = (name) => {
  try { return Boolean(name && new Intl.DateTimeFormat("en", { timeZone: name })); } catch { return false; }
};

const device = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
let chosen = isZone(remembered("zone")) ? remembered("zone") : "";
const zone = () => chosen || device;

// The parts of an instant as the reader's wall clock shows it.
const parts = (instant, options) => Object.fromEntries(
  new Intl.DateTimeFormat(LANGUAGE, { timeZone: zone(), ...options })
    .formatToParts(instant).map(({ type, value }) => [type, value]),
);
const spoken = (instant, options) =>
  new Intl.DateTimeFormat(LANGUAGE, { timeZone: zone(), ...options }).format(instant);
// "17:00" or "5 PM", as the device is set; "5:00 PM" would not fit its line.
const hours = (instant) => {
  const whole = HOURS < "h2" && parts(instant, { minute: "numeric" }).minute === "0";
  return spoken(instant, { hour: "numeric", minute: whole ? undefined : "2-digit", hourCycle: HOURS });
};
const weekday = (instant, width = "short") => spoken(instant, { weekday: width });

// "Asia/Kolkata", as one says it.
const spelt = (name) => name.replace(/[^/]+$/, (city) => RENAMED[city] || city).replaceAll("_", " ");

// "Kolkata time (UTC+5:30)", by the offset of that very date.
const zoneWords = (instant) => {
  const place = spelt(zone()).split("/").pop();
  const shift = parts(instant, { timeZoneName: "shortOffset" }).timeZoneName || "UTC";
  const offset = shift.replace("GMT", "UTC").replace("-", "\u2212").replace(/\+0$/, "");
  return place === "UTC" ? "UTC" : `${place} time (${offset})`;
};

// Whole days on the reader's calendar from now to an instant: 0 today, 1 tomorrow.
const daysUntil = (instant) => {
  const day = (at) => {
    const { year, month, day: number } = parts(at, { year: "numeric", month: "numeric", day: "numeric" });
    return Date.UTC(year, month - 1, number);
  };
  return Math.round((day(instant) - day(Date.now())) / (1440 * MINUTE));
};
