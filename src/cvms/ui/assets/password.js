// Checks off the rules for a new password while it is typed:
// <ul data-password-rules="id of the field" data-met="met" data-unmet="not met">
//   <li data-rule="regular expression">10 characters</li>

const PAUSE = 1000; // milliseconds; announce once the person stops typing, not at every key

function watch(list) {
  const field = document.getElementById(list.dataset.passwordRules);
  if (!field) return;
  const spoken = document.createElement("p");
  spoken.className = "usa-sr-only";
  spoken.setAttribute("role", "status");
  list.after(spoken);
  let pause;
  field.addEventListener("input", () => {
    const summary = [...list.querySelectorAll("[data-rule]")].map((item) => tick(item, field.value, list.dataset));
    clearTimeout(pause);
    pause = setTimeout(() => (spoken.textContent = summary.join(". ")), PAUSE);
  });
}

function tick(item, value, words) {
  const met = new RegExp(item.dataset.rule, "u").test(value);
  item.classList.toggle("usa-checklist__item--checked", met);
  return `${item.textContent.trim()}: ${met ? words.met : words.unmet}`;
}

document.querySelectorAll("[data-password-rules]").forEach(watch);
