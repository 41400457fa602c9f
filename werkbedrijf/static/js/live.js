/* Live pages of a meeting: public parts are put in place, personal parts are fetched by an ordinary GET.

Our own file rather than htmx's extension for server-sent events, because most of it is what that one leaves out: a form
that somebody is filling in is never redrawn, a lost connection is said and recovers, and a page that was away catches up
at once. What the elements mean stands in templates/governance/live/live_status.html. Without this file every form
still works, by reload. */
(() => {
  "use strict";
  const root = document.querySelector("[data-live]");
  if (!root || !window.EventSource || !window.fetch) return;
  const said = root.querySelector("[data-live-said]");
  const banner = root.querySelector("[data-live-lost]");
  const SILENCE = 40000; // the server says something at least every 25 seconds
  const POLL = 10000; // for proxies that break streams
  const shown = new WeakMap(); // region → the HTML that was put there
  let stream = null;
  let version = null;
  let state = null;
  let lastHeard = new Date();
  let lostSince = null;
  let refreshing = false;
  let refreshAgain = false;

  const say = (sentence) => {
    said.textContent = sentence;
  };
  const timeout = (milliseconds) => (AbortSignal.timeout ? AbortSignal.timeout(milliseconds) : undefined);
  const parts = () => [...document.querySelectorAll("[data-live-part]")];

  /* --- the state of the meeting --- */
  function apply(newVersion, newState) {
    heard();
    if (newVersion === version) return;
    const before = state;
    [version, state] = [newVersion, newState];
    putRegions(document);
    const changes = Object.entries(state.announce).filter(([what, now]) => now && before && before.announce[what] !== now);
    if (changes.length) say(changes.map(([, sentence]) => sentence).join(" "));
    if (isOutOfDate()) location.reload();
    else if (parts().some(isStale)) refresh();
  }

  /* A page without anything to fill in, such as the overview, simply comes again. */
  const isOutOfDate = () =>
    root.dataset.liveReload !== undefined && state.keys[root.dataset.liveReload] !== root.dataset.liveKey;

  function putRegions(within) {
    if (!state) return;
    for (const region of within.querySelectorAll("[data-live-region]")) {
      const html = state.regions[region.dataset.liveRegion];
      if (html !== undefined && shown.get(region) !== html) {
        region.innerHTML = html;
        shown.set(region, html);
      }
    }
  }

  function isStale(part) {
    const key = state && state.keys[part.dataset.livePart];
    return key !== undefined && key !== part.dataset.liveKey && part.dataset.liveHeld !== key;
  }

  /* --- personal parts --- */
  async function refresh() {
    if (refreshing) {
      refreshAgain = true; // what is on its way may be from before this change
      return;
    }
    [refreshing, refreshAgain] = [true, false];
    parts().forEach((part) => part.toggleAttribute("data-live-waits", isStale(part)));
    try {
      const response = await fetch(location.href, { headers: { "X-Requested-With": "fetch" }, signal: timeout(8000) });
      if (leftThePage(response)) return;
      if (response.ok) putParts(await read(response), null);
    } catch {
      poll(); // finds out whether the connection is lost; the next message tries again
    } finally {
      refreshing = false;
      parts().forEach((part) => part.removeAttribute("data-live-waits"));
    }
    if (refreshAgain) refresh();
  }

  const read = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");

  function leftThePage(response) {
    if (response.status === 403 && !response.redirected) {
      location.reload(); // the page is no longer for this person
      return true;
    }
    const there = new URL(response.url);
    if (!response.redirected || there.pathname === location.pathname) return false;
    if (there.searchParams.has("next")) location.reload(); // signed out: sign in, and come back to this page
    else location.assign(there);
    return true;
  }

  function putParts(page, own) {
    for (const part of parts()) {
      const fresh = page.getElementById(part.id);
      if (!fresh) continue;
      if (part !== own) {
        const [was, is] = [part.dataset, fresh.dataset];
        if (was.liveKey === is.liveKey && was.liveOwn === is.liveOwn) continue;
        if (isBusy(part, fresh)) {
          hold(part, fresh);
          continue;
        }
      }
      replace(part, fresh);
    }
  }

  /* A form that is being filled in stays, unless the new one is about another vote. */
  function isBusy(part, fresh) {
    const form = part.querySelector("[data-live-ballot]");
    const next = fresh.querySelector("[data-live-ballot]");
    if (form && next && form.dataset.liveBallot !== next.dataset.liveBallot) return false;
    const fields = [...part.querySelectorAll("input:not([type=hidden]), select, textarea")];
    return fields.some((field) => field === document.activeElement || isChanged(field));
  }

  function isChanged(field) {
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.options) {
      // A list without a marked option shows its first one: nobody chose that yet.
      const options = [...field.options];
      const marked = field.multiple || options.some((option) => option.defaultSelected);
      return options.some((option, place) => option.selected !== (marked ? option.defaultSelected : place === 0));
    }
    return field.value !== field.defaultValue;
  }

  function hold(part, fresh) {
    part.dataset.liveHeld = fresh.dataset.liveKey;
    const closed = part.querySelector("[data-live-closed]");
    if (closed) {
      closed.hidden = false;
      waitWhileLost();
      return;
    }
    if (part.querySelector(".live-held")) return;
    const notice = document.createElement("p");
    notice.className = "live-held";
    notice.textContent = "De stand is veranderd terwijl u iets invulde. ";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nl-button nl-button--secondary nl-button--small";
    button.textContent = "Bijwerken";
    button.addEventListener("click", () => location.reload());
    notice.append(button);
    part.prepend(notice);
  }

  const focusable = (part) => [...part.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")];

  function replace(part, fresh) {
    const place = focusable(part).indexOf(document.activeElement);
    const hadFocus = part.contains(document.activeElement);
    part.replaceWith(fresh);
    putRegions(fresh);
    waitWhileLost();
    if (hadFocus) {
      const again = focusable(fresh)[place];
      if (again) again.focus({ preventScroll: true });
      if (again && document.activeElement === again) return;
      fresh.tabIndex = -1; // what had the focus is gone, or folded away: then the part itself
      fresh.focus({ preventScroll: true });
    }
  }

  /* --- acts: the form is sent, the answer is the page, and only its parts are put in place --- */
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-live-form]");
    if (!form) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const data = new URLSearchParams(new FormData(form));
    if (event.submitter && event.submitter.name) data.append(event.submitter.name, event.submitter.value);
    try {
      await send(form, data, form.hasAttribute("data-live-ballot") ? 2 : 1);
    } finally {
      delete form.dataset.busy;
    }
  });

  async function send(form, data, attempts) {
    try {
      const headers = { "X-Requested-With": "fetch" };
      const response = await fetch(form.action, { method: "POST", body: data, headers, signal: timeout(8000) });
      if (response.status >= 500) throw new Error(String(response.status));
      heard();
      if (response.redirected && leftThePage(response)) return;
      answer(form, await read(response));
    } catch {
      // A ballot may be sent again: its key makes that the same ballot.
      if (attempts > 1) {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return send(form, data, attempts - 1);
      }
      say("Dit is nog niet vastgelegd. Probeer het opnieuw zodra de verbinding terug is.");
      poll();
    }
  }

  const otherTabs = window.BroadcastChannel ? new BroadcastChannel("live-acts") : null;
  if (otherTabs) otherTabs.addEventListener("message", () => parts().length && refresh());

  function answer(form, page) {
    if (otherTabs) otherTabs.postMessage("acted");
    const part = form.closest("[data-live-part]");
    document.querySelectorAll(".messages").forEach((old) => old.remove());
    const messages = page.querySelector(".messages");
    const refused = messages && messages.querySelector(".utrecht-alert--error");
    putParts(page, refused ? null : part); // what was refused stays as it was typed
    const put = part && document.getElementById(part.id);
    if (put && messages) (refused && form.isConnected ? form : put).prepend(messages);
    const receipt = put && put.querySelector(".vote-receipt");
    if (receipt) say("Uw stem is vastgelegd.");
    else if (form.dataset.liveDone && !messages) say(form.dataset.liveDone);
    const top = form.dataset.liveTop !== undefined && document.querySelector("h1");
    if (top) top.scrollIntoView();
    else if (put) (messages || receipt || put).scrollIntoView({ block: "nearest" });
    if (document.activeElement === document.body) focusOnNext(put);
  }

  /* What had the focus is gone with its part: go on at the next part that has something to say. */
  function focusOnNext(after) {
    const follows = (part) => after && after.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = parts().find((part) => follows(part) && part.textContent.trim());
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
  }

  /* Choose, then confirm: the button says what will be recorded, and another choice is another request. */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-live-ballot]");
    if (!form || event.target.name !== "choice") return;
    const button = form.querySelector("[data-live-confirm]");
    const label = button.dataset.liveConfirm || "Stem vastleggen";
    button.textContent = `${label}: ${event.target.closest("label").textContent.trim()}`;
    const key = form.elements.request_key;
    if (key && window.crypto && crypto.randomUUID) key.value = crypto.randomUUID();
  });

  /* --- the connection --- */
  function connect() {
    if (stream) stream.close();
    const opened = new EventSource(root.dataset.liveStream);
    stream = opened;
    opened.addEventListener("state", (event) => apply(Number(event.lastEventId), JSON.parse(event.data)));
    opened.addEventListener("ping", heard);
    opened.addEventListener("error", () => {
      if (opened !== stream) return;
      poll();
      if (opened.readyState === EventSource.CLOSED) setTimeout(() => opened === stream && connect(), 5000);
    });
  }

  async function poll() {
    try {
      const known = version === null ? "" : `?versie=${version}`;
      const response = await fetch(root.dataset.liveState + known, { signal: timeout(8000) });
      if (response.status === 204) return heard();
      if (response.redirected || response.status === 403 || response.status === 404) {
        root.querySelector("[data-live-signed-out]").hidden = false;
        return undefined;
      }
      if (!response.ok) throw new Error(String(response.status));
      const message = await response.json();
      apply(message.version, message.state);
    } catch {
      lose();
    }
    return undefined;
  }

  function heard() {
    lastHeard = new Date();
    if (lostSince === null) return;
    lostSince = null;
    banner.hidden = true;
    waitWhileLost();
    say("De verbinding is terug.");
    if (!stream || stream.readyState === EventSource.CLOSED) connect();
    if (parts().some(isStale)) refresh();
  }

  function lose() {
    if (lostSince !== null) return;
    lostSince = lastHeard;
    root.querySelector("[data-live-since]").textContent = lostSince.toLocaleTimeString("nl-NL", { timeZone: "Europe/Amsterdam" });
    banner.hidden = false;
    say("");
    waitWhileLost();
  }

  /* Voting waits while the connection is lost or the vote is closed; what was chosen stays chosen. */
  function waitWhileLost() {
    for (const button of document.querySelectorAll("[data-live-confirm]")) {
      const closed = button.form.querySelector("[data-live-closed]");
      button.disabled = lostSince !== null || Boolean(closed && !closed.hidden);
      button.classList.toggle("nl-button--disabled", button.disabled);
    }
  }

  /* Back on this page: what the same person did on another device is fetched too (no key tells of it). Another tab of
     this browser says so itself. */
  async function comeBack() {
    await poll();
    if (lostSince === null && parts().length) refresh();
  }

  setInterval(() => {
    if (stream.readyState !== EventSource.OPEN || new Date() - lastHeard > SILENCE) poll();
  }, POLL);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && comeBack());
  window.addEventListener("focus", comeBack);
  window.addEventListener("online", poll);
  window.addEventListener("offline", poll);
  window.addEventListener("pagehide", () => stream.close());
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    connect();
    poll();
  });
  connect();
})();
