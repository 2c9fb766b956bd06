package rllc.shard;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/**
 * Stands for a block in Java's serialisation, which then writes the bytes of {@link BlockCodec}.
 */
public final class BlockProxy implements Externalizable {
  private static final long serialVersionUID = 1L;

  private Block block;

  /** For Java's serialisation alone. */
  public BlockProxy() {}

  BlockProxy(Block block) {
    this.block = block;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    BlockCodec.write(block, out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    block = BlockCodec.read(in);
  }

  private Object readResolve() {
    return block;
  }
}
