// Shows the fields about the person to remove only when that topic is chosen.

for (const group of document.querySelectorAll("[data-shown-for]")) {
  const topic = group.closest("form").elements.topic;
  const show = () => {
    group.hidden = topic.value !== group.dataset.shownFor;
  };
  topic.addEventListener("change", show);
  show();
}
