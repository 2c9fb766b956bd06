const problem = data.problem;
const runs = data.runs;
const LEVELS = Object.keys(runs[0].passesTo);
/** Smaller gaps are rounding errors. */
const FLOOR = 1e-13;

function name(run) {
  return run.optimizer === run.preset ? run.optimizer : run.optimizer + " = " + run.preset;
}

/** The gap against `cost`, as a line that ends where rounding begins. */
function line(run, cost) {
  const end = run.trajectory.findIndex(point => point.gap !== null && point.gap <= FLOOR);
  const points = end < 0 ? run.trajectory : run.trajectory.slice(0, end + 1);
  return {
    name: name(run),
    dashed: run.optimizer.startsWith("mllib"),
    points: points.map(point => [point[cost], point.gap === null ? null : Math.max(point.gap, FLOOR)]),
  };
}

/** A column's cells, the least one marked. */
function column(values, digits) {
  const least = Math.min(...values.filter(value => value !== null));
  return values.map(value => ({ textContent: number(value, digits), className: value === least ? "best" : "" }));
}

function results() {
  const test = [...new Set(runs.flatMap(run => Object.keys(run.test ?? {})))];
  const columns = [
    ["optimizer", runs.map(name)],
    ["status", runs.map(run => ({ textContent: run.status, title: run.reason }))],
    ["objective", runs.map(run => number(run.objective, 11))],
    ["non-zeros", runs.map(run => number(run.nonZeroCoefficients, 9))],
    ["steps", runs.map(run => run.steps)],
    ["passes", runs.map(run => number(run.passes))],
    ["seconds", column(runs.map(run => run.seconds), 3)],
    ...LEVELS.map(level => ["passes to " + level, column(runs.map(run => run.passesTo[level]), 4)]),
    ...LEVELS.map(level => ["seconds to " + level, column(runs.map(run => run.secondsTo[level]), 3)]),
    ...test.map(metric => ["test " + metric, runs.map(run => number(run.test?.[metric], 6))]),
  ];
  return table([columns.map(([title]) => title), ...runs.map((_, i) => columns.map(([, cells]) => cells[i]))]);
}

add(
  make("h1", { textContent: "Optimizers compared" }),
  make("p", { textContent:
    `${problem.rows.toLocaleString("en")} rows x ${problem.features.toLocaleString("en")} features, ${problem.family}, ` +
    `regParam ${problem.regParam}, elasticNetParam ${problem.elasticNetParam}` }));
charts([
  { title: "Gap against passes over the data", x: "passes", y: "gap", log: true, lines: runs.map(run => line(run, "passes")) },
  { title: "Gap against time", x: "seconds", y: "gap", log: true, lines: runs.map(run => line(run, "seconds")) },
], "No optimizer has a model: there is nothing to draw.");
add(
  make("h2", { textContent: "Results" }),
  results(),
  make("p", { textContent:
    `The gap is (f - f*) / (f(0) - f*) with f(0) = ${number(problem.objectiveAtZero, 10)} at zero coefficients and intercepts and ` +
    `f* = ${number(problem.optimum, 12)} (${problem.optimumFrom}). Passes are evaluations over all rows. Seconds run from the ` +
    `cached table to the model, packing and statistics included; of ${runs[0].repetitions.length} repetitions, run in turns after ` +
    `a warm-up, the one of median time is shown. Every objective is computed by one function on the saved coefficients.` }),
  make("h2", { textContent: "Settings" }),
  table([["setting", { className: "text", textContent: "value" }], ...leaves(data.settings), ...leaves(data.versions)]));
