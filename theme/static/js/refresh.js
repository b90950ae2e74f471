// Everything that depends on the clock, done now and again with each minute.

const refresh = () => everyMinute.forEach((step) => step());

all(".zone-picker").forEach(addPicker);
refresh();
const tick = () => setTimeout(() => { refresh(); tick(); }, MINUTE - (Date.now() % MINUTE) + 50);
tick();
document.addEventListener("visibilitychange", refresh);
