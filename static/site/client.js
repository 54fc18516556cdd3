// The page of one client: nothing typed is lost by leaving it, without a connection, or signed out.
"use strict";

// Several notes can be written side by side only where each is saved without the others; else one at a time, on a page.
if (window.htmx) document.querySelector(".client").classList.add("writes");

const notes = () => [...document.querySelectorAll(".note textarea")];

window.addEventListener("beforeunload", (event) => {
  if (notes().some((note) => note.value !== note.defaultValue)) event.preventDefault();
});
const say = (event, what) => {
  const state = event.target.closest("form")?.querySelector(".state");
  if (state) state.textContent = state.dataset[what];
};
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => say(event, "failed"));
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.xhr.responseURL.includes("/login/")) return;
  event.detail.shouldSwap = false;
  say({ target: event.detail.requestConfig.elt }, "signedOut");
});
