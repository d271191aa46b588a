/* Whoever ticks somebody means only those: the choice follows the ticks, and choosing all takes them away. */
document.addEventListener("change", (event) => {
  "use strict";
  const form = event.target.closest(".registration-form");
  if (!form || !["borger", "hvem"].includes(event.target.name)) return;
  const ticks = Array.from(form.querySelectorAll("input[name='borger']"));
  if (event.target.name === "hvem") {
    if (event.target.value === "alle") ticks.forEach((tick) => { tick.checked = false; });
  } else {
    const chosen = ticks.some((tick) => tick.checked) ? "valgte" : "alle";
    form.querySelector(`input[name='hvem'][value='${chosen}']`).checked = true;
  }
});
