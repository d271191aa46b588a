/* The suggested last day of an offer follows its kind and first day, until one writes another. */
(function () {
  "use strict";
  const end = document.querySelector("input[data-weeks]");
  const form = end && end.form;
  if (!form || !form.elements.kind || !form.elements.start) return;
  const weeks = JSON.parse(end.dataset.weeks);
  const usual = () => {
    const day = new Date(form.elements.start.value);
    const length = weeks[form.elements.kind.value];
    if (!length || isNaN(day)) return "";
    day.setUTCDate(day.getUTCDate() + 7 * length - 1);
    return day.toISOString().slice(0, 10);
  };
  let suggested = usual();
  form.addEventListener("change", (event) => {
    if (event.target === end || !["kind", "start"].includes(event.target.name)) return;
    const untouched = end.value === suggested;
    suggested = usual();
    if (untouched) end.value = suggested;
  });
})();
