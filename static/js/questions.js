/* A number key answers the question that has the focus and goes on to the next; without script the arrow keys do. */
(function () {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const question = event.target.closest && event.target.closest("[data-scale]");
    if (!question || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
    const step = question.querySelector(`input[value="${event.key}"]`);
    if (!step) return;
    event.preventDefault();
    step.checked = true;
    step.dispatchEvent(new Event("change", { bubbles: true }));
    const all = [...question.closest(".questions").querySelectorAll("[data-scale]")];
    const next = all[all.indexOf(question) + 1];
    const target = next ? next.querySelector("input:checked") || next.querySelector("input") : step;
    target.focus();
  });
})();
