package ale.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Trials as a Parquet file: the columns of {@link TrialsTable} with their types, what is not known
 * as null.
 */
public final class TrialsParquet {
  private static final Map<String, Type> TYPES = types();
  private static final MessageType SCHEMA =
      new MessageType("trials", TrialsTable.columns().stream().map(TrialsParquet::type).toList());

  private TrialsParquet() {}

  /** Writes the trials of a run with all columns; a file that is there is written anew. */
  public static void write(Run run, Path file) throws IOException {
    try (ParquetWriter<List<Object>> writer =
        new Builder(new LocalOutputFile(file))
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (Trial trial : run.trials()) {
        writer.write(TrialsTable.cells(run, trial));
      }
    }
  }

  private static Map<String, Type> types() {
    List<Type> types = new ArrayList<>();
    for (String name : List.of("score", "cost_usd", "seconds")) {
      types.add(Types.optional(PrimitiveTypeName.DOUBLE).named(name));
    }
    for (String name :
        List.of(
            "input_tokens",
            "output_tokens",
            "cached_tokens",
            "reasoning_tokens",
            "model_calls",
            "attempts",
            "trial")) {
      types.add(Types.optional(PrimitiveTypeName.INT64).named(name));
    }
    types.add(Types.optional(PrimitiveTypeName.BOOLEAN).named("unproven"));
    for (String name : List.of("started", "finished")) {
      types.add(
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name));
    }
    return types.stream().collect(Collectors.toMap(Type::getName, t -> t));
  }

  private static Type type(String column) {
    return TYPES.getOrDefault(
        column,
        Types.optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(column));
  }

  private static final class Builder extends ParquetWriter.Builder<List<Object>, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<List<Object>> getWriteSupport(ParquetConfiguration settings) {
      return new Rows();
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract
    protected WriteSupport<List<Object>> getWriteSupport(Configuration settings) {
      return new Rows();
    }
  }

  /** Puts the cells of a row where they belong. */
  private static final class Rows extends WriteSupport<List<Object>> {
    private Optional<RecordConsumer> consumer = Optional.empty();

    @Override
    public WriteContext init(ParquetConfiguration settings) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract
    public WriteContext init(Configuration settings) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer out) {
      consumer = Optional.of(out);
    }

    @Override
    public void write(List<Object> row) {
      RecordConsumer out = consumer.orElseThrow();
      out.startMessage();
      for (int i = 0; i < row.size(); i++) {
        if (!row.get(i).equals("")) {
          String name = SCHEMA.getFieldName(i);
          out.startField(name, i);
          put(out, SCHEMA.getType(i).asPrimitiveType().getPrimitiveTypeName(), row.get(i));
          out.endField(name, i);
        }
      }
      out.endMessage();
    }

    private static void put(RecordConsumer out, PrimitiveTypeName type, Object cell) {
      switch (type) {
        case DOUBLE -> out.addDouble(((Number) cell).doubleValue());
        case INT64 ->
            out.addLong(
                cell instanceof Instant at
                    ? at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000
                    : ((Number) cell).longValue());
        case BOOLEAN -> out.addBoolean((Boolean) cell);
        default -> out.addBinary(Binary.fromString(String.valueOf(cell)));
      }
    }
  }
}
