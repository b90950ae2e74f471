// Another zone than the device's: for those who travel, or ask for a friend.

const fill = (select) => {
  const known = Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : [];
  const all = [...new Set([...known, "UTC", zone()])].sort();
  const named = (name) => name.replaceAll("_", " ");
  select.replaceChildren(
    new Option(`This device (${named(device)})`, ""),
    ...all.map((name) => new Option(named(name), name)),
  );
  select.value = chosen;
};

const addPicker = (place) => {
  const select = place.querySelector("select");
  fill(select);
  select.addEventListener("change", () => {
    chosen = select.value;
    remember("zone", chosen);
    document.querySelectorAll(".zone-picker select").forEach((other) => { other.value = chosen; });
    refresh();
  });
};
