// A checkbox with `data-choose-all` checks or clears every checkbox named `chosen` on the page.

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-choose-all]")) return;
  for (const box of document.querySelectorAll("input[type=checkbox][name=chosen]")) box.checked = target.checked;
});
