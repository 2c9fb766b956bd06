package rllc.train.objective;

/** An answer of an objective that has cost a look at the data. */
public interface Paid {
  /** Rows touched / rows of the data. */
  double passes();

  /** Where the time went. */
  StepSeconds seconds();
}
