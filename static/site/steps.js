// One question at a time: each is a step in the browser's history, so that Back is the question before. An option that
// is tapped leads on once it is saved, never one that is chosen by a key; who does not want that switches it off.

const PAUSE = 350; // ms that an answer stands there as saved before the next question comes
const QUIET = 300; // ms in which a new question takes no tap: it may be the second of a double tap

const remembered = (name, value) => {
  try {
    if (value) window.localStorage.setItem(name, value);
    return window.localStorage.getItem(name);
  } catch {
    return value; // a browser that keeps nothing
  }
};
const filled = (question) => Boolean(question.querySelector("input[type=text], textarea")?.value);
const open = (question) => !question.querySelector(".options input:checked") && !filled(question);
const part = (id) => document.getElementById(id);
const field = (question) => question.querySelector(".number input");
// Among the numbers to tap, the one that stands in the field.
const press = (question) => {
  const keys = question.querySelectorAll(".pad .pad-key");
  keys.forEach((key) => (key.ariaPressed = String(key.textContent === field(question).value)));
};

// Whether the page before was one of questions or of answers, to which Back returns; else Back stays in this page.
const came = () => {
  const before = document.referrer && new URL(document.referrer);
  const all = window.location.pathname.replace(/\/s\/.*/, "");
  if (!before || before.origin !== window.location.origin || before.pathname === window.location.pathname) return false;
  return [`${all}/s/`, `${all}/optional/`, `${all}/check/`].some((each) => before.pathname.startsWith(each));
};

export class Steps {
  #one = remembered("questions") !== "all";
  #fresh = false; // the question had no answer when it came on the screen
  #leading = null; // the question that was tapped, and is left once it is saved
  #timer = 0;
  #going = false;

  constructor(form, questions, savings) {
    Object.assign(this, { form, questions, savings });
    this.buttons = form.querySelector(".form-buttons");
    this.save = this.buttons.querySelector(".btn-primary");
    this.goBack = this.buttons.querySelector("[value=previous]");
    this.returns = this.save.value !== "next"; // to the page of answers, which was left for one of them
    this.words = [this.save.textContent, this.goBack?.textContent];
    this.row = form.querySelector(".one-buttons");
    this.next = this.row.querySelector(".step-next");
    this.previous = this.row.querySelector(".step-previous");
    form.action = window.location.pathname + window.location.search; // the question shown is none of the next page
    const wrong = questions.findIndex((question) => question.matches(".question-wrong"));
    this.at = [wrong, this.#named(), questions.findIndex(open), 0].find((index) => index >= 0);
    part("by-itself").checked = remembered("by-itself") !== "no";
    this.#listen();
    this.#show(false);
    form.classList.add("steps-ready");
  }

  // Whether a question stands on the page.
  shows(question) {
    return !this.#one || question === this.questions[this.at];
  }

  turnTo(question) {
    if (!this.shows(question)) this.#go(this.questions.indexOf(question));
  }

  #named() {
    return this.questions.findIndex((question) => `#${question.id}` === window.location.hash);
  }

  #listen() {
    const { form, next, previous } = this;
    next.addEventListener("click", () => this.#going || this.#forward());
    previous.addEventListener("click", () => this.#backward());
    // Enter, or "go" on a phone's keypad, would send the whole form.
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("input") || !this.#one || next.hidden) return;
      event.preventDefault();
      if (!this.#going) this.#forward();
    });
    // What a key presses has no `detail`, nor has what a label passes on to its field.
    form.addEventListener("click", ({ target, detail }) => {
      const box = detail ? target.closest("label.option")?.control : null;
      if (!box || !this.#one || !part("by-itself").checked) return;
      if (box.type === "checkbox" && !box.closest(".options-beside")) return;
      const question = box.closest("fieldset.question");
      window.setTimeout(() => box.checked && this.#lead(question)); // once its change is on its way
    });
    form.addEventListener("click", ({ target, detail }) => {
      const key = target.closest(".pad-key");
      if (!key) return;
      const [question, zeros] = [key.closest("fieldset.question"), key.matches(".zeros")];
      const number = field(question);
      number.value = (zeros ? number.value : "") + key.textContent;
      for (const each of ["input", "change"]) number.dispatchEvent(new Event(each, { bubbles: true }));
      if (detail && !zeros && part("by-itself").checked) this.#lead(question);
    });
    form.addEventListener("input", ({ target }) => press(target.closest("fieldset.question")));
    form.addEventListener("answered", ({ target }) => this.#settle(target));
    part("by-itself").addEventListener("change", ({ target }) => remembered("by-itself", target.checked ? "yes" : "no"));
    part("change").addEventListener("click", () => {
      this.#one = !this.#one;
      remembered("questions", this.#one ? "one" : "all");
      this.#show(true);
    });
    // The browser looks for what the address names until the page is there; here that stands on top.
    window.addEventListener("load", () => this.#one && window.scrollTo({ top: 0, behavior: "instant" }));
    window.addEventListener("hashchange", () => {
      if (this.#named() < 0) return;
      this.at = this.#named();
      this.#show(true);
    });
  }

  #show(move) {
    const { questions, save, goBack, next, previous } = this;
    const [one, here] = [this.#one, questions[this.at]];
    const [first, last] = [this.at === 0, this.at === questions.length - 1];
    this.#fresh = open(here);
    press(here);
    this.#leading = null;
    document.documentElement.classList.toggle("stepping", one);
    window.history.scrollRestoration = one ? "manual" : "auto";
    questions.forEach((question) => question.classList.toggle("question-here", question === here));
    if (one && this.#named() !== this.at) window.history.replaceState({ steps: 0 }, "", `#${here.id}`);
    // The form's own buttons stand in the row of steps, each where it is the next step.
    if (one) this.row.append(...[next, save, previous, goBack].filter(Boolean));
    else this.buttons.prepend(...[save, goBack].filter(Boolean));
    next.hidden = last || this.returns;
    save.hidden = one && !last && !this.returns;
    save.textContent = one && ["next", "gap"].includes(save.value) ? this.form.dataset.next : this.words[0];
    previous.hidden = first && !this.#steps && !came();
    if (goBack) {
      goBack.hidden = one && !previous.hidden;
      goBack.textContent = one ? this.form.dataset.previous : this.words[1];
    }
    part("head-place").hidden = !one;
    part("head-place").textContent = here.dataset.place;
    part("change").textContent = one ? part("change").dataset.all : part("change").dataset.one;
    const how = part("how");
    if (how) how.hidden = !one || !first;
    (how && !how.hidden ? how : part("choices")).append(part("switch"));
    part("switch").hidden = !one;
    if (!move || !one) return;
    here.setAttribute("tabindex", "-1");
    here.focus({ preventScroll: true });
    window.scrollTo({ top: 0, behavior: "instant" });
  }

  // How many steps of this page lie behind in the browser's history.
  get #steps() {
    return window.history.state?.steps ?? 0;
  }

  #go(index) {
    window.history.pushState({ steps: this.#steps + 1 }, "", `#${this.questions[index].id}`);
    this.at = index;
    this.#show(true);
  }

  #backward() {
    if (this.#steps || came()) {
      window.history.back();
      return;
    }
    this.at -= 1;
    this.#show(true);
  }

  // What was typed may be refused: a step forward waits for that, though not long, and not on to another question.
  #forward(tries = 20) {
    this.#going = false;
    const here = this.questions[this.at];
    const typed = field(here);
    this.savings.get(here).flush();
    if (typed && here.matches(".saving") && tries) {
      this.#going = window.setTimeout(() => this.#forward(tries - 1), 50);
    } else if (typed && here.matches(".refused, .question-wrong")) typed.focus();
    else {
      this.#go(this.at + 1);
      field(this.questions[this.at])?.focus({ preventScroll: true }); // whose keypad comes up, or stays
    }
  }

  #lead(question) {
    this.#leading = question;
    this.#settle(question);
  }

  #settle(question) {
    window.clearTimeout(this.#timer);
    const saving = this.savings.get(question);
    if (this.#leading !== question || saving.busy) return;
    this.#timer = window.setTimeout(() => {
      const doubt = part(question.id.replace("q-", "doubt-"))?.textContent.trim();
      const wrong = saving.busy || saving.failed || question.querySelector(".state .error");
      if (this.#leading === question && !wrong && !doubt) this.#leadOn();
      this.#leading = null;
    }, PAUSE);
  }

  // To the next question without an answer; who changes an answer goes on to the question after it.
  #leadOn() {
    const rest = this.questions.findIndex((each, index) => index > this.at && (!this.#fresh || open(each)));
    if (this.returns || rest < 0) {
      this.form.requestSubmit(this.save);
      return;
    }
    this.#go(rest);
    this.form.classList.add("settling");
    window.setTimeout(() => this.form.classList.remove("settling"), QUIET);
  }
}
