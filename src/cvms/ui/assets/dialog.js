// Opens native dialogs; without this script they are plain alerts in the page (see cvms.css).

const supported = typeof HTMLDialogElement === "function";

// Changes the URL so that the dialog does not open again after a reload or from a bookmark.
function forget(dialog) {
  const onward = dialog.querySelector("a[autofocus]")?.href ?? window.location.pathname;
  window.history.replaceState(null, "", onward);
}

function openModal(dialog) {
  dialog.removeAttribute("open");
  dialog.showModal();
}

function openThoseDue(root) {
  const due = root.matches?.("dialog[data-dialog-now]") ? [root] : root.querySelectorAll("dialog[data-dialog-now]");
  due.forEach((dialog) => {
    dialog.removeAttribute("data-dialog-now");
    openModal(dialog);
    forget(dialog);
  });
}

// Stops the polling of the page behind a dialog, which could replace the page with its dialog.
function waits(event) {
  const modal = document.querySelector("dialog:modal");
  if (modal && !modal.contains(event.target)) event.preventDefault();
}

if (supported) {
  document.addEventListener("htmx:beforeRequest", waits);
  openThoseDue(document);
  document.addEventListener("htmx:load", (event) => openThoseDue(event.detail.elt));
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) openModal(document.getElementById(opener.dataset.dialog));
  });
}
