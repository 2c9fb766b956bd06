const problem = data.problem;
const power = (mean, half) => `${mean.toFixed(2)} ± ${half.toFixed(2)}`;

function families(study) {
  const names = [...new Set(study.results.map(result => result.family))].filter(name => name !== "");
  return names.flatMap(name => [true, false].map(learns => ({
    name: name + (learns ? "" : ", c2 = 0"),
    dashed: !learns,
    dots: true,
    points: study.results.filter(r => r.family === name && r.learns === learns).map(r => [r.units, r.mean]),
  })));
}

function results(study) {
  const sorted = [...study.results].sort((a, b) => a.mean - b.mean);
  return table([
    ["method", "log10 of the gap, 95 %", { className: "text", textContent: "tuned to" }],
    ...sorted.map(r => [r.name, power(r.mean, r.halfWidth), { className: "text", textContent: r.tuned }])]);
}

function comparisons(study) {
  const rivals = [...new Set(study.comparisons.map(c => c.rival.endsWith("c2=0") ? "its own c2 = 0" : c.rival))];
  const of = (variant, rival) => study.comparisons.find(c => c.variant === variant &&
    (rival === "its own c2 = 0" ? c.rival.endsWith("c2=0") : c.rival === rival));
  const cell = c => ({
    textContent: (c.difference > 0 ? "+" : "") + c.difference.toFixed(2),
    title: "p = " + number(c.p, 2),
    className: c.p >= 0.05 ? "" : c.difference < 0 ? "good best" : "bad best",
  });
  const variants = [...new Set(study.comparisons.map(c => c.variant))];
  return table([["against", ...rivals], ...variants.map(v => [v, ...rivals.map(rival => cell(of(v, rival)))])]);
}

add(
  make("h1", { textContent: "Units, laws and classical methods" }),
  make("p", { textContent: `${problem.rows.toLocaleString("en")} rows x ${problem.features.toLocaleString("en")} features, ` +
    `${problem.family}, regParam ${problem.regParam}. ${problem.seeds} draws of four fifths of the rows; each method was ` +
    `tuned by ${problem.trials} trials on another draw (L-BFGS has nothing to tune). The gap is (f - f*) / (f(0) - f*) at the ` +
    `end, after ${problem.passes} steps over all rows (L-BFGS: as many passes) or ${problem.epochs} passes in batches of 1 %.` }));
for (const study of data.studies) {
  add(make("h2", { textContent: study.batches ? "Batches" : "All rows in each step" }),
    ...study.advice.map(line => make("p", { textContent: line })));
  charts([{ title: "Gap against the number of units", x: "units", y: "log10 of the gap", lines: families(study) }]);
  add(results(study),
    make("p", { textContent: "Differences of log10 of the gap, below 0 where the row is better. Bold ones are certain: Student's " +
      "paired test, p below 0.05 after Holm's correction for all pairs of this table." }),
    comparisons(study));
}
add(make("h2", { textContent: "What a unit costs" }));
charts([
  { title: "Seconds of a step on the driver", x: "units", y: "seconds", lines: [
    { name: "measured", dots: true, points: data.costs.map(c => [c.units, c.seconds]) }] },
  { title: "Memory", x: "units", y: "bytes", lines: [
    { name: "8 d (k + 2)", points: data.costs.map(c => [c.units, c.bytes]) },
    { name: "held", dashed: true, points: data.costs.map(c => [c.units, c.heldBytes]) }] },
]);
add(
  table([["units", "operations by the formula", "seconds", "operations a nanosecond", "bytes by the formula", "bytes held"],
    ...data.costs.map(c => [c.units, c.flops.toLocaleString("en"), number(c.seconds, 3), number(c.flops / c.seconds / 1e9, 3),
      c.bytes.toLocaleString("en"), c.heldBytes.toLocaleString("en")])]),
  make("p", { textContent: `A memory of k momenta, vectors of d = ${data.costs[0].length.toLocaleString("en")} numbers. Operations: ` +
    "2 d (k (k + 1) / 2 + k) for inner products, 6 d k for units and step. The network carries one vector out and one back a " +
    "step, whatever k is." }),
  make("h2", { textContent: "Settings" }),
  table([["setting", { className: "text", textContent: "value" }], ...leaves(data.settings), ...leaves(data.versions)]));
