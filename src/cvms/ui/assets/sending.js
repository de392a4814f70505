// A file on its way: how far it is, and what is said when it does not arrive. The page stays then,
// with the file and the form's key, so that trying again sends the same upload and not a second one.
// <form data-sends-file> holds [data-sending] with a <progress>, and [data-not-sent] with a button
// that sends again; its address answers {"to": "where to go"} to who accepts JSON.

function show(form, state) {
  form.querySelector("[data-sending]").hidden = state !== "sending";
  form.querySelector("[data-not-sent]").hidden = state !== "lost";
  if (state === "sending") form.dataset.sent = "";
  else delete form.dataset.sent;
}

function arrived(form, request) {
  if (request.status >= 500) show(form, "lost");
  else if (request.getResponseHeader("Content-Type")?.startsWith("application/json")) {
    window.location.assign(JSON.parse(request.response).to);
  } else form.submit(); // a refusal, or a door: the browser asks again by itself and shows the page
}

function send(form) {
  const request = new XMLHttpRequest(); // fetch says nothing of how far it is
  const progress = form.querySelector("[data-sending] progress");
  progress.value = 0;
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    progress.value = loaded / total;
  });
  request.addEventListener("load", () => arrived(form, request));
  request.addEventListener("error", () => show(form, "lost"));
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.send(new FormData(form));
}

for (const form of document.querySelectorAll("form[data-sends-file]")) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return; // the file is too large
    event.preventDefault();
    if ("sent" in form.dataset) return;
    show(form, "sending");
    send(form);
  });
  window.addEventListener("pageshow", () => show(form, "")); // Back shows it as it was left
}
