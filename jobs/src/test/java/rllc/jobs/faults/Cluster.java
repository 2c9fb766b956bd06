package rllc.jobs.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A standalone master and workers of one core each on this machine. */
final class Cluster implements AutoCloseable {
  private static final int EXECUTOR_MEGABYTES = 900;

  private final Path folder;
  private final String master;
  private final Program masters;
  private final List<Program> workers = new ArrayList<>();

  private Cluster(Path folder, String master, Program masters) {
    this.folder = folder;
    this.master = master;
    this.masters = masters;
  }

  /**
   * Starts it, with two workers.
   *
   * @param folder for logs and the workers' files
   */
  static Cluster start(Path folder) throws Exception {
    Files.createDirectories(folder);
    int port = freePort();
    Program masters =
        Program.start(
            folder.resolve("master.log"),
            "512m",
            List.of(
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "" + port,
                "--webui-port",
                "" + freePort()));
    Cluster cluster = new Cluster(folder, "spark://127.0.0.1:" + port, masters);
    try {
      masters.await("a master", () -> isOpen(port));
      cluster.addWorker(List.of());
      cluster.addWorker(List.of());
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** One more worker. */
  void addWorker(List<String> options) throws IOException {
    int number = workers.size();
    workers.add(
        Program.start(
            folder.resolve("worker" + number + ".log"),
            "512m",
            options,
            List.of(
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "2g",
                "--webui-port",
                "" + freePort(),
                "--work-dir",
                work(number).toString(),
                master)));
  }

  /** Submits our main job to it. */
  Program submit(Path log, List<String> conf, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(conf);
    all.add("spark.executor.memory=" + EXECUTOR_MEGABYTES + "m");
    all.add("spark.executor.cores=1");
    return Program.submit(log, master, all, words);
  }

  /** The process of an executor of the worker {@code number}; there must be one. */
  ProcessHandle executor(int number) {
    return workers.get(number).process().descendants().findFirst().orElseThrow();
  }

  /** How many executors the newest application has had on the worker {@code number}. */
  long executors(int number) throws IOException {
    try (Stream<Path> applications = Files.list(work(number))) {
      Path newest =
          applications
              .filter(a -> a.getFileName().toString().startsWith("app-"))
              .sorted()
              .reduce((a, b) -> b)
              .orElseThrow();
      try (Stream<Path> executors = Files.list(newest)) {
        return executors.count();
      }
    }
  }

  /** Ends a worker and its executors for good, without notice. */
  void loseWorker(int number) throws InterruptedException {
    workers.get(number).close();
    workers.get(number).process().waitFor();
  }

  private Path work(int number) {
    return folder.resolve("work" + number);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isOpen(int port) {
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    workers.forEach(Program::close);
    masters.close();
  }
}
