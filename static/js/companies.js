/* A chosen suggestion "name (CVR)" is put in its two fields at once; without script the server does it. */
(function () {
  "use strict";
  const chosen = /^(.*\S)\s*\((\d{8})\)$/;
  document.addEventListener("input", (event) => {
    if (event.target.name !== "company_name" || !event.target.form) return;
    const cvr = event.target.form.elements.namedItem("cvr");
    const parts = chosen.exec(event.target.value);
    if (!cvr || !parts) return;
    event.target.value = parts[1];
    cvr.value = parts[2];
  });
})();
