// Keeps a form's fields on the server while they are filled in, so that a time-out, a lost
// connection or a phone put away loses nothing: <form data-autosave="address to post them to">.

const PAUSE = 800; // after the last key
const LONGEST_WAIT = 3000; // for a save that is on its way when the form is sent

function watch(form) {
  let timer;
  let unsaved = false;
  let saving = null; // the save that is on its way, after those before it

  async function post(body) {
    try {
      // keepalive: it is sent although the page may be going away
      await fetch(form.dataset.autosave, { method: "POST", body, keepalive: true });
    } catch {
      unsaved = true;
    }
  }

  // One after the other: an earlier state that arrived later would undo what was typed since.
  function save() {
    clearTimeout(timer);
    if (!unsaved) return;
    unsaved = false;
    const body = new FormData(form);
    const mine = saving ? saving.then(() => post(body)) : post(body);
    saving = mine;
    mine.then(() => {
      if (saving === mine) saving = null;
    });
  }

  function sendAfterwards(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    const enough = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT));
    Promise.race([saving, enough]).then(() => {
      saving = null;
      form.requestSubmit(submitter);
    });
  }

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("change", save);
  document.addEventListener("visibilitychange", save);
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) save(); // another form of the page, such as the choice of language
      unsaved = false;
      if (event.target === form && saving) sendAfterwards(event);
    },
    true,
  );
}

document.querySelectorAll("form[data-autosave]").forEach(watch);
