// Another zone than the device's: for those who travel, or ask for a friend.

const offer = (select, zones) => {
  const here = spelt(device);
  select.replaceChildren(
    new Option(_(`This device (${here})`), ""),
    ...zones.map((name) => new Option(spelt(name), name)),
  );
  select.value = chosen;
};
const offerChosen = (select) => offer(select, chosen ? [chosen] : []);

// All of the zones are hundreds of words: they come when somebody is about to choose.
const offerAll = ({ target: select }) => {
  if (select.length > 2) return;
  const known = Intl.supportedValuesOf?.("timeZone") ?? [];
  const zones = [...new Set([...known, "UTC", zone()])];
  offer(select, zones.sort((a, b) => (spelt(a) < spelt(b) ? -1 : 1)));
};

const addPicker = (place) => {
  const select = place.querySelector("select");
  offerChosen(select);
  select.onpointerdown = select.onfocus = offerAll;
  select.onchange = () => {
    chosen = select.value;
    remember("zone", chosen);
    for (const other of all(".zone-picker select")) if (other !== select) offerChosen(other);
    refresh();
  };
};
