// Before a page of questions is painted: whether one of them is shown at a time, so that nothing moves once steps.js is
// there. Should a script not come, every question is shown.
(() => {
  const { classList } = document.documentElement;
  classList.add("scripted");
  try {
    classList.toggle("stepping", window.localStorage.getItem("questions") !== "all");
  } catch {
    classList.add("stepping"); // a browser that keeps nothing
  }
  const missing = ({ target }) => target instanceof HTMLScriptElement && classList.remove("scripted", "stepping");
  window.addEventListener("error", missing, true);
})();
