// Links that replace a part of the page. If the part does not arrive, the link is followed as a
// whole page: the browser or the server then says why.

function follow(event) {
  const link = event.detail.elt.closest("a[href]");
  if (link) location.assign(link.href);
}

document.addEventListener("htmx:sendError", follow);
document.addEventListener("htmx:responseError", follow);

// What leads back to this page, such as the change of language, leads to its present address.
function addressed() {
  document.querySelectorAll("[data-this-page]").forEach((field) => {
    field.value = location.pathname + location.search;
  });
}

document.addEventListener("htmx:pushedIntoHistory", addressed);
document.addEventListener("htmx:replacedInHistory", addressed);

// With Shift, a link opens a window, as everywhere.
document.addEventListener(
  "click",
  (event) => {
    if (event.shiftKey && event.target.closest("[hx-boost] a, a[hx-boost]")) event.stopPropagation();
  },
  true,
);
