// Warns before the session ends and lets it go on; every tab of the site knows of every other.

const KEY = "cvms:last-active";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const dialog = document.getElementById("idle-dialog");

function idle(box) {
  const limit = Number(box.dataset.idleMinutes) * MINUTE;
  const warning = Number(box.dataset.idleWarningMinutes) * MINUTE;
  const form = box.querySelector("[data-idle-sign-out]");
  const shown = box.querySelector("[data-idle-left]");
  const spoken = box.querySelector("[data-idle-spoken]");

  const left = () => Number(localStorage.getItem(KEY)) + limit - Date.now();
  const active = () => localStorage.setItem(KEY, String(Date.now()));

  async function stay() {
    const token = form.elements.csrfmiddlewaretoken.value;
    const response = await fetch(box.dataset.stayUrl, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!response.ok || response.redirected) return window.location.reload();
    active();
    return box.close();
  }

  function signOut() {
    // Back to this page after signing in again.
    form.querySelector("[data-idle-next]").disabled = false;
    form.requestSubmit();
  }

  function say(remaining) {
    const seconds = Math.max(0, Math.ceil(remaining / SECOND));
    shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const { minutes, seconds: unit } = spoken.dataset;
    if (seconds % 60 === 0) spoken.textContent = `${seconds / 60} ${minutes}`;
    if (seconds === 30) spoken.textContent = `${seconds} ${unit}`;
  }

  function check() {
    const remaining = left();
    if (remaining <= 0) return signOut();
    if (remaining > warning) return box.open && box.close();
    if (!box.open) box.showModal();
    return say(remaining);
  }

  // Typing is a sign of life that no request tells the server of: tell it, at most once a minute.
  function alive() {
    if (!box.open && limit - left() > MINUTE) stay();
  }

  active();
  box.querySelector("[data-idle-stay]").addEventListener("click", stay);
  box.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  document.addEventListener("input", alive);
  setInterval(check, SECOND);
}

if (dialog) idle(dialog);
