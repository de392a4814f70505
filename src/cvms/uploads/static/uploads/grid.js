// Records in a grid: jump to the next problem, take a suggestion, move by arrow keys as in a sheet.

const grids = document.querySelectorAll("[data-grid]");
let last = -1;

function problems() {
  return [...document.querySelectorAll("[data-failing]")].map(
    (row) => row.querySelector("[aria-invalid]") ?? row.querySelector("input"),
  );
}

function nextProblem() {
  const fields = problems();
  if (!fields.length) return;
  last = (last + 1) % fields.length;
  fields[last].focus();
  fields[last].scrollIntoView({ block: "center" });
}

function take(button) {
  const field = document.getElementsByName(button.dataset.fill)[0];
  field.value = button.dataset.value;
  field.focus();
  button.remove();
}

function neighbour(field, rows) {
  const cell = field.closest("td");
  const row = cell.parentElement;
  const body = row.parentElement;
  const target = body.rows[row.sectionRowIndex + rows];
  return target?.cells[cell.cellIndex].querySelector("input");
}

function move(event) {
  if (event.target.tagName !== "INPUT") return;
  const steps = { ArrowDown: 1, ArrowUp: -1, Enter: 1 };
  if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const target = neighbour(event.target, steps[event.key]);
  target?.focus();
  target?.select();
}

for (const element of document.querySelectorAll("[data-needs-script]")) element.removeAttribute("hidden");
for (const grid of grids) grid.addEventListener("keydown", move);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-next-problem], [data-fill]");
  if (!button) return;
  if ("fill" in button.dataset) take(button);
  else nextProblem();
});
