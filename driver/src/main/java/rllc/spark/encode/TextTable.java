package rllc.spark.encode;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The texts of a column, numbered in the order in which they came, and how often each was counted.
 * Looked up by a hash of their bytes: nothing is made for a text that is known. A class, not a
 * record: it is stored with a partition.
 */
final class TextTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private int size;
  private UTF8String[] texts = new UTF8String[16];
  private long[] counts = new long[16];

  /** Numbers plus one, by hash; open addressing, at most half full. */
  private int[] slots = new int[32];

  int size() {
    return size;
  }

  UTF8String text(int number) {
    return texts[number];
  }

  long count(int number) {
    return counts[number];
  }

  /** The number of {@code text}, or -1. */
  int find(UTF8String text) {
    return slots[slot(text)] - 1;
  }

  /** The number of {@code text}, a new one if need be. */
  int number(UTF8String text) {
    int slot = slot(text);
    if (slots[slot] > 0) {
      return slots[slot] - 1;
    }
    if (size == texts.length) {
      grow();
      slot = slot(text);
    }
    // The bytes lie in a row that is written anew.
    texts[size] = text.clone();
    slots[slot] = ++size;
    return size - 1;
  }

  void count(int number, long times) {
    counts[number] += times;
  }

  private int slot(UTF8String text) {
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 16) & slots.length - 1;
    while (slots[slot] > 0 && !texts[slots[slot] - 1].equals(text)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    texts = Arrays.copyOf(texts, 2 * size);
    counts = Arrays.copyOf(counts, 2 * size);
    slots = new int[4 * size];
    for (int number = 0; number < size; number++) {
      slots[slot(texts[number])] = number + 1;
    }
  }

  /** Adds all texts of {@code other} and what it counted. */
  void add(TextTable other) {
    for (int number = 0; number < other.size; number++) {
      count(number(other.texts[number]), other.counts[number]);
    }
  }

  /** Those that were counted, in a table of their own. */
  TextTable counted() {
    TextTable counted = new TextTable();
    for (int number = 0; number < size; number++) {
      if (counts[number] > 0) {
        counted.count(counted.number(texts[number]), counts[number]);
      }
    }
    return counted;
  }

  /** Those that were counted, the most frequent first, those of one frequency by their bytes. */
  UTF8String[] byFrequency() {
    return IntStream.range(0, size)
        .filter(number -> counts[number] > 0)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(number -> -counts[number])
                .thenComparing(number -> texts[number]))
        .map(number -> texts[number])
        .toArray(UTF8String[]::new);
  }
}
