// The key "/" leads to the search, unless it is typed into a field, or switched off there.

addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (key !== "/" || ctrlKey || metaKey || altKey || remembered("slash") === "off") return;
  if (target.closest("input, textarea, select")) return;
  event.preventDefault();
  const field = document.querySelector("[type=search]");
  if (field) field.focus();
  else location.href = `${document.querySelector("[rel=search]").href}#q`;
});
