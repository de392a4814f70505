// A file field one can drop a file on. The field itself stays visible and does the work.

function chosen(input) {
  const box = input.closest("[data-drop]");
  const [file] = input.files;
  box.querySelector("[data-drop-chosen]").textContent = file ? file.name : "";
  const form = input.form;
  const modified = form?.querySelector("[data-last-modified]");
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

// An upload takes a while: the button says so until the answer comes.
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("[data-uploading-text]");
  if (button && !event.defaultPrevented) {
    button.dataset.text = button.textContent;
    button.textContent = button.dataset.uploadingText;
  }
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-uploading-text][data-text]").forEach((button) => {
    button.textContent = button.dataset.text;
  });
});
