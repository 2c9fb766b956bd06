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

/** A number in at most `digits` digits; a dash for none. */
function number(value, digits = 4) {
  return value === null || value === undefined ? "–" : Number(value.toPrecision(digits)).toString();
}

/** A table of rows of cells, the first row being the heading. */
function table(rows) {
  const cell = (tag, value) => make(tag, typeof value === "object" ? value : { textContent: value });
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
 * A grid of charts; each is { title, x, y, log, lines: [{ name, dashed, points: [[x, y], ..] }] }. A chart without a point
 * is left out; where none is left, a sentence says so.
 */
function charts(...all) {
  const drawn = all.filter(chart => chart.lines.some(line => line.points.some(isPoint)));
  if (drawn.length === 0) {
    add(make("p", { textContent: "No step was recorded: there is nothing to draw." }));
  }
  const grid = make("div", { className: "charts" });
  add(grid);
  for (const chart of drawn) {
    const canvas = make("canvas", {});
    grid.append(make("div", { className: "chart" }, canvas));
    new Chart(canvas, settings(chart));
  }
}

function settings(chart) {
  const datasets = chart.lines.map((line, i) => ({
    label: line.name,
    data: line.points.filter(isPoint).map(([x, y]) => ({ x, y })),
    borderColor: COLOURS[i % COLOURS.length],
    backgroundColor: COLOURS[i % COLOURS.length],
    // Where lines coincide, a dashed one on top lets the other show.
    borderDash: line.dashed ? [7, 5] : [],
    order: line.dashed ? 0 : 1,
    borderWidth: 2,
    pointRadius: line.points.length === 1 ? 5 : 0,
    pointHitRadius: 8,
  }));
  const power = value => (Number.isInteger(Math.log10(value)) ? value.toExponential(0) : "");
  return {
    type: "line",
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
        x: { type: "linear", title: { display: true, text: chart.x } },
        y: {
          type: chart.log ? "logarithmic" : "linear",
          title: { display: true, text: chart.y },
          ticks: chart.log ? { callback: power } : {},
        },
      },
    },
  };
}
