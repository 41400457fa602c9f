/* Own notes are kept a moment after typing stops. Without this script the button keeps them. */
"use strict";

(() => {
  const PAUSE = 800; // milliseconds without typing
  const waiting = new WeakMap();

  async function keep(form) {
    const field = form.querySelector("textarea");
    const said = form.querySelector("[data-note-said]");
    const text = field.value;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        keepalive: text.length < 10000,
      });
      if (answer.status !== 204) throw new Error(String(answer.status));
      field.defaultValue = text; // what is kept is no unsaved change
      said.textContent = field.value === text ? "Bewaard." : "";
    } catch {
      said.textContent = "Nog niet bewaard: er is geen verbinding. Gebruik straks de knop.";
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-note]");
    if (!form) return;
    form.querySelector("[data-note-said]").textContent = "";
    clearTimeout(waiting.get(form));
    waiting.set(
      form,
      setTimeout(() => keep(form), PAUSE),
    );
  });

  addEventListener("beforeunload", (event) => {
    const unsaved = [...document.querySelectorAll("form[data-note] textarea")].some(
      (field) => field.value !== field.defaultValue,
    );
    if (unsaved && !document.activeElement?.closest("form[data-note] [type=submit]")) event.preventDefault();
  });
})();
