import java.io.IOException;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/**
 * Copies a uniform sample of a Parquet file's rows, in their order and with their schema, to a new
 * Parquet file: {@code SampleFlights IN OUT ROWS SEED}. Run by sample.sh.
 *
 * <p>Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S): row t of N is kept with probability
 * (rows still wanted) / (N - t), so every subset of ROWS rows is equally likely and exactly ROWS
 * rows are kept. One pass, one seeded stream: the same input and seed give the same bytes.
 */
public final class SampleFlights {
  /** Several row groups, so that a reader may split the file between cores. */
  private static final int ROWS_PER_GROUP = 50_000;

  private SampleFlights() {}

  public static void main(String[] arguments) throws IOException {
    Path in = new Path(arguments[0]);
    Path out = new Path(arguments[1]);
    long wanted = Long.parseLong(arguments[2]);
    SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[3]));
    Configuration hadoop = new Configuration();
    hadoop.setInt("parquet.compression.codec.zstd.level", 19);

    FileMetaData meta;
    long left;
    try (ParquetFileReader footer =
        ParquetFileReader.open(HadoopInputFile.fromPath(in, hadoop))) {
      meta = footer.getFileMetaData();
      left = footer.getRecordCount();
    }
    if (wanted > left) {
      throw new IllegalArgumentException("`ROWS` must be at most " + left + ", got " + wanted);
    }
    try (ParquetReader<Group> rows =
            ParquetReader.builder(new GroupReadSupport(), in).withConf(hadoop).build();
        ParquetWriter<Group> sample =
            ExampleParquetWriter.builder(HadoopOutputFile.fromPath(out, hadoop))
                .withConf(hadoop)
                .withType(meta.getSchema())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupRowCountLimit(ROWS_PER_GROUP)
                // Rows are in order of date: differences of dates pack into few bits.
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withDictionaryEncoding("date", false)
                .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        if (random.nextLong(left--) < wanted) {
          sample.write(row);
          wanted--;
        }
      }
    }
  }
}
