// Ignores responses to a page's own polling for a moment after the user starts to leave the page:
// a response that reloads the page would cancel the navigation. If the user stays, polling goes on.

const ON_THE_WAY = 5000; // milliseconds
let left = -Infinity;

window.addEventListener("beforeunload", () => {
  left = performance.now();
});

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const polled = !event.detail.requestConfig.triggeringEvent;
  if (polled && performance.now() - left < ON_THE_WAY) event.preventDefault();
});
