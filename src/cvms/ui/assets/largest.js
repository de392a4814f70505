// Files that the server would not take are not sent: what was typed beside them would be lost with
// them. A file field, or its form, says in `data-largest` how many bytes one file may have and in
// `data-together` how many all may; `data-too-large` ({name} stands for the file) and
// `data-too-large-together` are the sentences.

function refusal(input) {
  const says = { ...input.form.dataset, ...input.dataset };
  const files = [...input.files];
  const large = says.largest && files.find((file) => file.size > Number(says.largest));
  if (large) return says.tooLarge.replace("{name}", large.name);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return says.together && bytes > Number(says.together) ? says.tooLargeTogether : "";
}

function say(input, words) {
  const id = `${input.id}-too-large`;
  document.getElementById(id)?.remove();
  if (input.getAttribute("aria-describedby")?.includes(id)) {
    input.setAttribute("aria-describedby", input.getAttribute("aria-describedby").replace(id, "").trim());
    input.removeAttribute("aria-invalid");
  }
  if (!words) return;
  const message = document.createElement("span");
  message.id = id;
  message.className = "usa-error-message";
  message.setAttribute("role", "alert");
  message.textContent = words;
  (input.closest("[data-drop]") ?? input).before(message);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
}

document.addEventListener("change", ({ target }) => {
  if (target.type === "file" && target.form) say(target, refusal(target));
});

// Before all others that hear of it, which then take the form for sent.
document.addEventListener(
  "submit",
  (event) => {
    for (const input of event.target.querySelectorAll("input[type=file]")) {
      const words = refusal(input);
      if (!words) continue;
      event.preventDefault();
      say(input, words);
      input.focus();
    }
  },
  { capture: true },
);
