// Who has named a server of their own, or names one now, gets the script that leads there: the
// others have no use for it.

const leadToServer = () => import("./own-server.js");

if (remembered("server")) leadToServer();
all(".own-server").forEach((form) => form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await leadToServer();
  form.requestSubmit();
}, { once: true }));
