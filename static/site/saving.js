// Saving, for the questionnaire and the desk: what is sent, when it is sent again, and what the page says of it.
//
// What is sent survives the page (`keepalive`), so leaving takes nothing along. An answer is HTML: each `data-part` in
// it takes the place of what has the same id on the page, and the part "state" is said beside the field. An error page
// is never put in: the reason for each refusal stands in the page's `<template id="saving-words">`.

const LONGEST = 15_000; // ms that an answer may take
const PAUSES = [5_000, 10_000, 20_000, 40_000, 60_000]; // ms until it is sent again
const HELD = 3_000; // ms that a link waits for what is being saved
const FRESH = 30_000; // ms for which the next page cares what the last one sent as it went
const AGAIN = ["offline", "slow", "fault", "429"]; // what may be over the next time
const OURS = [200, 409, 422]; // answers that come with parts
const LEFT = "sent-as-the-page-went";
const words = document.getElementById("saving-words");
const every = new Set();
const waiting = new Set();
let leaving = false;

// The key of forms ----------------------------------------------------------------------------------
// Who signs in, in another tab, gets a fresh one, and every page of this browser needs it from then on.
const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
const fields = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");
let fetched = "";
const key = () => cookie() || fetched || fields()[0]?.value || "";
const freshen = () => fields().forEach((field) => (field.value = key()));
const fetchKey = async (signal) => {
  const response = await fetch(words.dataset.key, { signal, cache: "no-store" });
  if (response.ok) fetched = await response.text();
  freshen();
};

// Sending -------------------------------------------------------------------------------------------
const post = async (address, body, signal) => {
  const ask = () => {
    const headers = { "X-CSRFToken": key(), "X-Part": "yes" };
    return fetch(address, { method: "POST", body, headers, signal, redirect: "manual", keepalive: true });
  };
  const response = await ask();
  if (response.status !== 403) return response;
  await fetchKey(signal);
  return ask();
};

// What came of it: parts to put in the page, or why there are none, by a status or a word.
const outcome = async (address, body, signal) => {
  try {
    const response = await post(address, body, signal);
    const { status } = response;
    if (response.type === "opaqueredirect") return { failed: "signed-out" };
    if (status >= 500 || status === 408) return { failed: "fault" };
    if (status === 403 && !cookie()) return { failed: "cookies" };
    if (!OURS.includes(status)) return { failed: String(status) };
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    const parts = [...answer.querySelectorAll("[data-part]")];
    if (parts.length) return { parts, status };
    return { failed: response.ok ? "offline" : String(status) }; // such as the page by which a hotel lets one in
  } catch {
    return { failed: signal.reason === "slow" ? "slow" : "offline" };
  }
};

const say = (reason) => {
  const find = (name) => words.content.querySelector(`[data-when="${name}"]`);
  return (find(reason) ?? find("other")).textContent.trim();
};

// What was typed while it was being saved stays, and so does the focus.
const place = (part, sent) => {
  const old = document.getElementById(part.id);
  if (!old) return;
  for (const text of old.querySelectorAll("textarea")) {
    const fresh = part.querySelector(`textarea[name="${text.name}"]`);
    if (fresh && text.value !== sent.get(text.name)) fresh.value = text.value;
  }
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const [from, to] = [focused?.selectionStart, focused?.selectionEnd];
  old.replaceWith(part);
  const state = part.querySelector("[role=status]");
  if (state?.textContent.trim()) {
    const text = state.textContent; // is read out only where it changes on the page
    state.textContent = "";
    setTimeout(() => (state.textContent = text));
  }
  if (!focused) return;
  const alike = (each) => each.tagName === focused.tagName && each.name === focused.name;
  const same = [...part.querySelectorAll("textarea, button")].filter(alike);
  const next = same.find((each) => each.value === focused.value) ?? part.querySelector("[role=alert]") ?? same[0];
  if (next?.matches("[role=alert]")) next.tabIndex = -1;
  next?.focus();
  if (next?.matches("textarea")) next.setSelectionRange(from, to);
};

// One element that is saved by itself. `read` gives what is to be sent; it is told what may have arrived already.
export class Saving {
  #timer = 0;
  #retry = 0;
  #tries = 0;
  #underWay = null; // an AbortController
  #more = false;
  #unsure = null; // what was sent and may have arrived, or not
  failed = "";
  body = null; // what was sent last

  constructor(element, address, read) {
    Object.assign(this, { element, address, read });
    every.add(this);
  }

  get busy() {
    return Boolean(this.#timer || this.#underWay || this.#more);
  }

  soon(pause) {
    stays();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), pause);
  }

  now() {
    stays();
    this.#go();
  }

  // One after the other: the server might finish the first one last.
  #go() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#underWay) this.#more = true;
    else this.#send();
  }

  // What waits for its time, or for another try, does not wait any longer.
  flush() {
    if (this.#timer || this.#retry) this.now();
  }

  // The page goes: what has not been sent is sent now, also beside what is under way.
  hurry() {
    if (!this.#timer && !this.#retry && !this.#more) return;
    this.#underWay?.abort();
    this.#underWay = null;
    this.#go();
  }

  async #send() {
    clearTimeout(this.#retry);
    this.#retry = 0;
    this.#more = false;
    const body = (this.body = this.read(this.#unsure));
    const here = (this.#underWay = new AbortController());
    const tooLong = setTimeout(() => here.abort("slow"), LONGEST);
    this.#unsure = body;
    this.element.classList.add("saving");
    const found = await outcome(this.address, body, here.signal);
    clearTimeout(tooLong);
    if (this.#underWay !== here) return;
    this.#underWay = null;
    this.element.classList.remove("saving");
    if (found.parts) this.#answered(found.parts, body);
    else this.#refused(found.failed);
    this.element.dispatchEvent(new CustomEvent("answered", { bubbles: true, detail: found }));
    if (this.#more) this.#send();
    for (const go of waiting) go();
  }

  #answered(parts, body) {
    this.#tries = 0;
    this.#unsure = null;
    this.failed = "";
    const state = this.element.querySelector(".state");
    state?.classList.remove("state-unsaved");
    for (const part of parts) {
      if (part.dataset.part === "state") state.replaceChildren(...part.childNodes);
      else place(part, body);
    }
    if (!this.element.isConnected) every.delete(this);
  }

  #refused(reason) {
    this.failed = reason;
    if (AGAIN.includes(reason)) {
      this.#retry = setTimeout(() => this.now(), PAUSES[Math.min(this.#tries++, PAUSES.length - 1)]);
    } else this.#unsure = null;
    const state = this.element.querySelector(".state");
    state.textContent = say(reason);
    state.classList.add("state-unsaved");
  }
}

// Leaving -------------------------------------------------------------------------------------------
const busy = () => [...every].some((each) => each.busy);
const failed = () => [...every].find((each) => each.failed)?.failed ?? "";
const remembered = () => {
  try {
    return window.sessionStorage.getItem(LEFT);
  } catch {
    return null; // a browser that keeps nothing
  }
};
const forget = () => {
  try {
    window.sessionStorage.removeItem(LEFT);
  } catch {} // the same
};
// Kept also where the answer comes before the page is gone: the next page may have been made before it.
const remember = () => {
  const sent = [...every].filter((each) => each.busy).map(({ address, body }) => [address, [...body]]);
  if (!sent.length) return;
  try {
    window.sessionStorage.setItem(LEFT, JSON.stringify({ at: Date.now(), sent }));
  } catch {} // the same
};
// The page is not left after all, and what it sends from now on is newer.
const stays = () => {
  leaving = false;
  forget();
};
const hurry = () => {
  every.forEach((each) => each.hurry());
  remember();
};
// Everything is sent and answered, well or not.
const settled = async () => {
  every.forEach((each) => each.flush());
  while (busy()) await new Promise((go) => waiting.add(go));
  waiting.clear();
};

// Send a form when all its parts are saved, and with today's key; where one cannot be, `kept` is told why.
export const sendAfter = (form, kept) =>
  form.addEventListener("submit", (event) => {
    freshen();
    if (leaving || (navigator.onLine && !busy() && !failed())) {
      leaving = true;
      return;
    }
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("button[type=submit]");
    every.forEach((each) => each.failed && each.now()); // who asks for it may try again
    settled().then(() => {
      if (failed() || !navigator.onLine) return kept(say(failed() || "offline"));
      leaving = true;
      form.requestSubmit(button);
    });
  });

// This page may have been made before what the last one sent as it went was stored. The same once more does no harm;
// after it the page is asked for again, and shows it.
export const catchUp = async () => {
  const { at, sent } = JSON.parse(remembered() ?? "{}");
  forget();
  if (!sent || Date.now() - at > FRESH) return;
  const again = ([address, fields]) => {
    const body = new FormData();
    fields.forEach(([name, value]) => body.append(name, value));
    return outcome(address, body, AbortSignal.timeout(LONGEST));
  };
  await Promise.all(sent.map(again));
  if (!busy() && !failed()) window.location.reload();
};

window.addEventListener("online", () => every.forEach((each) => each.flush()));
window.addEventListener("pagehide", hurry);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && hurry());
window.addEventListener("beforeunload", (event) => {
  if (leaving) return;
  const lost = failed() || (busy() && !navigator.onLine);
  hurry(); // before the next page is asked for, which `pagehide` is not
  if (lost) event.preventDefault();
});
// What the browser kept of a page as it was left may be older than what is stored.
window.addEventListener("pageshow", (event) => {
  leaving = false;
  if (event.persisted && !busy() && !failed()) window.location.reload();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
  if (!link || event.defaultPrevented || button || metaKey || ctrlKey || shiftKey || altKey || !busy()) return;
  if (link.target || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  Promise.race([settled(), new Promise((go) => setTimeout(go, HELD))]).then(() => window.location.assign(link.href));
});
