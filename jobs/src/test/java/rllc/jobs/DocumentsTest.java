package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for readers: not too long, not too wide, and what they point at exists. */
class DocumentsTest {
  private static final int WIDTH = 120;
  private static final int FRONT_DOOR_LINES = 200;
  private static final int BENCHMARKS_LINES = 300;

  /** [words](page#heading), with page or #heading missing, but no address of the web. */
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  /** A file below conf/; NAME stands for any of them. */
  private static final Pattern CONF = Pattern.compile("\\bconf/(?!NAME)[\\w./-]*\\.\\w+");

  private static final Pattern FIGURES = Pattern.compile("`([\\w-]+\\.csv)`");

  private static final Pattern TESTS = Pattern.compile("`(\\w+(?:Test|Faults))`");

  @Test
  void theFrontDoorIsShort() {
    int lines = lines(root().resolve("README.md")).size();
    assertTrue(lines <= FRONT_DOOR_LINES, "README.md must have at most 200 lines, has " + lines);
  }

  @Test
  void theBenchmarksAreShort() {
    int lines = lines(root().resolve("docs/benchmarks.md")).size();
    assertTrue(lines < BENCHMARKS_LINES, "benchmarks.md must have below 300 lines, has " + lines);
  }

  @Test
  void linesAreNarrow() {
    List<String> wide = new ArrayList<>();
    for (Path page : pages()) {
      List<String> lines = lines(page);
      for (int i = 0; i < lines.size(); i++) {
        int width = lines.get(i).codePointCount(0, lines.get(i).length());
        if (width > WIDTH) {
          wide.add(root().relativize(page) + ":" + (i + 1) + " has " + width + " characters");
        }
      }
    }
    assertEquals(List.of(), wide, "lines must have at most 120 characters");
  }

  @Test
  void linksLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : all(LINK, page)) {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        String heading = link.group(2);
        if (!Files.exists(target) || heading != null && !headings(target).contains(heading)) {
          broken.add(root().relativize(page) + ": " + link.group());
        }
      }
    }
    assertEquals(List.of(), broken, "links must lead to a file and a heading");
  }

  @Test
  void settingsFilesThatAreNamedExist() {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult file : all(CONF, page)) {
        if (!Files.exists(root().resolve(file.group()))) {
          missing.add(root().relativize(page) + ": " + file.group());
        }
      }
    }
    assertEquals(List.of(), missing, "files of conf/ that are named must exist");
  }

  @Test
  void theBenchmarksNameAllTheirFigures() throws IOException {
    Set<String> named =
        all(FIGURES, root().resolve("docs/benchmarks.md")).stream()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.walk(root().resolve("docs/benchmarks"))) {
      Set<String> there =
          files
              .filter(Files::isRegularFile)
              .map(f -> f.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(there, named);
    }
  }

  @Test
  void testsThatFaultsNamesExist() throws IOException {
    Set<String> there = new TreeSet<>();
    for (String module : List.of("worker-kernels", "driver", "jobs")) {
      try (Stream<Path> files = Files.walk(root().resolve(module + "/src/test/java"))) {
        files.map(f -> f.getFileName().toString().replace(".java", "")).forEach(there::add);
      }
    }
    List<String> missing =
        all(TESTS, root().resolve("docs/faults.md")).stream()
            .map(m -> m.group(1))
            .filter(name -> !there.contains(name))
            .toList();
    assertEquals(List.of(), missing, "tests that faults.md names must exist");
  }

  private static List<MatchResult> all(Pattern pattern, Path page) {
    return pattern.matcher(String.join("\n", lines(page))).results().toList();
  }

  /** As GitHub makes them: lower case, blanks to hyphens, no other signs. */
  private static Set<String> headings(Path page) {
    return lines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<Path> pages() {
    try (Stream<Path> docs = Files.list(root().resolve("docs"))) {
      Stream<Path> top =
          Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(root()::resolve);
      return Stream.concat(top, docs.filter(f -> f.toString().endsWith(".md")).sorted()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Maven runs a module's tests in the module's folder. */
  private static Path root() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("CONTRIBUTING.md"))) {
        return p;
      }
    }
    throw new IllegalStateException("CONTRIBUTING.md must be above the working folder, is not");
  }
}
