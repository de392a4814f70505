// Asks before a page is left (by a link, Reload, or another form) if something was typed into a
// form with `data-unsaved` and not sent.

const typed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) typed.add(form);
});

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  // At an automatic sign-out nobody is there to answer, and the session has to end.
  if ("idleSignOut" in event.target.dataset) typed.clear();
  typed.delete(event.target);
});

window.addEventListener("beforeunload", (event) => {
  if ([...typed].some((form) => form.isConnected)) event.preventDefault();
});
