// A file field onto which people can drop a file; the field covers the whole box. A hidden input
// `last_modified` in the form gets the file's date, which an upload does not contain. With
// `data-autosubmit`, the form is sent as soon as a file is chosen, and its button is hidden.

function chosen(input) {
  const [file] = input.files;
  const { form } = input;
  const modified = form?.elements.last_modified;
  if (modified) modified.value = file ? file.lastModified : "";
  if (file && form && "autosubmit" in form.dataset) form.requestSubmit();
}

function sendsItself(form) {
  form.classList.add("cvms-sends-itself");
  // Otherwise choosing the same file again, corrected or after a failure, would be no change.
  form.addEventListener("click", ({ target }) => {
    if (target.type === "file") target.value = "";
  });
}

document.querySelectorAll("form[data-autosubmit]").forEach(sendsItself);

function box(event) {
  return event.target.closest?.("[data-drop]");
}

document.addEventListener("change", (event) => {
  if (box(event) && event.target.type === "file") chosen(event.target);
});

document.addEventListener("dragover", (event) => {
  if (!box(event)) return;
  event.preventDefault();
  box(event).classList.add("cvms-drop--over");
});

for (const leaving of ["dragleave", "drop"]) {
  document.addEventListener(leaving, (event) => box(event)?.classList.remove("cvms-drop--over"));
}

document.addEventListener("drop", (event) => {
  if (!box(event) || !event.dataTransfer.files.length) return;
  event.preventDefault();
  const input = box(event).querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  chosen(input);
});
