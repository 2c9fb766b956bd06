package rllc.train.newton;

import rllc.optim.LawMetric;
import rllc.optim.Optimizer;
import rllc.train.linear.LinearObjective;
import rllc.train.memory.MemoryMethod;
import rllc.train.memory.MemoryState;
import rllc.train.objective.Evaluation;
import rllc.train.report.OptimizerInfo;
import rllc.train.run.Attempt;
import rllc.train.run.Method;
import rllc.train.run.Passes;
import rllc.train.run.Position;

/**
 * Memory units whose law is corrected in the metric of the curvature ({@link LawMetric}) and not in
 * the paper's: {@link MemoryMethod}, and a matrix B that some passes renew. Products with a pilot
 * count as the part of the rows that they touch.
 */
final class MetricMemory implements Method<LinearObjective, MetricMemory.State> {
  /**
   * All that changes in a run.
   *
   * @param memory the optimizer's
   * @param metric B at its point
   */
  record State(MemoryState memory, CurvatureModel metric) {}

  private final NewtonProblem problem;
  private final MemoryMethod memory;
  private final CurvatureModel first;

  /**
   * @param first B before the first pass
   */
  MetricMemory(NewtonProblem problem, MemoryMethod memory, CurvatureModel first) {
    this.problem = problem;
    this.memory = memory;
    this.first = first;
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start(double[] theta, Passes<? extends LinearObjective> passes) {
    double c1 = memory.rate(theta, passes);
    LinearObjective.Survey survey = problem.pass(theta, first.request(problem, 0, false), passes);
    MemoryState state = memory.state(c1, theta, survey.evaluation());
    return new State(state, after(first, survey, theta, passes));
  }

  private CurvatureModel after(
      CurvatureModel model,
      LinearObjective.Survey survey,
      double[] u,
      Passes<? extends LinearObjective> passes) {
    return (CurvatureModel) model.after(problem, survey, u, passes);
  }

  @Override
  public Attempt<State> step(State state, Passes<? extends LinearObjective> passes) {
    double[] u = state.memory().theta();
    LawMetric metric = LawMetric.of(v -> state.metric().times(problem, u, v, passes));
    Optimizer.Update update = memory.update(state.memory(), metric);
    double[] next = update.state().theta();
    int step = state.memory().step() + 1;
    LinearObjective.Survey survey =
        problem.pass(next, state.metric().request(problem, step, false), passes);
    Evaluation found = survey.evaluation();
    State moved =
        new State(
            memory.state(state.memory().c1(), update.state(), found),
            after(state.metric(), survey, next, passes));
    return new Attempt.Moved<>(moved, update.stepNorm(), update.conditionNumber());
  }

  @Override
  public Position position(State state) {
    return memory.position(state.memory());
  }

  @Override
  public OptimizerInfo info(State state) {
    OptimizerInfo its = memory.info(state.memory());
    // Beside the optimizer's own: diagonals.
    int vectors = its.vectors() + (first instanceof PilotHessian ? 4 : 3);
    return new OptimizerInfo(
        its.preset(), its.reason(), its.c1(), its.c2(), its.units(), vectors, 0);
  }
}
