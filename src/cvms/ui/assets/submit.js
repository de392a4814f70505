// A form is sent once: a second click while the first is on its way does nothing.
// `data-uploading-text` on its button is what the button says meanwhile ("Uploading…").
// `data-allow-again` leaves a form alone, for one that downloads a file and stays on the page.

function busy(form, button) {
  form.dataset.sent = "";
  if (!button) return;
  // Not `disabled`: a disabled button's name and value would be left out of what is sent.
  button.setAttribute("aria-disabled", "true");
  button.dataset.idleText = button.textContent;
  if (button.dataset.uploadingText) button.textContent = button.dataset.uploadingText;
}

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[data-idle-text]").forEach((button) => {
    button.removeAttribute("aria-disabled");
    button.textContent = button.dataset.idleText;
    delete button.dataset.idleText;
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  // The button's own method comes first: one that closes a dialog sends nothing.
  const method = event.submitter?.formMethod || form.method;
  if (event.defaultPrevented || method !== "post" || "allowAgain" in form.dataset) return;
  if ("sent" in form.dataset) event.preventDefault();
  else busy(form, event.submitter ?? form.querySelector("[data-uploading-text]"));
});

// Back shows the page as it was left, and htmx leaves the form in place: both may send again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form[data-sent]");
  if (form) release(form);
});
