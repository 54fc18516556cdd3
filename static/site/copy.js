// A button that copies a link, or all of a list; without this script, or without a safe connection, they are there to select and copy.
"use strict";
for (const field of document.querySelectorAll(".link[data-copy]")) {
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-primary";
  button.textContent = field.dataset.copy;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", () =>
    navigator.clipboard.writeText(field.value).then(
      () => (said.textContent = field.dataset.copied),
      () => field.select(),
    ),
  );
  const row = document.createElement("p");
  row.className = "copy";
  row.append(button, said);
  field.parentElement.after(row);
}
