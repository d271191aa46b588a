/* Starts the design system's components, also in what htmx has swapped in. Every page works without it. */
(function () {
  "use strict";
  const components = [
    [".alert-close", (button) => new DKFDS.Alert(button.closest(".alert")).init()],
    ["[data-module='error-summary']", (summary) => new DKFDS.ErrorSummary(summary).init()],
    [".js-dropdown", (button) => new DKFDS.Dropdown(button).init()],
    [".tooltip-wrapper", (wrapper) => new DKFDS.Tooltip(wrapper).init()],
    [".js-accordion", (accordion) => new DKFDS.Accordion(accordion).init()],
  ];
  const start = (scope) => {
    for (const [selector, init] of components) scope.querySelectorAll(selector).forEach(init);
  };
  document.documentElement.classList.add("js");
  start(document);

  /* A filter form marked data-autosubmit is sent when a choice changes; its button is for those without script. */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form) form.requestSubmit();
  });

  /* Escape closes the menu "Mere", and leaves the focus on its button. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.more[open]")) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => start(event.target));
})();
