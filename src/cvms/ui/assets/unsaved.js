// Asks before a page is left on which something was typed into a form marked `data-unsaved` and not
// sent: by a link, by Reload, or by another form of the page.

const typed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) typed.add(form);
});

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  // A question to nobody would keep a session open that has to end.
  if ("idleSignOut" in event.target.dataset) typed.clear();
  typed.delete(event.target);
});

window.addEventListener("beforeunload", (event) => {
  if ([...typed].some((form) => form.isConnected)) event.preventDefault();
});
