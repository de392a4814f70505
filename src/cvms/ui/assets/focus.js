// When a page or part of it has loaded: shows what needs scripts, and focuses the error summary.

function arrive(root) {
  root.querySelectorAll("[data-needs-script][hidden]").forEach((element) => {
    element.hidden = false;
  });
  root.querySelector("[data-error-summary]")?.focus();
}

arrive(document);
document.addEventListener("htmx:load", (event) => arrive(event.detail.elt));
