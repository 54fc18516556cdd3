// A section page: each answer is saved as it is given, number keys pick an option, and one question is shown at a time
// (steps.js). Without these scripts the page works as one form.
import { Saving, catchUp, sendAfter } from "./saving.js";
import { Steps } from "./steps.js";

catchUp();

(() => {
  const form = document.querySelector("form.asking");
  const questions = [...form.querySelectorAll("fieldset.question")];
  const waiting = form.querySelector(".waiting");
  const part = (id) => document.getElementById(id);

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
  const steps = new Steps(form, questions, savings);
  const typed = (field) => field.matches("input[type=text], textarea");
  form.addEventListener("input", ({ target }) => typed(target) && savings.get(target.closest("fieldset")).soon(900));
  // What was typed may be on its way already: a step forward does not wait until the field is left.
  form.addEventListener("change", ({ target }) => {
    const saving = savings.get(target.closest("fieldset"));
    if (!typed(target) || saving.body?.get(target.name) !== target.value) saving.now();
  });
  form.addEventListener("answered", ({ target: question, detail: { status } }) => {
    if (![...savings.values()].some((each) => each.failed)) waiting.hidden = true;
    tell(question);
    if (!status) return;
    // What a page with errors said of a question is out of date as soon as that question is saved anew.
    part(question.id.replace("q-", "error-")).replaceChildren();
    const refused = status === 422;
    question.classList.toggle("refused", refused);
    question.querySelectorAll("input[type=text], textarea").forEach((each) => (each.ariaInvalid = String(refused)));
    // Refused after the next question was shown: it is the one to look at.
    if (refused) steps.turnTo(question);
    if (question.querySelector(".state .error")) return;
    question.classList.remove("question-wrong");
    const list = part("errors");
    const line = list && list.querySelector(`a[href="#${question.id}"]`);
    if (line) line.closest("li").remove();
    if (!list || list.querySelector("li")) return;
    list.remove();
    document.title = document.title.replace(form.dataset.error, "");
  });
  sendAfter(form, (why) => {
    waiting.textContent = why;
    waiting.hidden = false;
    waiting.scrollIntoView({ block: "nearest" });
  });

  // What the head of the page says: saved or not, and how far all of it has come; and what was not saved comes into view.
  const tell = (question) => {
    const [head, left, unsaved] = [part("head-state"), part("left"), part("unsaved")];
    const failed = questions.find((each) => savings.get(each).failed);
    const state = question.querySelector(".state");
    head.textContent = failed ? head.dataset.unsaved : state.querySelector(".saved") ? head.dataset.saved : "";
    head.classList.toggle("head-unsaved", Boolean(failed));
    part("done").value = left.dataset.answered;
    if (part("here")) part("here").textContent = left.dataset.here;
    unsaved.hidden = !failed || steps.shows(failed);
    unsaved.textContent = unsaved.hidden ? "" : failed.querySelector(".state").textContent;
    const wrong = savings.get(question).failed || state.querySelector(".error");
    const elsewhere = typed(document.activeElement) && !question.contains(document.activeElement);
    if (wrong && !elsewhere) state.scrollIntoView({ block: "nearest" });
  };

  // Keys ----------------------------------------------------------------------------------------
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    if (typed(event.target)) return;
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
})();
