// Draws each chart from the data in its table.

const COLORS = ["#005ea2", "#00a398", "#936f38", "#54278f", "#b50909", "#565c65"];
const BAR_HEIGHT = 22; // pixels, enough for a bar's label

const number = (text) => Number(text.replace(/[^\d.-]/g, "")) || 0;

function read(table) {
  const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
  return { headings, rows };
}

function series({ headings, rows }, columns) {
  return columns.map((column, place) => ({
    label: headings[column],
    data: rows.map((row) => number(row[column])),
    backgroundColor: COLORS[place % COLORS.length],
    borderColor: COLORS[place % COLORS.length],
    borderWidth: 2,
    pointRadius: rows.length > 31 ? 0 : 3,
    tension: 0,
  }));
}

function describe(kind, found) {
  if (kind === "funnel") return { columns: [1], type: "bar", across: "y", legend: false };
  const columns = found.headings.map((_, column) => column).slice(1);
  return { columns, type: kind, across: kind === "bar" ? "y" : "x", legend: columns.length > 1 };
}

// Sorts the rows by number of people, largest first.
function inOrder(found) {
  const rows = [...found.rows].sort((one, other) => number(other[1]) - number(one[1]));
  return { ...found, rows };
}

function draw(place) {
  const table = document.getElementById(place.dataset.table);
  const kind = place.dataset.chart;
  const found = kind === "bar" ? inOrder(read(table)) : read(table);
  const { columns, type, across, legend } = describe(kind, found);
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", table.caption.textContent.trim());
  if (kind === "bar") place.style.height = `${Math.max(10, found.rows.length + 4) * BAR_HEIGHT}px`;
  place.append(canvas);
  place.hidden = false;
  const zero = { beginAtZero: true, ticks: { precision: 0 } };
  new window.Chart(canvas, {
    type,
    data: { labels: found.rows.map((row) => row[0]), datasets: series(found, columns) },
    options: {
      animation: false,
      indexAxis: across,
      maintainAspectRatio: false,
      plugins: { legend: { display: legend } },
      scales: across === "x" ? { y: zero } : { x: zero },
    },
  });
}

if (window.Chart) document.querySelectorAll("[data-chart]").forEach(draw);
