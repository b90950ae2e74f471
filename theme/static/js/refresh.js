// Everything that depends on the clock, done now and again with each minute.

const refresh = () => {
  showAllLocal();
  all("[data-sessions]").forEach(showState);
  all("[data-show]").forEach(choose);
  hideEnded();
};

all(".zone-picker").forEach(addPicker);
refresh();
const tick = () => setTimeout(() => { refresh(); tick(); }, MINUTE - (Date.now() % MINUTE) + 50);
tick();
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
