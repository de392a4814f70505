// Saves a form's fields on the server while they are filled in, so that a time-out, a lost
// connection or a phone put away loses nothing: <form data-autosave="URL to post them to">.
// If a save fails, the fields stay on the page, a message says so, and the save is tried again.

const PAUSE = 800; // milliseconds after the last key
const LONGEST_WAIT = 3000; // milliseconds; for a save that is under way when the form is sent
const AGAIN = 5000; // milliseconds until a failed save is tried again

// Returns "saved", or why the fields could not be saved.
async function post(form) {
  const body = new FormData(form);
  try {
    // keepalive: the request is sent even if the page is being left
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      keepalive: true,
      redirect: "manual",
    });
    if (response.type === "opaqueredirect" || response.status === 403) return "session";
    if (response.status === 409) return "changed";
    if (response.status === 410) return "saved"; // submitted or deleted: nothing to save any more
    if (!response.ok) return "connection";
    form.elements.revision.value = (await response.json()).revision;
    return "saved";
  } catch {
    return "connection";
  }
}

// Signing in again in another tab changes the CSRF token: fetch the new one.
async function renew(form) {
  try {
    const response = await fetch(window.location.href, { redirect: "manual" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  } catch {
    // the next attempt may succeed
  }
}

function tell(form, state) {
  form.querySelectorAll("[data-not-saved]").forEach((alert) => {
    const isRead = alert === document.activeElement;
    alert.hidden = alert.dataset.notSaved !== state;
    if (isRead && alert.hidden) form.querySelector("[name=go]").focus();
  });
}

// Moves the focus to the reason why the page could not be left.
function stay(form, state) {
  const alert = form.querySelector(`[data-not-saved="${state}"]`);
  alert.tabIndex = -1;
  alert.focus();
}

function watch(form) {
  let timer;
  let unsaved = false;
  let state = "saved";
  let sent = false;
  let saving = null; // the save that is under way, after those before it

  async function attempt() {
    if (state === "session") await renew(form);
    state = await post(form);
    if (state === "session" || state === "connection") {
      unsaved = true;
      timer = setTimeout(save, AGAIN);
    }
    tell(form, state);
  }

  // One after the other: an earlier state that arrived later would overwrite a newer one.
  function save() {
    clearTimeout(timer);
    if (!unsaved) return saving;
    unsaved = false;
    const mine = saving ? saving.then(attempt) : attempt();
    saving = mine;
    mine.then(() => {
      if (saving === mine) saving = null;
    });
    return mine;
  }

  // Saves before the form is sent: if that fails, the page is not left and nothing typed is lost.
  function sendAfterwards(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    const enough = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT));
    Promise.race([save(), enough]).then(() => {
      if (state === "session" || state === "connection") return stay(form, state);
      unsaved = false;
      clearTimeout(timer);
      sent = true;
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
  window.addEventListener("online", save);
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form)
        save(); // another form on the page, such as the language selector
      else if (!sent) {
        unsaved = true;
        sendAfterwards(event);
      }
    },
    true,
  );
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}

document.querySelectorAll("form[data-autosave]").forEach(watch);
