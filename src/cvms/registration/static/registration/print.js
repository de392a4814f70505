// Buttons that open the browser's print dialog, which can also save as PDF.

document.querySelectorAll("[data-print]").forEach((button) => {
  button.addEventListener("click", () => window.print());
});
