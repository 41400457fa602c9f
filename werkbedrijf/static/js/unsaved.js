/* Forms with data-unsaved: a warning before typed text is left behind, and one submission per click.
   Without this script everything works; the server makes one thing of a form that is sent twice. */
"use strict";

(() => {
  const forms = [...document.querySelectorAll("form[data-unsaved]")];
  let leaving = false;

  const typed = (form) =>
    JSON.stringify(
      [...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name + value.size : value]),
    );

  // "changed" from the server: what stands here was typed before and is not saved (rearranged, or refused).
  const before = new Map(forms.map((form) => [form, form.dataset.unsaved === "changed" ? null : typed(form)]));

  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault(); // the second click of a double click
        return;
      }
      form.dataset.sent = "yes";
      leaving = true;
      // After the form has been read: a disabled button would not be part of it.
      setTimeout(() => {
        for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
      }, 0);
    });
  }

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && forms.some((form) => before.get(form) !== typed(form))) event.preventDefault();
  });

  // Back from the next page: the form is alive again.
  window.addEventListener("pageshow", () => {
    leaving = false;
    for (const form of forms) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });

  // After a refusal the first field that is wrong is where to go on.
  document.querySelector("form[data-unsaved] [aria-invalid=true]")?.focus();
})();
