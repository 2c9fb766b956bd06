const history = data.history;
const run = data.run;
const model = data.model;
const text = (value, more = {}) => ({ className: "text", textContent: value, ...more });
const heading = title => make("h2", { textContent: title });
const paragraph = content => make("p", { textContent: content });

/** A run that has not ended has the record of one that was killed. */
const status = document.querySelector?.("meta[http-equiv=refresh]") ? "running" : run.status;

function key() {
  const words = { converged: "good", "target-loss": "good", "early-stopped": "good", diverged: "bad", failed: "bad" };
  return words[status] ?? "fair";
}

function tile(name, value) {
  return make("div", { className: "tile" }, make("b", { textContent: value }), make("span", { textContent: name }));
}

/** What everybody asks first. */
function tiles() {
  const scores = run.test ?? run.validation?.metrics ?? run.train ?? {};
  const of = run.test ? "test" : run.validation ? "validation" : "training";
  return make("div", { className: "tiles" },
    ...Object.entries(scores).slice(0, 3).map(([name, value]) => tile(`${name}, ${of} rows`, number(value, 5))),
    tile("objective", number(run.objective, 7)),
    tile("steps", String(run.steps ?? "–")),
    tile("passes over the data", number(run.passes, 4)),
    tile("seconds in all", number(run.seconds.total, 3)));
}

function sign(found) {
  return make("div", { className: "sign" },
    make("b", { textContent: found.sign }),
    paragraph(found.finding),
    make("p", {}, "Try ", make("code", { textContent: `${found.setting}=${found.remedy}` }),
      `. It was told by: ${found.quantity}${found.value === null ? "" : ", " + number(found.value, 3)}.`));
}

function curves(field, title, log, of = step => step[field]) {
  const curve = (x, label) => ({
    title: title + " against " + label,
    x: label,
    y: field,
    log,
    lines: [{ name: field, points: history.map(step => [step[x], log && !(of(step) > 0) ? null : of(step)]) }],
  });
  return [curve("passes", "passes"), curve("elapsed", "seconds")];
}

/** (f - f*) / (f(0) - f*), with the run's least loss in the place of f*, which nobody knows. */
function gaps() {
  const losses = history.map(step => step.loss).filter(loss => loss !== null);
  const least = Math.min(...losses, run.objective ?? Infinity);
  return curves("gap", "Loss above its least", true, step =>
    step.loss === null ? null : (step.loss - least) / (losses[0] - least));
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

/** Charts of a path of penalties: scores, coefficients, non-zeros. */
function pathCharts(path) {
  const rows = path.penalties;
  const x = "log10 of regParam";
  const points = value => rows.map((row, i) => [Math.log10(row.regParam), value(row, i) ?? null]);
  const within = sign => row =>
    row.score == null || row.standardError == null ? null : row.score + sign * row.standardError;
  return [
    { title: `${path.metric} by ${path.folds ? path.folds + " folds" : "the rows held out"}`, x, y: path.metric, lines: [
      { name: "score", points: points(row => row.score) },
      { name: "one standard error above", dashed: true, points: points(within(1)) },
      { name: "one below", dashed: true, points: points(within(-1)) },
    ] },
    { title: "The largest coefficients, times their features' deviations", x, y: "coefficient",
      lines: (model.path ?? []).slice(0, COLOURS.length).map(line => ({
        name: line.feature + (line.class === null ? "" : ", class " + run.data.labels[line.class]),
        points: points((row, i) => line.values[i]),
      })) },
    { title: "Coefficients that are not zero", x, y: "count",
      lines: [{ name: "count", points: points(row => row.nonZeros) }] },
  ];
}

function pathTable(path) {
  return table([
    ["regParam", "non-zeros", "passes", "objective", path.metric, "standard error", text("")],
    ...path.penalties.map(row => [
      number(row.regParam), row.nonZeros, number(row.passes), number(row.objective, 8), number(row.score, 6),
      number(row.standardError, 2), text(row.regParam === path.regParam ? "picked" : "")])]);
}

function bar(share, minus) {
  const element = make("span", { className: minus ? "bar minus" : "bar" });
  element.style.width = Math.round(160 * Math.min(1, share)) + "px";
  return element;
}

function cell(...children) {
  return { className: "text", children };
}

function split() {
  const part = (name, seconds, total) =>
    [name, number(seconds, 3), total > 0 ? (100 * seconds / total).toFixed(1) + " %" : "–", cell(bar(seconds / total || 0))];
  const names = ["kernel", "combine", "broadcast", "driver"];
  const sum = names.reduce((all, name) => all + run.seconds[name], 0);
  const whole = ["load", "steps", "save", "metrics"];
  return table([
    ["seconds", "", "share", text("")],
    ...whole.map(name => part(name, run.seconds[name], run.seconds.total)),
    ["all", number(run.seconds.total, 3), "", ""],
    ...names.map(name => part("of the steps: " + name, run.seconds[name], sum)),
  ]);
}

function metrics() {
  const names = Object.keys(run.train ?? {});
  const parts = [["training", run.train], ["validation", run.validation?.metrics], ["test", run.test]]
    .filter(([name, values]) => values || name === "training");
  return table([
    ["metric", ...parts.map(([name]) => name + " rows")],
    ...names.map(name => [name, ...parts.map(([, values]) => number(values?.[name], 6))])]);
}

function quality() {
  const unit = { min: 0, max: 1 };
  const line = (title, x, y, name, more = []) =>
    ({ title, x, y, range: name === "lift" ? {} : unit, lines: [{ name, points: model[name] ?? [], dots: name === "calibration" }, ...more] });
  const diagonal = [{ name: "by chance", dashed: true, points: [[0, 0], [1, 1]] }];
  charts([
    line("ROC", "false positive rate", "true positive rate", "roc", model.roc?.length ? diagonal : []),
    line("Precision and recall", "recall", "precision", "precisionRecall"),
    line("Calibration, ten groups of rows", "predicted probability", "observed share", "calibration",
      model.calibration?.length ? [{ ...diagonal[0], name: "exact" }] : []),
    line("Lift", "share of the rows, most probable first", "times the overall share", "lift"),
    { title: "Residuals", x: "prediction", y: "label - prediction", kind: "scatter", lines: [{ name: "rows", points: model.residuals ?? [] }] },
    { title: "Distribution of the residuals", x: "label - prediction", y: "share of the rows", kind: "bar",
      lines: [{ name: "rows", points: model.histogram ?? [] }] },
  ]);
  if (model.confusions) {
    add(confusions());
  }
}

/** A row for each true class, shaded by its share. */
function confusions() {
  const names = run.data.labels;
  const shade = (value, sum, hit) => {
    const share = sum > 0 ? value / sum : 0;
    const element = { textContent: value === 0 ? "" : number(value, 6), title: (100 * share).toFixed(1) + " %" };
    return { ...element, style: `background: rgba(${hit ? "0, 158, 115" : "213, 94, 0"}, ${(0.75 * share).toFixed(3)})` };
  };
  return table([
    ["class \\ told", ...names.map(String), "recall"],
    ...model.confusions.map((row, i) => {
      const sum = row.reduce((all, value) => all + value, 0);
      return [String(names[i]), ...row.map((value, j) => shade(value, sum, i === j)), sum > 0 ? number(row[i] / sum, 4) : "–"];
    })]);
}

function coefficients() {
  const most = Math.max(...model.coefficients.map(row => Math.abs(row.standardised)));
  const several = model.coefficients.some(row => row.output !== undefined);
  return table([
    ["feature", ...(several ? ["class"] : []), "coefficient", "times its deviation", text("")],
    ...model.coefficients.map(row => [
      row.name, ...(several ? [String(run.data.labels[row.output])] : []),
      number(row.coefficient, 5), number(row.standardised, 5),
      cell(bar(Math.abs(row.standardised) / most, row.standardised < 0))])]);
}

function features(rows) {
  return table([
    ["feature", "mean", "deviation", "rows with it", text("warning")],
    ...rows.map(row => [row.name, number(row.mean, 5), number(row.deviation, 5),
      (100 * row.share).toFixed(row.share < 0.01 ? 4 : 1) + " %", text(row.warning)])]);
}

/** Settings that are not the defaults, then all. */
function changed() {
  const defaults = Object.fromEntries(leaves(data.defaults).map(([name, cell]) => [name, cell.textContent]));
  return leaves(run.settings).filter(([name, cell]) => defaults[name] !== cell.textContent);
}

function fold(title, ...content) {
  return make("details", {}, make("summary", { textContent: title }), ...content);
}

function loading() {
  const path = String(run.settings?.out ?? "OUT") + "/model";
  return [
    paragraph("The model is a Spark PipelineModel. It needs no jar of ours, and the columns that the training query made."),
    make("pre", { textContent: `# Python\nfrom pyspark.ml import PipelineModel\nmodel = PipelineModel.load("${path}")\n` +
      'model.transform(table).select("prediction")' }),
    make("pre", { textContent: `// Scala\nval model = org.apache.spark.ml.PipelineModel.load("${path}")\nmodel.transform(table)` }),
    make("pre", { textContent: `# answers beside a table of the same form\njobs/rllc predict model=${path} data.path=FILE out=NEW` }),
  ];
}

add(
  make("h1", {}, `${run.optimizer?.preset ?? "Training"} `, make("span", { className: "status " + key(), textContent: status })),
  ...(status === "running" ? [] : [paragraph(run.reason)]),
  ...(run.diagnosis ?? []).map(sign),
  tiles(),
  paragraph(
    `${run.data.rows.toLocaleString("en")} rows x ${run.data.features.toLocaleString("en")} features, ${run.data.family}; ` +
    `gradient norm ${number(run.gradNorm, 3)} at the end` +
    (run.validation ? `; the model is that of step ${run.validation.step}, of the best validation ${run.validation.metric}, ` +
      `${number(run.validation.best, 6)} on ${run.validation.rows.toLocaleString("en")} rows` : "") + "."));
if (run.path?.metric) {
  add(heading("The path of penalties"), paragraph(
    `${run.path.penalties.length} penalties, ${number(run.path.passes + run.path.passesOfFolds)} passes; regParam ` +
    `${number(run.path.regParam)} is picked: ` +
    (run.path.pick === "best" ? "the best score." : "the strongest within one standard error of the best score.")));
  charts(pathCharts(run.path));
  add(fold("All penalties", pathTable(run.path)));
}
add(heading(run.path ? "The way to the optimum of the penalty that is picked" : "The way to the optimum"));
charts([
  ...curves("loss", "Objective", false),
  ...gaps(),
  ...(run.validation ? curves("validation", "Validation " + run.validation.metric, false) : []),
  ...curves("gradNorm", "Gradient norm", true),
  ...(history.length > 0 && history[0].law.length > 0 ? [laws()] : []),
], "No step was recorded: there is nothing to draw.");
add(heading("Time"), split());
if (run.train) {
  add(heading("How good it is"), metrics());
  if (model.judged) {
    add(paragraph(`Drawn of the ${model.judged} rows, of at most 100,000 of them.`));
  }
  quality();
}
if (model.coefficients) {
  add(heading("Coefficients of the largest effect"),
    paragraph(`${model.nonZero.toLocaleString("en")} coefficients are other than zero. The size of an effect is a coefficient ` +
      `times its feature's standard deviation. Intercept: ${model.intercepts.slice(0, 10).map(value => number(value, 5)).join(", ")}` +
      (model.intercepts.length > 10 ? ", ..." : "") + "."),
    coefficients(),
    heading("Features"));
  const warnings = Object.entries(model.features.warnings);
  add(paragraph(warnings.length === 0 ? "No feature is constant, nearly constant or far from zero."
    : warnings.map(([name, count]) => `${count.toLocaleString("en")} ${name}`).join(", ") + "."));
  if (model.features.warned.length > 0) {
    add(fold("Those with a warning" + (model.features.warned.length < 30 ? "" : ", the first 30"), features(model.features.warned)));
  }
  add(fold("The first features without a warning", features(model.features.first)));
}
add(
  heading("Settings that were changed"),
  table([["setting", text("value")], ...changed()]),
  fold("All settings", table([["setting", text("value")], ...leaves(run.settings)])),
  fold("What ran", table([["name", text("value")],
    ...leaves({ optimizer: run.optimizer, kernel: run.kernel, data: run.data, versions: run.versions })])));
if (run.train) {
  add(heading("How to load the model"), ...loading());
}
