// The button that opens the browser's own print dialog, which saves as PDF too.

document.querySelectorAll("[data-print]").forEach((button) => {
  button.addEventListener("click", () => window.print());
});
