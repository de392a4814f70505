// A box marked `data-choose-all` ticks every box named `chosen` on the page, or none.

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-choose-all]")) return;
  for (const box of document.querySelectorAll("input[type=checkbox][name=chosen]")) box.checked = target.checked;
});
