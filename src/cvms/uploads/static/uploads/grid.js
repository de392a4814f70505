// A grid of records: stores rows while they are typed, jumps to problems, takes suggestions, and
// moves between cells with the arrow keys as a spreadsheet does.

const PAUSE = 400; // milliseconds without typing after which a row is stored
const LONGEST_WAIT = 3000; // milliseconds; for rows that are being stored when the form is sent
const grid = document.querySelector("[data-grid]");
const form = grid?.closest("form");
const waiting = new Map(); // rows to store, and their timers
let keeping = Promise.resolve();
let sending = ""; // "soon" once a button was pressed, "now" when the form is submitted

const fieldsOf = (row) => [...row.querySelectorAll("td input")];
const said = (row, text) => (row.querySelector("[data-said]").textContent = text);

function show(row, problems) {
  let failing = false;
  for (const field of fieldsOf(row)) {
    const [column] = field.name.split("-");
    const wrong = problems[column] ?? [];
    failing ||= wrong.length > 0;
    field.classList.toggle("usa-input--error", wrong.length > 0);
    if (wrong.length) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    for (const old of field.parentElement.querySelectorAll(".usa-error-message")) old.remove();
    for (const sentence of wrong) {
      const message = document.createElement("span");
      message.className = "usa-error-message";
      message.id = `${field.name}-problem-1`;
      message.textContent = sentence;
      field.setAttribute("aria-describedby", message.id);
      field.after(message);
    }
  }
  row.toggleAttribute("data-failing", failing);
  row.classList.toggle("cvms-grid__failing", failing);
  row.classList.toggle("cvms-grid__fixed", !failing);
  said(row, failing ? "" : grid.dataset.fixed);
}

function meanwhile(row, answer) {
  row.querySelector("[data-version]").value = answer.version;
  for (const field of fieldsOf(row)) {
    field.value = answer.cells[field.name.split("-")[0]];
  }
  said(row, answer.said);
}

// What is not stored yet stays in the tab's session storage, so that signing in again loses nothing.
const placeOf = (row) => `cvms:typed:${window.location.pathname}:${row.dataset.line}`;

function remember(row) {
  sessionStorage.setItem(placeOf(row), JSON.stringify(fieldsOf(row).map((field) => field.value)));
}

function restore(row) {
  const values = JSON.parse(sessionStorage.getItem(placeOf(row)) ?? "null");
  if (!values) return;
  fieldsOf(row).forEach((field, index) => {
    field.value = values[index];
  });
  keepNow(row);
}

// Signing in, here or in another tab, changes the CSRF token: fetch the new one.
async function renew() {
  const page = await fetch(window.location.pathname);
  if (page.redirected) return;
  const html = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = html.querySelector("main [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
}

async function keep(row) {
  const data = new FormData();
  const version = row.querySelector("[data-version]");
  for (const field of [...fieldsOf(row), version]) data.append(field.name, field.value);
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
  const response = await fetch(grid.dataset.keep, { method: "POST", body: data, headers, keepalive: true });
  const answers = response.headers.get("Content-Type")?.startsWith("application/json");
  if (response.redirected || !answers) throw new Error("signed out");
  const answer = await response.json();
  sessionStorage.removeItem(placeOf(row));
  if (response.status === 409) return meanwhile(row, answer);
  if (!response.ok) return said(row, answer.said);
  version.value = answer.version;
  show(row, answer.problems);
  const counter = form.querySelector("[data-changed]");
  if (counter) counter.textContent = answer.changed;
}

// Store rows one after the other, so that each row's next version is known; retry what fails.
function keepNow(row) {
  clearTimeout(waiting.get(row));
  waiting.delete(row);
  keeping = keeping
    .then(() => keep(row))
    .catch(() => {
      said(row, grid.dataset.notKept);
      later(row, 5 * 1000);
      return renew().catch(() => {});
    });
  return keeping;
}

function keepAll() {
  for (const row of [...waiting.keys()]) keepNow(row);
}

function later(row, pause = PAUSE) {
  clearTimeout(waiting.get(row));
  waiting.set(
    row,
    setTimeout(() => keepNow(row), pause),
  );
}

function nextProblem() {
  const rows = [...grid.querySelectorAll("[data-failing]")];
  if (!rows.length) return;
  const here = document.activeElement.closest?.("tr");
  const after = rows.find(
    (row) => here && here !== row && here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const row = after ?? rows[0];
  const field = row.querySelector("[aria-invalid]") ?? row.querySelector("td input");
  field.focus();
  field.select();
  field.scrollIntoView({ block: "center" });
}

function take(button) {
  const field = document.getElementsByName(button.dataset.fill)[0];
  field.value = button.dataset.value;
  field.focus();
  button.remove();
  keepNow(field.closest("tr"));
}

async function leaveOut(button) {
  const row = button.closest("tr");
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const data = new FormData();
  data.append("line", row.dataset.line);
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
  const response = await fetch(grid.dataset.leaveOut, { method: "POST", body: data, headers });
  if (!response.ok || response.redirected || !next) return form.requestSubmit(button);
  const { to_correct: left } = await response.json();
  row.remove();
  form.querySelector("[data-all]").textContent = left.toLocaleString(document.documentElement.lang);
  next.querySelector("td input").focus();
}

function move(event) {
  if (event.target.tagName !== "INPUT") return;
  const steps = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling", Enter: "nextElementSibling" };
  if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const cell = event.target.closest("td");
  const row = cell.parentElement[steps[event.key]];
  const target = row?.cells[cell.cellIndex].querySelector("input");
  target?.focus();
  target?.select();
}

// The form has the version of each row. Wait for rows that are being stored before submitting it;
// otherwise the server would treat what was typed a moment ago as another person's change.
async function sendAfterwards(event) {
  if (event.target !== form || sending === "now") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (sending) return; // pressed again
  sending = "soon";
  keepAll();
  await Promise.race([keeping, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT))]);
  for (const timer of waiting.values()) clearTimeout(timer);
  waiting.clear(); // the form has these rows too
  sending = "now";
  setTimeout(() => form.requestSubmit(event.submitter)); // inside a submit event it would do nothing
}

function keys(event) {
  if (event.key === "F8") {
    event.preventDefault();
    nextProblem();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const button = form.querySelector("[data-send]");
    if (button) form.requestSubmit(button);
  }
}

if (grid) {
  for (const element of document.querySelectorAll("[data-needs-script]")) element.removeAttribute("hidden");
  grid.addEventListener("keydown", move);
  for (const row of grid.querySelectorAll("tbody tr")) restore(row);
  grid.addEventListener("input", (event) => {
    remember(event.target.closest("tr"));
    later(event.target.closest("tr"));
  });
  grid.addEventListener("change", (event) => keepNow(event.target.closest("tr")));
  document.addEventListener("keydown", keys);
  document.addEventListener("submit", sendAfterwards, true);
  // Store what was typed when the page is left; reload a page that Back restored from the cache.
  window.addEventListener("pagehide", keepAll);
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size) {
      keepAll();
      event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-next-problem], [data-fill], button[data-leave-out]");
    if (!button) return;
    if ("fill" in button.dataset) take(button);
    else if ("leaveOut" in button.dataset) {
      event.preventDefault();
      leaveOut(button);
    } else nextProblem();
  });
}
