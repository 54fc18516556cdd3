// Passkeys: a button asks the browser for one, or for a new one, and the form with the answer is sent.
"use strict";
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
const keys = (list) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

function plain(credential) {
  const { response } = credential;
  const found = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) found[name] = text(response[name]);
  if (response.getTransports) found.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: found,
  };
}

async function make({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: keys(publicKey.excludeCredentials),
      // One that can sign in by itself if it is able to, and a second factor if it is not.
      authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
    },
  });
  return plain(credential);
}

async function show({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: keys(publicKey.allowCredentials),
    },
  });
  return plain(credential);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button[type=button]");
  const said = form.querySelector("[role=status]");
  if (!window.PublicKeyCredential) {
    said.textContent = form.dataset.without;
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    button.disabled = true;
    try {
      const stored = document.getElementById("js_data");
      const asked = form.dataset.from
        ? await (await fetch(form.dataset.from, { headers: { "X-Requested-With": "XMLHttpRequest" } })).json()
        : JSON.parse(stored.textContent);
      const answer = form.dataset.passkey === "make" ? await make(asked.creation_options) : await show(asked.request_options);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      said.textContent = form.dataset.failed;
      button.disabled = false;
    }
  });
}
