package rllc.jobs.table.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines are separated by /. */
class CsvGuessTest {
  private static CsvGuess guess(String lines, Map<String, String> given) {
    return CsvGuess.of(List.of(lines.split("/")), given);
  }

  private static String option(String lines, String name) {
    return guess(lines, Map.of()).options().get(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "x,y/1,2/3,4 ! true ! a name over numbers",
        "1,2/3,4 ! false ! numbers over numbers",
        "x,y ! true ! names alone",
        "1,y ! false ! a number alone",
        "x,y/NA,a/2,b/3,a ! true ! the first value is missing",
        "?,1,2/3,4,5/6,7,8 ! false ! a missing value is no name",
        "oops,1/3,4/5,6 ! false ! a wrong value is no name beside a number",
        "class,shape/p,c/e,c/p,d ! true ! names over text",
        "p,c/e,c/p,d ! false ! text over text of which it has a value",
        "'x','y'/'1','2' ! true ! quoted by apostrophes",
        "\"x\",\"y\"/\"1\",\"2\" ! true ! all quoted",
        "0,1,2/0.5,1.5,1/0.1,0.2,0 ! true ! columns numbered from 0",
        "1,2,3/0.5,1.5,1/0.1,0.2,0 ! true ! columns numbered from 1",
        ",0,1,2/0,0.5,1.5,1/1,0.1,0.2,0 ! true ! columns numbered beside row numbers",
        "0,1,2/0,2,1/2,1,2/1,0,0 ! false ! numbers that are values too",
        "0,1/0.5,0.1/0.7,0.2 ! false ! two columns may be a row",
        "# from a tool/x,y/1,2 ! true ! a remark before the header",
        "#x,y/1,2/3,4 ! true ! a header that begins with a hash",
        "id,2019,2020/a,1.5,2.5/b,3.5,4.5 ! false ! years may be values"
      })
  void theHeaderIsToldFromTheColumns(String lines, String header, String what) {
    assertEquals(header, option(lines.strip(), CsvGuess.HEADER), what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a,b,c/1,2,3 ! ,",
        "a;b;c/1,5;2,5;3 ! ;",
        "a|b/1|2 ! |",
        "0 0.64 1/0.21 0 0 ! ' '",
        "a, b/2020-01-01 10:00, 1/2020-01-02 11:00, 2 ! ,",
        "note,x,y/plain,1,2/plain,3,4/one, two,5,6 ! ,"
      })
  void theDelimiterCutsMostLinesAlike(String lines, String delimiter) {
    assertEquals(delimiter, option(lines, CsvGuess.DELIMITER));
    assertEquals("\t", option("a\tb, c/1\t2, 3", CsvGuess.DELIMITER));
  }

  @Test
  void remarksQuotesAndLineBreaksAreTold() {
    assertEquals("#", option("# made by hand/x,y/1,2", CsvGuess.COMMENT));
    assertEquals(null, option("#x,y/1,2", CsvGuess.COMMENT));
    assertEquals("'", option("'x','y'/'1','2'", CsvGuess.QUOTE));
    assertEquals("\"", option("x,y/it's,1/'tis,2", CsvGuess.QUOTE));
    assertEquals("true", option("x,y/\"one/two\",1", CsvGuess.MULTI_LINE));
    assertEquals("false", option("x,y/5\",1", CsvGuess.MULTI_LINE));
  }

  @Test
  void whatIsGivenIsNotGuessedAndDecidesTheRest() {
    CsvGuess guess = guess("a;b/1;2,5", Map.of("delimiter", ",", "header", "false"));
    assertEquals(null, guess.options().get(CsvGuess.DELIMITER));
    assertEquals(null, guess.options().get(CsvGuess.HEADER));
    assertEquals(1, guess.fields());
    assertEquals(false, guess("0,1,2/5.5,6,7", Map.of("header", "true")).numberedHeader());
    assertEquals(true, guess("0,1,2/5.5,6,7", Map.of()).numberedHeader());
  }

  @Test
  void fieldsAreCutAsSparkCutsThem() {
    assertEquals(
        List.of("a,b", "c \"d\"", "", "e"),
        CsvLine.of("\"a,b\", \"c \"\"d\"\"\" ,,e", ",", "\"").fields());
    assertEquals(List.of("a\"b", "c"), CsvLine.of("\"a\\\"b\",c", ",", "\"").fields());
    assertEquals(List.of("5\"", "c"), CsvLine.of("5\",c", ",", "\"").fields());
  }

  @Test
  void textOfNoFormatIsNone() {
    assertEquals(Optional.empty(), TableFormat.ofText(List.of("")));
    assertEquals(Optional.empty(), TableFormat.ofText(List.of("word", "")));
    assertEquals(Optional.of("json"), TableFormat.ofText(List.of("[", " {", "  \"x\": 1")));
    assertEquals(Optional.of("csv"), TableFormat.ofText(List.of("", "1,2")));
  }
}
