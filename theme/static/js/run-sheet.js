// A host's hand: a click copies a post, and the step whose minute it is stands out.

const copyFrom = (button) => {
  const said = button.closest(".copied").querySelector(".said");
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(said.textContent);
      button.textContent = _("Copied");
      setTimeout(() => { button.textContent = label; }, 2000);
    } catch {
      getSelection().selectAllChildren(said); // without a clipboard the text is marked at least
    }
  });
};
all(".copied button").forEach(copyFrom);

const showStep = (list) => {
  const now = Date.now();
  const steps = all(":scope > li", list);
  const reached = steps.filter((step) => Date.parse(step.dataset.at) <= now);
  const over = Date.parse(list.dataset.ends) + 36e5 < now;
  for (const step of steps) step.ariaCurrent = !over && step === reached.at(-1) ? "step" : null;
};
const showSteps = () => all(".steps[data-ends]").forEach(showStep);
showSteps();
setInterval(showSteps, 5000);
