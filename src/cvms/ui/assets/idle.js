// Warns before the session ends, and can extend it; activity in one tab counts for all tabs.

const KEY = "cvms:last-active";
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const left = (limit) => Number(localStorage.getItem(KEY)) + limit - Date.now();
const active = () => localStorage.setItem(KEY, String(Date.now()));

async function extend(box, form) {
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  try {
    const response = await fetch(box.dataset.stayUrl, { method: "POST", headers });
    if (!response.ok || response.redirected) return false;
  } catch {
    return false;
  }
  active();
  return true;
}

// Shows the remaining seconds; a screen reader announces whole minutes and the last 30 seconds.
function say(box, remaining) {
  const seconds = Math.max(0, Math.ceil(remaining / SECOND));
  const spoken = box.querySelector("[data-idle-spoken]");
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  box.querySelector("[data-idle-left]").textContent = clock;
  if (seconds === 30) spoken.textContent = `30 ${spoken.dataset.seconds}`;
  else if (seconds % 60 === 0) spoken.textContent = `${seconds / 60} ${spoken.dataset.minutes}`;
}

function signOut(form) {
  // Signing in again leads back to this page.
  form.querySelector("[data-idle-next]").disabled = false;
  form.requestSubmit();
}

function watch(box) {
  const limit = Number(box.dataset.idleMinutes) * MINUTE;
  const warning = Number(box.dataset.idleWarningMinutes) * MINUTE;
  const form = box.querySelector("[data-idle-sign-out]");
  let told = Date.now();

  async function stay() {
    if (await extend(box, form)) box.close();
    else window.location.reload(); // the session has ended: the server shows why
  }

  function check() {
    const remaining = left(limit);
    if (remaining <= 0) signOut(form);
    else if (remaining > warning) box.close();
    else {
      if (!box.open) box.showModal();
      say(box, remaining);
    }
  }

  // Typing is activity without a request: tell the server, once a minute at most.
  function typing() {
    if (box.open || Date.now() - told < MINUTE) return;
    told = Date.now();
    extend(box, form);
  }

  active();
  box.querySelector("[data-idle-stay]").addEventListener("click", stay);
  box.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  document.addEventListener("input", typing);
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const polled = !detail.requestConfig.triggeringEvent;
    if (detail.successful && !polled) active();
  });
  setInterval(check, SECOND);
}

const dialog = document.getElementById("idle-dialog");
if (dialog) watch(dialog);
