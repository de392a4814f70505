// Builds what the pages fetch into node_modules/.cvms, where Django collects it: `npm run build`.
//
// site/site.css   USWDS's parts that pages use (uswds.scss), then our own; small pictures inside
// site/site.js    USWDS's behaviours that pages use, and our own, for every page
// site/icons.svg  the icons that templates name
// map/            the outlines of each state's counties
// htmx/, chart/   whole libraries, for the pages that ask for them
// qr/dom.js       reads QR codes, loaded when somebody asks for the camera

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { geoMercator, geoPath } from "d3-geo";
import { build } from "esbuild";
import { compileAsync } from "sass";
import { feature } from "topojson-client";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "../../../..");
const MODULES = join(ROOT, "node_modules");
const USWDS = join(MODULES, "@uswds/uswds");
const OUT = join(MODULES, ".cvms");
const LIBRARIES = {
  "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
  "chart/chart.umd.min.js": "chart.js/dist/chart.umd.min.js",
};

const sass = {
  name: "sass",
  setup({ onLoad }) {
    onLoad({ filter: /\.scss$/ }, async ({ path }) => {
      const { css } = await compileAsync(path, { loadPaths: [join(USWDS, "packages")], quietDeps: true });
      // A font that comes late waits for the next page instead of moving this one.
      const contents = css.replaceAll("font-display: fallback", "font-display: optional");
      return { contents, loader: "css", resolveDir: join(USWDS, "dist") };
    });
  },
};

async function bundle() {
  await build({
    entryPoints: [join(HERE, "site.css"), join(HERE, "site.js")],
    outdir: join(OUT, "site"),
    assetNames: "[name]",
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome100", "firefox100", "safari15"],
    loader: { ".svg": "dataurl", ".woff2": "file" },
    logLevel: "warning",
    plugins: [sass],
  });
}

// The outlines of every state's counties, one file a state, for the console's map.
async function maps() {
  const atlas = JSON.parse(await readFile(join(MODULES, "us-atlas/counties-10m.json"), "utf8"));
  const states = new Map();
  for (const county of feature(atlas, atlas.objects.counties).features) {
    const state = county.id.slice(0, 2);
    states.set(state, [...(states.get(state) ?? []), county]);
  }
  await mkdir(join(OUT, "map"), { recursive: true });
  for (const [state, counties] of states) {
    const all = { type: "FeatureCollection", features: counties };
    const outline = geoPath(geoMercator().fitSize([800, 340], all)).digits(1);
    const shapes = Object.fromEntries(counties.map((county) => [county.id, outline(county)]));
    await writeFile(join(OUT, "map", `${state}.json`), JSON.stringify(shapes));
  }
}

// As one module, which the desk's script imports when the camera is asked for.
async function qr() {
  await build({
    stdin: { contents: 'export { frameLoop, QRCanvas, rearCamera } from "qr/dom.js";', resolveDir: ROOT },
    outfile: join(OUT, "qr/dom.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome100", "firefox100", "safari15"],
    logLevel: "warning",
  });
}

async function iconsNamed() {
  const names = new Set();
  const files = await readdir(join(ROOT, "src/cvms"), { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".html"))) {
    const text = await readFile(join(ROOT, "src/cvms", file), "utf8");
    for (const [, name] of text.matchAll(/{%\s*icon\s+"(\w+)"/g)) names.add(name);
  }
  return [...names].sort();
}

async function icons() {
  const symbols = [];
  for (const name of await iconsNamed()) {
    const svg = await readFile(join(USWDS, "dist/img/usa-icons", `${name}.svg`), "utf8");
    const [, box, shapes] = svg.match(/viewBox="([^"]+)"[^>]*>(.*)<\/svg>/s);
    symbols.push(`<symbol id="${name}" viewBox="${box}">${shapes}</symbol>`);
  }
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  await writeFile(join(OUT, "site/icons.svg"), sprite);
}

async function libraries() {
  for (const [to, from] of Object.entries(LIBRARIES)) {
    await mkdir(join(OUT, dirname(to)), { recursive: true });
    const text = await readFile(join(MODULES, from), "utf8");
    // Maps for debuggers are not served, and a file may not point to one that is not there.
    await writeFile(join(OUT, to), text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
  }
}

await rm(OUT, { recursive: true, force: true });
await mkdir(join(OUT, "site"), { recursive: true });
await Promise.all([bundle(), icons(), libraries(), maps(), qr()]);
