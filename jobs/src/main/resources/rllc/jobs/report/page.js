"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f3c8d", "#5f6b75"];

/** An element with attributes and children, which may be texts. */
function make(tag, attributes, ...children) {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

function add(...elements) {
  document.body.append(...elements);
}

/** The colours of charts follow the screen; on paper they are those of a light one. */
const DRAWN = [];
function colours(dark) {
  Chart.defaults.color = dark ? "#aab4be" : "#48525c";
  Chart.defaults.borderColor = dark ? "#38414a" : "#dde3e8";
  DRAWN.forEach(chart => chart.update("none"));
}
const screen = matchMedia("(prefers-color-scheme: dark)");
colours(screen.matches);
screen.addEventListener("change", () => colours(screen.matches));
addEventListener("beforeprint", () => colours(false));
addEventListener("afterprint", () => colours(screen.matches));

/** A number in at most `digits` digits; a dash for none. */
function number(value, digits = 4) {
  return value === null || value === undefined ? "–" : Number(value.toPrecision(digits)).toString();
}

/** A table of rows of cells, the first row being the heading. */
function table(rows) {
  const cell = (tag, value) => {
    const { children = [], ...attributes } = typeof value === "object" ? value : { textContent: value };
    return make(tag, attributes, ...children);
  };
  const [heading, ...body] = rows;
  return make("div", { className: "wide" }, make("table", {},
    make("thead", {}, make("tr", {}, ...heading.map(value => cell("th", value)))),
    make("tbody", {}, ...body.map(row => make("tr", {}, ...row.map(value => cell("td", value)))))));
}

/** Name and value of every leaf of `object`, as rows. */
function leaves(object, prefix = "") {
  return Object.entries(object ?? {}).flatMap(([name, value]) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? leaves(value, prefix + name + ".")
      : [[prefix + name, { className: "text", textContent: value === null ? "–" : String(value) }]]);
}

function isPoint([x, y]) {
  return x !== null && y !== null;
}

/**
 * A grid of charts; each is { title, x, y, log, kind, lines: [{ name, dashed, points: [[x, y], ..] }] }, of kind "line" (if not
 * given), "scatter" or "bar". A chart without a point is left out; if none is left, the sentence `nothing` says so.
 */
function charts(all, nothing) {
  const drawn = all.filter(chart => chart.lines.some(line => line.points.some(isPoint)));
  if (drawn.length === 0) {
    if (nothing) {
      add(make("p", { textContent: nothing }));
    }
    return;
  }
  const grid = make("div", { className: "charts" });
  add(grid);
  for (const chart of drawn) {
    const canvas = make("canvas", { ariaLabel: chart.title, role: "img" });
    grid.append(make("div", { className: "chart" }, canvas));
    DRAWN.push(new Chart(canvas, settings(chart)));
  }
}

function settings(chart) {
  const kind = chart.kind ?? "line";
  const datasets = chart.lines.map((line, i) => ({
    label: line.name,
    data: line.points.filter(isPoint).map(([x, y]) => ({ x, y })),
    borderColor: COLOURS[i % COLOURS.length],
    backgroundColor: COLOURS[i % COLOURS.length] + (kind === "scatter" ? "80" : ""),
    // Where lines coincide, a dashed one on top lets the other show.
    borderDash: line.dashed ? [7, 5] : [],
    order: line.dashed ? 0 : 1,
    borderWidth: kind === "line" ? 2 : 0,
    pointRadius: kind === "scatter" ? 2 : line.dots || line.points.length === 1 ? 4 : 0,
    pointHitRadius: 8,
    barPercentage: 1,
    categoryPercentage: 1,
  }));
  const power = value => (Number.isInteger(Math.log10(value)) ? value.toExponential(0) : "");
  return {
    type: kind,
    data: { datasets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "nearest", intersect: false },
      plugins: {
        title: { display: true, text: chart.title },
        legend: { display: datasets.length > 1, labels: { boxWidth: 14 } },
      },
      scales: {
        x: { type: "linear", title: { display: true, text: chart.x }, offset: false, ...chart.range },
        y: {
          type: chart.log ? "logarithmic" : "linear",
          title: { display: true, text: chart.y },
          ticks: chart.log ? { callback: power } : {},
          ...chart.range,
        },
      },
    },
  };
}
