const history = data.history;
const run = data.run;

function curves(field, title, log) {
  const curve = (x, label) => ({
    title: title + " against " + label,
    x: label,
    y: field,
    log,
    lines: [{ name: field, points: history.map(step => [step[x], log && !(step[field] > 0) ? null : step[field]]) }],
  });
  return [curve("passes", "passes"), curve("elapsed", "seconds")];
}

function laws() {
  const units = history.length > 0 ? history[0].law.length : 0;
  return {
    title: "The law: the weight of each memory unit",
    x: "step",
    y: "law",
    lines: Array.from({ length: units }, (_, k) => ({
      name: "unit " + k,
      points: history.map(step => [step.step, step.law[k]]),
    })),
  };
}

function split() {
  const names = ["kernel", "combine", "broadcast", "driver"];
  const sums = names.map(name => [name, run.seconds[name]]);
  const total = sums.reduce((sum, [, seconds]) => sum + seconds, 0);
  return table([
    ["part of a step", "seconds", "share"],
    ...sums.map(([name, seconds]) => [name, number(seconds), (100 * seconds / total).toFixed(1) + " %"]),
    ["all steps", number(run.seconds.steps), ""],
    ["loading", number(run.seconds.load), ""],
    ["all", number(run.seconds.total), ""],
  ]);
}

function metrics() {
  const names = Object.keys(run.train ?? {});
  const parts = [["train", run.train], ["validation", run.validation?.metrics], ["test", run.test]]
    .filter(([name, values]) => values || name !== "validation");
  return table([
    ["metric", ...parts.map(([name]) => name)],
    ...names.map(name => [name, ...parts.map(([, values]) => number(values?.[name], 6))])]);
}

add(
  make("h1", { textContent: `${run.optimizer?.preset ?? "Training"}: ${run.status}` }),
  make("p", { textContent: run.reason }),
  make("p", { textContent:
    `${run.data.rows.toLocaleString("en")} rows x ${run.data.features.toLocaleString("en")} features, ${run.data.family}; ` +
    `${run.steps} steps, ${number(run.passes)} passes; objective ${number(run.objective, 12)}, ` +
    `gradient norm ${number(run.gradNorm, 3)}` +
    (run.validation ? `; the model is that of step ${run.validation.step}, of the best validation ${run.validation.metric}, ` +
      `${number(run.validation.best, 6)} on ${run.validation.rows.toLocaleString("en")} rows` : "") }));
charts(
  ...curves("loss", "Objective", false),
  ...(run.validation ? curves("validation", "Validation " + run.validation.metric, false) : []),
  ...curves("gradNorm", "Gradient norm", true),
  ...(history.length > 0 && history[0].law.length > 0 ? [laws()] : []));
add(make("h2", { textContent: "Time" }), split());
if (run.train) {
  add(make("h2", { textContent: "Metrics" }), metrics());
}
const text = { className: "text", textContent: "value" };
add(
  make("h2", { textContent: "What ran" }),
  table([["name", text], ...leaves({ optimizer: run.optimizer, kernel: run.kernel, data: run.data, versions: run.versions })]),
  make("h2", { textContent: "Settings" }),
  table([["setting", text], ...leaves(run.settings)]));
