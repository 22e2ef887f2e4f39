// Addresses stay short: what is empty, or as it is anyway, is not sent.
"use strict";
(() => {
  const form = document.getElementById("search");
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && field.name !== "q" && (field.value === "" || (field.name === "sort" && field.value === "relevance"))) {
        field.disabled = true;
      }
    }
  });
  // The page may come back as it was left.
  addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
})();
