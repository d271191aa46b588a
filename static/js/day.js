/* After storing one lands on the list again; the address names the next row, whose button gets the focus. */
(function () {
  "use strict";
  const focusNamedRow = () => {
    const row = /^#borger-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    const action = row && row.querySelector(".button");
    if (action) action.focus();
  };
  /* Once loaded: the browser itself goes to the row first, and takes the focus from wherever it was. */
  window.addEventListener("load", () => setTimeout(focusNamedRow));
  window.addEventListener("hashchange", focusNamedRow);
})();
