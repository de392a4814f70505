// Does not send files that the server would refuse, since what was typed in the same form would be
// lost. On a file field or its form, `data-largest` is the limit for one file in bytes, and
// `data-together` the limit for all; `data-too-large` ({name} is the file's name) and
// `data-too-large-together` are the messages.

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

// Capture: must run before the other listeners, which would treat the form as sent.
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
