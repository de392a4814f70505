// Shows a question only if it applies: `data-needs="question=code code;other=code"` on its wrapper,
// met by any of these answers. Without this script, the words above the question say the same.

function needs(wrapper) {
  return wrapper.dataset.needs.split(";").map((need) => {
    const [question, codes] = need.split("=");
    return { question, codes: codes.split(" ") };
  });
}

function follow(form) {
  const given = new FormData(form);
  form.querySelectorAll("[data-needs]").forEach((wrapper) => {
    wrapper.hidden = !needs(wrapper).some(({ question, codes }) => codes.includes(given.get(question)));
  });
}

document.querySelectorAll("form:has([data-needs])").forEach((form) => {
  for (const words of form.querySelectorAll(".cvms-need__words")) words.hidden = true;
  form.addEventListener("change", () => follow(form));
  follow(form);
});
