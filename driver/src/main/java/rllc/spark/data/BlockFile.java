package rllc.spark.data;

import java.io.Serializable;

/**
 * What is known of a file of packed blocks. A class, not a record: Kryo, where a user chose it,
 * cannot carry records.
 */
public final class BlockFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final long bytes;
  private final int blocks;

  /**
   * @param name within its folder
   * @param bytes length
   * @param blocks number of them
   */
  public BlockFile(String name, long bytes, int blocks) {
    this.name = name;
    this.bytes = bytes;
    this.blocks = blocks;
  }

  public String name() {
    return name;
  }

  public long bytes() {
    return bytes;
  }

  public int blocks() {
    return blocks;
  }
}
