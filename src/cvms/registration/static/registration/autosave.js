// Keeps a form's fields on the server while they are filled in, so that a time-out, a lost
// connection or a phone put away loses nothing: <form data-autosave="address to post them to">.
// What could not be saved stays on the page, which says so, and is tried again.

const PAUSE = 800; // after the last key
const LONGEST_WAIT = 3000; // for a save that is on its way when the form is sent
const AGAIN = 5000; // until a save that failed is tried again

// The answers of a save: "saved", or what is in the way.
async function post(form) {
  const body = new FormData(form);
  try {
    // keepalive: it is sent although the page may be going away
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      keepalive: true,
      redirect: "manual",
    });
    if (response.type === "opaqueredirect" || response.status === 403) return "session";
    if (response.status === 409) return "changed";
    if (response.status === 410) return "saved"; // submitted or deleted: there is nothing to keep
    if (!response.ok) return "connection";
    form.elements.revision.value = (await response.json()).revision;
    return "saved";
  } catch {
    return "connection";
  }
}

// Signing in again in another tab changes the token that a form must carry.
async function renew(form) {
  try {
    const response = await fetch(window.location.href, { redirect: "manual" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  } catch {
    // the next try may succeed
  }
}

function tell(form, state) {
  form.querySelectorAll("[data-not-saved]").forEach((alert) => {
    const isRead = alert === document.activeElement;
    alert.hidden = alert.dataset.notSaved !== state;
    if (isRead && alert.hidden) form.querySelector("[name=go]").focus();
  });
}

// Whoever chose Next and stays on the page is led to the reason.
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
  let saving = null; // the save that is on its way, after those before it

  async function attempt() {
    if (state === "session") await renew(form);
    state = await post(form);
    if (state === "session" || state === "connection") {
      unsaved = true;
      timer = setTimeout(save, AGAIN);
    }
    tell(form, state);
  }

  // One after the other: an earlier state that arrived later would undo what was typed since.
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

  // What is sent is saved first: a page that cannot be saved is not left, and nothing typed goes.
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
        save(); // another form of the page, such as the choice of language
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
