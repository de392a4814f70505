// A file field one can drop a file on. The field itself stays visible and does the work.
// A hidden input `last_modified` in the form is told the file's date, which no upload carries;
// `data-autosubmit` on the form sends it as soon as a file is there.

function chosen(input) {
  const [file] = input.files;
  const { form } = input;
  const modified = form?.elements.last_modified;
  if (modified) modified.value = file ? file.lastModified : "";
  if (file && form && "autosubmit" in form.dataset) form.requestSubmit();
}

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
