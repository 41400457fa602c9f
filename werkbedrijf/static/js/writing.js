/* Texts that save themselves: forms with data-writing, saved a moment after typing stops.
   The server says the version; when somebody else was first it sends both texts, and saving waits for a choice.
   Without this script the button saves, and the server answers with a page. */
"use strict";

(() => {
  const PAUSE = 1000; // milliseconds without typing
  const AGAIN = 5000; // milliseconds until the next attempt without a connection
  const LOOK = 15000; // milliseconds between two questions who else is in the text
  const states = new WeakMap();
  const field = (form) => form.querySelector("textarea");
  const unsaved = (form) => field(form).value !== state(form).saved;

  function state(form) {
    if (!states.has(form)) states.set(form, { saved: field(form).defaultValue, timer: 0, busy: false, choosing: false });
    return states.get(form);
  }

  function say(form, words) {
    const place = form.querySelector("[data-writing-said]");
    if (place.textContent !== words) place.textContent = words;
  }

  function plan(form, wait) {
    const its = state(form);
    clearTimeout(its.timer);
    its.timer = setTimeout(() => save(form), wait);
  }

  async function save(form) {
    const its = state(form);
    clearTimeout(its.timer);
    if (its.busy) return; // what is typed meanwhile goes along afterwards
    if (its.choosing || !unsaved(form)) return;
    its.busy = true;
    const text = field(form).value;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        redirect: "manual",
        keepalive: text.length < 10000,
      });
      if (answer.status === 204) {
        its.saved = text;
        say(form, "Bewaard.");
      } else if (answer.ok || answer.status === 409 || answer.status === 422 || answer.status === 403) {
        take(form, answer.status, await told(answer), text);
      } else if (answer.type === "opaqueredirect") {
        say(form, "Nog niet opgeslagen: u bent afgemeld. Meld u aan in een ander tabblad; uw tekst blijft hier staan.");
      } else {
        throw new Error(String(answer.status));
      }
    } catch {
      say(form, "Nog niet opgeslagen: er is geen verbinding. Uw tekst blijft hier staan en wordt opnieuw verzonden.");
      plan(form, AGAIN);
    } finally {
      its.busy = false;
    }
    if (its.saved === text && unsaved(form)) plan(form, PAUSE);
  }

  // A button that does something with the text: first it is saved, and only then the page is left.
  async function leave(form, submitter) {
    const its = state(form);
    while (its.busy) await new Promise((wait) => setTimeout(wait, 50));
    await save(form);
    if (its.choosing) say(form, "Kies eerst hierboven welke tekst blijft.");
    if (its.choosing || unsaved(form)) return; // what is wrong stands beside the field
    its.leaving = true;
    form.requestSubmit(submitter);
  }

  async function told(answer) {
    try {
      return await answer.json();
    } catch {
      return { said: "Nog niet opgeslagen: u mag deze tekst niet (meer) wijzigen. Kopieer wat u wilt houden." };
    }
  }

  function take(form, status, answer, text) {
    const its = state(form);
    if (answer.version !== undefined) form.elements.version.value = answer.version;
    if (answer.merge) {
      its.choosing = true;
      form.querySelector("[data-writing-merge]").innerHTML = answer.merge;
      say(form, "Nog niet opgeslagen: kies hierboven.");
      form.querySelector("[data-writing-merge]").scrollIntoView({ block: "nearest" });
      return;
    }
    say(form, answer.said);
    if (status === 200) its.saved = text;
  }

  function chosen(form) {
    state(form).choosing = false;
    form.querySelector("[data-writing-merge]").replaceChildren();
    field(form).focus();
  }

  // Who else is in this text: the only one of the page, or the one that has the focus. Says only what is news.
  async function look(form) {
    if (document.hidden) return;
    const body = new FormData(form);
    body.delete("text");
    body.set("here", "1");
    let others = "";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        redirect: "manual",
      });
      if (answer.ok) others = (await answer.json()).others;
    } catch {
      // Without a connection nobody knows, and the line goes away.
    }
    const place = form.querySelector("[data-writing-others]");
    if (place && place.textContent !== others) place.textContent = others;
  }

  function lookAround() {
    const forms = document.querySelectorAll("form[data-writing]");
    const form = forms.length === 1 ? forms[0] : document.activeElement?.closest("form[data-writing]");
    for (const one of forms) if (one !== form) one.querySelector("[data-writing-others]")?.replaceChildren();
    if (form) look(form);
  }

  lookAround();
  setInterval(lookAround, LOOK);
  document.addEventListener("visibilitychange", lookAround);
  document.addEventListener("focusin", (event) => {
    const forms = document.querySelectorAll("form[data-writing]");
    if (forms.length > 1 && event.target.matches("form[data-writing] textarea")) lookAround();
  });

  for (const form of document.querySelectorAll("form[data-writing]")) form.classList.add("writing--by-itself");

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-writing]");
    if (!form || event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault(); // who is used to saving by hand gets what they want
    if (unsaved(form)) save(form);
    else say(form, "Alles is opgeslagen.");
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-writing]");
    if (!form || state(form).choosing) return;
    say(form, "");
    plan(form, PAUSE);
  });

  // The button, and leaving the field: save at once, and stay on the page.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-writing]");
    if (!form) return;
    const its = state(form);
    if (its.leaving) return;
    event.preventDefault();
    if (event.submitter?.hasAttribute("formaction")) {
      leave(form, event.submitter);
      return;
    }
    if (event.submitter?.matches("[data-writing-other]")) {
      const stored = form.querySelector("[data-writing-stored]");
      field(form).value = its.saved = stored.dataset.writingStored;
      chosen(form);
      say(form, "De opgeslagen tekst is gehouden.");
      return;
    }
    if (its.choosing) {
      its.saved = null; // also when the words are the same as those saved before
      chosen(form);
    }
    if (unsaved(form)) save(form);
    else say(form, "Alles is opgeslagen.");
  });

  document.addEventListener("focusout", (event) => {
    const form = event.target.closest?.("form[data-writing]");
    if (form && event.target.matches("textarea") && unsaved(form)) save(form);
  });

  addEventListener("online", () => {
    for (const form of document.querySelectorAll("form[data-writing]")) if (unsaved(form)) save(form);
  });

  addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("form[data-writing]")].some(unsaved)) event.preventDefault();
  });
})();
