const points = data.points;
const whole = value => value.toLocaleString("en");
const sizes = [...new Map(points.map(p => [p.rows + " " + p.features, p])).values()];
const share = value => (value === null ? "–" : (100 * value).toFixed(0) + " %");

/** Seconds against executors for each size that more than one number of executors was tried with. */
function strong() {
  return sizes.map(size => ({
    name: `${whole(size.rows)} x ${whole(size.features)}`,
    dots: true,
    points: points.filter(p => p.rows === size.rows && p.features === size.features).map(p => [p.executors, p.seconds.step]),
  })).filter(line => line.points.length > 1);
}

/** Efficiency with as many rows for each executor. */
function weak() {
  const bases = [...new Set(points.map(p => p.rows / p.executors + " rows each x " + p.features))];
  return bases.map(base => ({
    name: base,
    dots: true,
    points: points.filter(p => p.rows / p.executors + " rows each x " + p.features === base && p.weak !== null)
      .map(p => [p.executors, p.weak]),
  })).filter(line => line.points.length > 1);
}

const PARTS = ["broadcast", "schedule", "kernel", "combine", "driver"];
add(
  make("h1", { textContent: "Scaling" }),
  make("p", { textContent: `Steps of momentum on made-up rows of two classes. Executors are ${data.executorsAre}, with one core ` +
    "each. Times are medians over steps, and over repetitions that were run in turns." }),
  ...data.ends.map(end => make("p", { textContent: end + "." })));
charts([
  { title: "Strong scaling: the same rows", x: "executors", y: "seconds a step", lines: strong() },
  { title: "Weak scaling: as many rows for each executor", x: "executors", y: "efficiency", lines: weak() },
], "One number of executors has no line.");
add(
  make("h2", { textContent: "Where a step's time goes" }),
  table([["executors", "rows", "features", "ms a step", ...PARTS, "strong", "weak"],
    ...points.map(p => [p.executors, whole(p.rows), whole(p.features), number(1e3 * p.seconds.step, 4),
      ...PARTS.map(part => number(1e3 * p.seconds[part], 3)), share(p.strong), share(p.weak)])]),
  make("p", { textContent: "Schedule is an empty job over the same blocks; combine is what else an evaluation takes beside the kernels." }),
  make("h2", { textContent: "A model of the cost" }),
  make("p", { textContent: `Seconds a step = ${number(data.model.job, 3)} + ${number(data.model.level, 3)} x levels + ` +
    `${number(data.model.entry, 3)} x entries / executors + ${number(data.model.byte, 3)} x bytes of vectors. Levels are log2 of ` +
    "the executors; bytes are 16 d (1 + levels). Fitted to three points of four by least squares of relative errors." }),
  table([["held out: executors", "rows", "features", "measured ms", "model ms", "error"],
    ...data.heldOut.map(p => [p.executors, whole(p.rows), whole(p.features), number(1e3 * p.measured, 4), number(1e3 * p.model, 4),
      share(p.error)])]),
  make("h2", { textContent: "Forecast" }),
  make("p", { textContent: "Nobody has measured these. They are the model's, with the latency and the speed of what was measured: " +
    "on one machine no network is in it." }),
  table([["executors", "rows", "features", "seconds a step", { className: "text", textContent: "most of it" },
    "GB an executor", { className: "text", textContent: "preset auto would be" }],
    ...data.forecast.map(p => [p.executors, whole(p.rows), whole(p.features), number(p.seconds, 3),
      { className: "text", textContent: p.most }, number(p.executorBytes / 1e9, 3), { className: "text", textContent: p.preset }])]),
  make("h2", { textContent: "Settings" }),
  table([["setting", { className: "text", textContent: "value" }], ...leaves(data.settings), ...leaves(data.versions)]));
