// How long an answer is while a guest writes it, counted as plugins/post_lengths counts posts.

const graphemes = (text) => [...new Intl.Segmenter().segment(text)].length;
const bytes = (text) => new TextEncoder().encode(text).length;
const total = (parts, count) => parts.reduce((sum, part) => sum + count(part), 0);

// An address as X finds it: its top-level domain is one that exists, which the page lists.
const LATIN = "a-z0-9\\u00C0-\\u024F\\u1E00-\\u1EFF";
const IN_PATH = `[${LATIN}\\u0300-\\u036F\\u0400-\\u04FF!*';:=+,.$%#\\[\\]&|@~/_\\-]`;
const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_\\-]*[\\p{L}\\p{N}\\-])?";
const LATIN_LABEL = `[${LATIN}](?:[${LATIN}_\\-]*[${LATIN}\\-])?`;
const ADDRESS = new RegExp(
  "(?<![A-Za-z0-9@\\uFF20$#\\uFF03])"
  + `(?:(https?://)(${LABEL}(?:\\.${LABEL})+)|(?<![\\-_./])(${LATIN_LABEL}(?:\\.${LATIN_LABEL})+))`
  + `(:\\d+)?(/(?:${IN_PATH}|\\(${IN_PATH}*\\))*)?`
  + "(\\?[a-z0-9!?*'@();:&=+$/%#\\[\\]._,~|\\-]*)?", "giu");
const TOP_LEVELS = new Set(all("[data-top-levels]")[0]?.dataset.topLevels.split(" "));

// As much of a name as ends with such a domain.
const known = (host) => {
  const labels = host.split(".");
  while (labels.length > 1 && !TOP_LEVELS.has(labels.at(-1).toLowerCase())) labels.pop();
  return labels.length > 1 ? labels.join(".") : "";
};
const addressOf = ([, scheme = "", host, bare, port = "", path = "", query = ""]) => {
  const name = known(host ?? bare);
  if (name !== (host ?? bare) || !name) return name && scheme + name;
  const whole = path.replace(/[!*';:,.$%[\]&|@~?]+$/u, "");
  const asked = whole === path && (path || scheme) ? query.replace(/[!*';:,.$%[\]&|@~?()]+$/u, "") : "";
  return scheme + name + port + whole + asked;
};

// The parts of a text between its addresses, of which each counts 23.
const between = (text, { bare }) => {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = bare || match[1] ? addressOf(match) : "";
    if (!address) continue;
    parts.push(text.slice(end, match.index));
    end = match.index + address.length;
  }
  return [...parts, text.slice(end)];
};
const withAddresses = (parts, count) => 23 * (parts.length - 1) + total(parts, count);

const ONE = "\\p{Emoji}(?:\\p{Emoji_Modifier}|\\uFE0F)?";
const EMOJI = new RegExp(
  "\\p{RI}\\p{RI}|[#*0-9]\\uFE0F?\\u20E3|[©®™♟]\\uFE0F|(?![#*0-9©®™♟])"
  + `${ONE}(?:[\\u{E0020}-\\u{E007E}]+\\u{E007F})?(?:\\u200D${ONE})*`, "gu");
const light = (point) => [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]].some(
  ([first, last]) => first <= point && point <= last);
const weighted = (text) => 2 * (text.match(EMOJI)?.length ?? 0)
  + total([...text.replace(EMOJI, "")], (sign) => light(sign.codePointAt()) ? 1 : 2);

const lengths = {
  characters: (text) => [...text].length,
  "utf-16": (text) => text.length,
  bytes,
  x: (text) => withAddresses(between(text.normalize("NFC"), { bare: true }), weighted),
  mastodon: (text) => withAddresses(between(text, { bare: false }), (part) =>
    graphemes(part.replace(/(?<![\p{L}\p{N}_/])(@[\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*)@[\p{L}\p{N}_.-]+[\p{L}\p{N}_]/gu, "$1"))),
  bluesky: (text) => graphemes(text),
  threads: (text) => [...text.replace(EMOJI, "")].length + total(text.match(EMOJI) ?? [], bytes),
};

const showRoom = (field) => {
  const { counts, limit, begins, ends } = field.dataset;
  const text = begins + field.value.trim() + ends;
  const most = counts === "bluesky" && bytes(text) > 3000 ? 3000 - bytes(text) : Infinity;
  const left = Math.min(limit - lengths[counts](text), most);
  const number = Math.abs(left).toLocaleString(_language);
  const said = field.nextElementSibling.firstElementChild;
  said.textContent = left < 0 ? _(`${number} too many`) : _(`${number} left for your answer`);
  said.className = left < 0 ? "too-long" : "";
};
for (const field of all(".slot textarea[data-limit]")) {
  field.addEventListener("input", () => showRoom(field));
  showRoom(field); // what a browser kept of an earlier visit counts too
}
