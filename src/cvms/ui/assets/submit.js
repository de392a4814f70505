// Sends a form only once: a second click does nothing while the first is being sent.
// `data-uploading-text` on a button is its text meanwhile ("Uploading…").
// `data-allow-again` exempts a form, for one that downloads a file and stays on the page.

function busy(form, button) {
  form.dataset.sent = "";
  if (!button) return;
  // Not `disabled`: the form would be sent without a disabled button's name and value.
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
  // The button's own method takes precedence: a button that closes a dialog sends nothing.
  const method = event.submitter?.formMethod || form.method;
  if (event.defaultPrevented || method !== "post" || "allowAgain" in form.dataset) return;
  if ("sent" in form.dataset) event.preventDefault();
  else busy(form, event.submitter ?? form.querySelector("[data-uploading-text]"));
});

// After Back, and after a request by htmx, the same form is shown: allow it to be sent again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form[data-sent]");
  if (form) release(form);
});
