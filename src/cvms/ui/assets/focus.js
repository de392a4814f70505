// After a page or a part of it arrives: show what only works with scripts, read out what went wrong.

function arrive(root) {
  root.querySelectorAll("[data-needs-script][hidden]").forEach((element) => {
    element.hidden = false;
  });
  root.querySelector("[data-error-summary]")?.focus();
}

arrive(document);
document.addEventListener("htmx:load", (event) => arrive(event.detail.elt));
