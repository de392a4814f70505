// Sends a file and shows its progress, or a message if it does not arrive. The page then keeps the
// file and the form's key, so that trying again sends the same upload and not a second one.
// <form data-sends-file> contains [data-sending] with a <progress>, and [data-not-sent] with a
// button that sends again; its URL answers {"to": "where to go"} if the request accepts JSON.

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
  } else form.submit(); // refused, or signed out: send it normally, so that the browser shows the page
}

function send(form) {
  const request = new XMLHttpRequest(); // fetch does not report progress
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
  window.addEventListener("pageshow", () => show(form, "")); // after Back
}
