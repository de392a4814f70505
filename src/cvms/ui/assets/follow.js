// A link that replaces a part of the page is followed as a whole page if the part does not come:
// the browser or the server then says why.

function follow(event) {
  const link = event.detail.elt.closest("a[href]");
  if (link) location.assign(link.href);
}

document.addEventListener("htmx:sendError", follow);
document.addEventListener("htmx:responseError", follow);
