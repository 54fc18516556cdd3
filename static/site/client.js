// The page of one client: nothing typed is lost by leaving it, without a connection, or signed out.
import { Saving } from "./saving.js";

// Several notes can be written side by side only where each is saved without the others; else one at a time, on a page.
document.querySelector(".client").classList.add("writes");

const notes = () => [...document.querySelectorAll(".note textarea")];
window.addEventListener("beforeunload", (event) => {
  if (notes().some((note) => note.value !== note.defaultValue || note.dataset.unsaved)) event.preventDefault();
});

const savings = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-save]");
  if (!form) return;
  event.preventDefault();
  if (!savings.has(form)) savings.set(form, new Saving(form, form.action));
  const saving = savings.get(form);
  const body = new FormData(form, event.submitter);
  body.delete("csrfmiddlewaretoken"); // the key of today goes in a header
  saving.read = () => body; // and not what is typed meanwhile: nobody has saved that
  if (!saving.busy) saving.now();
});
