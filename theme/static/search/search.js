// The search page: what is typed is looked up in the index that the build made (Pagefind).
//
// Nothing of the index is loaded before there is a word to look for. The address keeps
// the words (?q=), so that a search can be linked, and returned to from a result.

const AT_ONCE = 8;
const PAUSE = 150; // milliseconds without a key after which a search is worth it

const form = document.querySelector("[role=search]");
const input = form.elements.q;
const status = document.querySelector("#found");
const list = document.querySelector(".results");
const more = document.querySelector("#more");
const blank = document.querySelector("#result").content;

let loading;
const engine = () => {
  loading ??= (async () => {
    const pagefind = await import(form.dataset.engine);
    // A worker would be another 12 kB, for searches of a millisecond or two.
    await pagefind.options({ baseUrl: form.dataset.home, noWorker: true });
    await pagefind.init();
    return pagefind;
  })();
  return loading;
};

// Excerpts come with <mark> around what was found, and with < and > escaped.
const marked = (excerpt) => excerpt.split(/(<mark>.*?<\/mark>)/).map((part) => {
  const text = part.replace(/<\/?mark>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  if (!part.startsWith("<mark>")) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
});

// A part of a page with an address of its own: a question ("Q3"), or under a heading.
const partEntry = ({ url, title, excerpt, plain_excerpt: plain, anchor }) => {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  const question = /^q\d+$/.test(anchor.id);
  link.href = url;
  link.textContent = question ? anchor.id.toUpperCase() : title;
  const said = question || !plain.startsWith(title) ? 0 : title.split(" ").length;
  entry.append(link, " ", ...marked(excerpt.split(" ").slice(said).join(" ")));
  return entry;
};

const fill = (element, ...content) => {
  if (content.join("")) element.append(...content);
  else element.remove();
};

// An excerpt that begins or ends within a sentence says so.
const cut = (content, { excerpt, plain_excerpt: plain }) =>
  `${content.startsWith(plain) ? "" : "… "}${excerpt}${/[.?!]$/.test(plain) ? "" : " …"}`;

const resultEntry = ({ url, meta, content, excerpt, plain_excerpt, sub_results: parts }) => {
  const entry = blank.cloneNode(true).firstElementChild;
  const find = (selector) => entry.querySelector(selector);
  const link = find("h2 a");
  link.href = url;
  link.textContent = meta.title;
  fill(find(".known span"), meta.kind);
  fill(find(".known b"), meta.day ?? "");
  fill(find(".people"), meta.people ?? "");
  const below = parts.filter((part) => part.anchor).slice(0, 3);
  const own = parts.find((part) => !part.anchor) ?? (below.length ? null : { excerpt, plain_excerpt });
  fill(find(".excerpt"), ...(own ? marked(cut(content, own)) : []));
  fill(find("ul"), ...below.map(partEntry));
  return entry;
};

let turn = 0;
let rest = [];

// Show the next results, instead of those of the last search or below the others.
// Returns the first of them, nothing when another search came between.
const show = async (put) => {
  const mine = turn;
  const entries = await Promise.all(rest.splice(0, AT_ONCE).map((result) => result.data()));
  if (mine !== turn) return undefined;
  const items = entries.map(resultEntry);
  put(...items);
  more.hidden = !rest.length;
  return items[0];
};

const outcome = (number, words) => {
  if (!words) return "";
  if (!number) return _(`Nothing found for “${words}”. Try fewer words, or only the beginning of one.`);
  return _n(number, `${number} result for “${words}”`, `${number} results for “${words}”`);
};

const search = async () => {
  const words = input.value.trim();
  const mine = ++turn;
  try {
    if (words && !loading) status.textContent = _("Loading the index …");
    const pagefind = words && await engine();
    const found = words ? await pagefind.debouncedSearch(words, {}, PAUSE) : { results: [] };
    if (!found || mine !== turn) return;
    history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
    rest = [...found.results];
    await show((...items) => list.replaceChildren(...items));
    if (mine === turn) status.textContent = outcome(found.results.length, words);
  } catch (error) {
    loading = undefined;
    status.textContent = _("The search could not be loaded. Look through the lists below, or try again.");
    throw error;
  }
};

input.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
more.querySelector("button").addEventListener("click", async () => {
  const first = await show((...items) => list.append(...items));
  first?.querySelector("a").focus();
});

// A shortcut of a single character can be switched off (WCAG 2.2, 2.1.4).
const slash = document.querySelector(".slash");
const box = slash.querySelector("input");
try {
  box.checked = localStorage.getItem("slash") !== "off";
  box.addEventListener("change", () => localStorage.setItem("slash", box.checked ? "on" : "off"));
  slash.hidden = false;
} catch { /* nowhere to keep the choice */ }

input.value = new URLSearchParams(location.search).get("q") ?? "";
form.dataset.ready = "";
if (input.value) search();
else if (location.hash === "#q") input.focus(); // who came by the key
