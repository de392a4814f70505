// A form is sent once: a second click while the first is on its way does nothing.
// `data-allow-again` leaves a form alone, for one that downloads a file and stays on the page.

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[data-busy]").forEach((button) => {
    button.removeAttribute("aria-disabled");
    delete button.dataset.busy;
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "allowAgain" in form.dataset) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  // Not `disabled`: a disabled button's name and value would be left out of what is sent.
  event.submitter?.setAttribute("aria-disabled", "true");
  if (event.submitter) event.submitter.dataset.busy = "";
});

// Back shows the page as it was left, and htmx leaves the form in place: both may send again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form[data-sent]");
  if (form) release(form);
});
