// The reader's own server, on platforms where everybody has one (Mastodon): links lead there
// once it is named. What they lead to stands in data-own, with {server} for its name.

// "https://name/@me", "@me@name" or "name" → the name, "" for anything else.
const hostOf = (typed) => {
  try {
    const { hostname } = new URL(`https://${typed.trim().replace(/^(https?:\/\/)?(@?[^@/]*@)?/i, "")}`);
    return /^([a-z\d-]+\.)+[a-z][a-z\d-]+$/.test(hostname) ? hostname : "";
  } catch { return ""; }
};

let server = hostOf(remembered("server") || "");

const leadThere = () => all("[data-own]").forEach((link) => {
  link.dataset.usual ??= link.getAttribute("href");
  link.href = server ? link.dataset.own.replace("{server}", server) : link.dataset.usual;
});

all(".own-server").forEach((form) => {
  const [field, , said] = form.elements;
  field.value ||= server;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const host = hostOf(field.value);
    const wrong = Boolean(field.value.trim() && !host);
    field.ariaInvalid = wrong;
    said.value = wrong ? _("This is not the name of a server.") : host && _(`The links lead to ${host} now.`);
    if (wrong) return;
    server = host;
    remember("server", server);
    leadThere();
  });
});
leadThere();
