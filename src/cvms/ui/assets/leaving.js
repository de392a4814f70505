// What a page asked for by itself must not call back who is on the way to another: an answer that
// reloads the page would end that way. Who stays after all is answered again a little later.

const ON_THE_WAY = 5000; // milliseconds
let left = -Infinity;

window.addEventListener("beforeunload", () => {
  left = performance.now();
});

document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (performance.now() - left < ON_THE_WAY) event.preventDefault();
});
