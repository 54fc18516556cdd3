// A section page: each answer is saved as it is given, number keys pick an option, and a narrow screen shows one
// question at a time. Without this script the page works as one form.
import { Saving, catchUp, sendAfter } from "./saving.js";

catchUp();

(() => {
  const form = document.querySelector("form.asking");
  const questions = [...form.querySelectorAll("fieldset.question")];
  const waiting = form.querySelector(".waiting");

  // Saving --------------------------------------------------------------------------------------
  const given = (body) => JSON.stringify([...body].filter(([name]) => !name.startsWith("initial-")));
  // Where nobody knows whether what was sent before has arrived, an answer taken back is a change from that.
  const read = (question, unsure) => {
    const now = new FormData();
    for (const { name, type, value, checked } of question.elements) {
      if (name && (checked || !["radio", "checkbox"].includes(type))) now.append(name, value);
    }
    if (!unsure) return now;
    if (given(unsure) === given(now)) return unsure;
    for (const name of [...now.keys()].filter((each) => each.startsWith("initial-"))) now.delete(name);
    for (const [name, value] of unsure) if (!name.startsWith("initial-")) now.append(`initial-${name}`, value);
    return now;
  };
  const savings = new Map();
  for (const question of questions) {
    savings.set(question, new Saving(question, question.dataset.save, (unsure) => read(question, unsure)));
  }
  const typed = ({ type }) => type === "text" || type === "textarea";
  form.addEventListener("input", ({ target }) => typed(target) && savings.get(target.closest("fieldset")).soon(900));
  form.addEventListener("change", ({ target }) => savings.get(target.closest("fieldset")).now());
  form.addEventListener("answered", ({ target: question, detail: { status } }) => {
    if (![...savings.values()].some((each) => each.failed)) waiting.hidden = true;
    if (!status) return;
    // What a page with errors said of a question is out of date as soon as that question is saved anew.
    document.getElementById(question.id.replace("q-", "error-")).replaceChildren();
    const refused = status === 422;
    question.classList.toggle("refused", refused);
    question.querySelectorAll("input[type=text], textarea").forEach((each) => (each.ariaInvalid = String(refused)));
    // Refused after the next question was shown: it is the one to look at.
    if (refused && !steps.hidden && question !== questions[at]) step(questions.indexOf(question) - at);
    if (question.querySelector(".state .error")) return;
    question.classList.remove("question-wrong");
    const list = document.getElementById("errors");
    const line = list && list.querySelector(`a[href="#${question.id}"]`);
    if (line) line.closest("li").remove();
    if (!list || list.querySelector("li")) return;
    list.remove();
    document.title = document.title.replace(form.dataset.error, "");
  });
  sendAfter(form, (why) => {
    waiting.textContent = why;
    waiting.hidden = false;
  });

  // Keys ----------------------------------------------------------------------------------------
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    if (event.target.matches("input[type=text], textarea")) return;
    const question = event.target.closest("fieldset.question");
    const options = question ? question.querySelectorAll(".options:not(.options-beside) input") : [];
    const option = options[Number(event.key) - 1];
    if (option) {
      option.focus();
      option.click();
      event.preventDefault();
    }
  });

  // A number or one of the boxes below it: giving one takes the other back ------------------------
  form.addEventListener("input", ({ target }) => {
    const question = target.closest("fieldset.question");
    const boxes = [...question.querySelectorAll(".options-beside input")];
    const given = target.type === "checkbox" ? target.checked : target.value;
    if (!boxes.length || !given) return;
    boxes.filter((box) => box !== target).forEach((box) => (box.checked = false));
    if (!boxes.includes(target)) return;
    question.querySelectorAll(".options:not(.options-beside) input").forEach((each) => (each.checked = false));
    question.querySelectorAll("input[type=text], textarea").forEach((each) => (each.value = ""));
  });

  // One at a time -------------------------------------------------------------------------------
  const narrow = window.matchMedia("(max-width: 40rem)");
  const buttons = form.querySelector(".buttons");
  const save = buttons.querySelector(".btn-primary");
  const goBack = buttons.querySelector("[value=previous]");
  const words = goBack && goBack.textContent;
  const button = (text, look) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn ${look}`;
    made.textContent = text;
    return made;
  };
  const next = button(form.dataset.next, "btn-primary btn-lg step-next");
  const previous = button(form.dataset.previous, "btn-outline-secondary step-previous");
  const change = button("", "btn-link");
  const steps = document.createElement("div");
  steps.className = "buttons one-buttons";
  buttons.before(steps);
  form.append(change);
  const remembered = (value) => {
    try {
      if (value) window.localStorage.setItem("questions", value);
      return window.localStorage.getItem("questions");
    } catch {
      return value;
    }
  };
  const named = questions.findIndex((question) => `#${question.id}` === window.location.hash);
  const wrong = questions.findIndex((question) => question.matches(".question-wrong"));
  const open = questions.findIndex((question) => !question.querySelector(".options input:checked") && !filled(question));
  let at = [named, wrong, open, 0].find((index) => index >= 0);
  function filled(question) {
    const field = question.querySelector("input[type=text], textarea");
    return Boolean(field && field.value);
  }
  const show = (move) => {
    const one = narrow.matches && remembered() !== "all";
    const [first, last] = [at === 0, at === questions.length - 1];
    form.classList.toggle("one-by-one", one);
    document.documentElement.classList.toggle("stepping", one);
    questions.forEach((question, index) => question.classList.toggle("question-here", index === at));
    steps.hidden = !one;
    // The form's own buttons stand in the row of steps, each where it is the next step.
    if (one) steps.append(...[next, save, previous, goBack].filter(Boolean));
    else buttons.prepend(...[save, goBack].filter(Boolean));
    next.hidden = last;
    save.hidden = one && !last;
    previous.hidden = first;
    if (goBack) {
      goBack.hidden = one && !first;
      goBack.textContent = one ? form.dataset.previous : words;
    }
    change.hidden = !narrow.matches;
    change.textContent = one ? form.dataset.all : form.dataset.one;
    if (move && one) {
      questions[at].setAttribute("tabindex", "-1");
      questions[at].focus({ preventScroll: true });
      questions[at].scrollIntoView({ block: "start", behavior: "instant" });
    }
  };
  const step = (by) => {
    at += by;
    show(true);
  };
  // What was typed may be refused: a step forward waits for that, though not long, and not on to another question.
  let going = false;
  const forward = (tries = 20) => {
    going = false;
    const here = questions[at];
    const typed = here.querySelector("input[type=text]");
    if (document.activeElement === typed) typed?.blur(); // which saves it
    if (typed && here.matches(".saving") && tries) going = window.setTimeout(forward, 50, tries - 1);
    else if (typed && here.matches(".refused, .question-wrong")) typed.focus();
    else step(1);
  };
  next.addEventListener("click", () => going || forward());
  previous.addEventListener("click", () => step(-1));
  // Enter, or "go" on a phone's keypad, would send the whole form.
  form.addEventListener("keydown", (event) => {
    const stepping = event.key === "Enter" && event.target.matches("input") && !steps.hidden && !next.hidden;
    if (!stepping) return;
    event.preventDefault();
    if (!going) forward();
  });
  change.addEventListener("click", () => {
    remembered(form.classList.contains("one-by-one") ? "all" : "one");
    show(true);
  });
  window.addEventListener("hashchange", () => {
    const index = questions.findIndex((question) => `#${question.id}` === window.location.hash);
    if (index >= 0) {
      at = index;
      show(true);
    }
  });
  narrow.addEventListener("change", () => show(false));
  show(false);
})();
