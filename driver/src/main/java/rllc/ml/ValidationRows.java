package rllc.ml;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import rllc.spark.input.BadInputException;
import rllc.spark.input.InputColumns;

/**
 * A table in two, by {@code validationIndicatorCol}.
 *
 * @param training rows that train
 * @param validation rows that score the model, if there is such a column
 */
record ValidationRows(Dataset<Row> training, Optional<Dataset<Row>> validation) {
  private static final String MUST =
      "`validationIndicatorCol` must name a column of true and false, got ";

  static ValidationRows of(RllcParams<?> params, Dataset<Row> rows) {
    if (!isNamed(params)) {
      return new ValidationRows(rows, Optional.empty());
    }
    Column indicator = indicator(params.getValidationIndicatorCol(), rows);
    return new ValidationRows(
        rows.filter(functions.not(indicator)), Optional.of(rows.filter(indicator)));
  }

  /** An empty name counts as none, as in Spark. */
  private static boolean isNamed(RllcParams<?> params) {
    return params.isDefined(params.validationIndicatorCol())
        && !params.getValidationIndicatorCol().isEmpty();
  }

  /** A row with a null would be in neither part: it is an error, not lost. */
  private static Column indicator(String name, Dataset<Row> rows) {
    if (rows.schema().getFieldIndex(name).isEmpty()) {
      throw new BadInputException(MUST + name + ", which is none of the table's");
    }
    if (!(rows.schema().apply(name).dataType() instanceof BooleanType type)) {
      String was = rows.schema().apply(name).dataType().simpleString();
      throw new BadInputException(MUST + name + " of type " + was);
    }
    Column isNull = functions.raise_error(functions.lit(MUST + name + " with a null"));
    return functions.coalesce(InputColumns.column(name), isNull.cast(type));
  }
}
