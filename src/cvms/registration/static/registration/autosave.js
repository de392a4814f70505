// Keeps a form's fields on the server while they are filled in, so that a time-out, a lost
// connection or a phone put away loses nothing: <form data-autosave="address to post them to">.

const PAUSE = 800; // after the last key

function watch(form) {
  let timer;
  let unsaved = false;

  function save() {
    clearTimeout(timer);
    if (!unsaved) return;
    unsaved = false;
    // keepalive: it is sent although the page may be going away
    fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), keepalive: true }).catch(
      () => (unsaved = true),
    );
  }

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("change", save);
  document.addEventListener("visibilitychange", save);
  document.addEventListener("submit", (event) => {
    if (event.target !== form) save(); // another form of the page, such as the choice of language
    unsaved = false;
  }, true);
}

document.querySelectorAll("form[data-autosave]").forEach(watch);
