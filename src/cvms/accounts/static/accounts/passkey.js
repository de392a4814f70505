// The browser creates or uses a passkey before the form is sent. The page contains the options;
// `webauthnJSON` is the library that comes with allauth.

function show(form, failed) {
  form.querySelector("[data-passkey-error]").hidden = !failed;
}

async function send(form) {
  show(form, false);
  const options = JSON.parse(document.getElementById("passkey-options").textContent);
  try {
    const credential =
      form.dataset.passkey === "create"
        ? await webauthnJSON.create(options.creation_options)
        : await webauthnJSON.get(options.request_options);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    show(form, true); // refused, cancelled or timed out: the browser has told the user which
  }
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.querySelector("[data-passkey-button]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
