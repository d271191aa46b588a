/* After storing one lands on the list again; the address names the next row, whose button gets the focus,
   or after the last one the list's heading. */
(function () {
  "use strict";
  const focusNamedRow = () => {
    if (location.hash === "#tab-heading") document.getElementById("tab-heading")?.focus();
    const row = /^#borger-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    const action = row && row.querySelector(".button");
    if (action) action.focus();
  };
  /* Once loaded: the browser itself goes to the row first, and takes the focus from wherever it was. */
  window.addEventListener("load", () => setTimeout(focusNamedRow));
  window.addEventListener("hashchange", focusNamedRow);

  /* On a phone unused filters are folded, so that the first row is near the top. */
  const foldFilters = () => {
    const fold = window.matchMedia("(max-width: 575px)").matches && document.querySelector(".day-fold:not([data-used])");
    if (fold) fold.open = false;
  };
  foldFilters();
  document.addEventListener("htmx:afterSwap", foldFilters);
})();
