package ale.guest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of one JSON object of the protocol, read strictly and by name.
 *
 * <p>It stands on Jackson's token streams alone: a first object costs 30 ms of a cold JVM, where
 * binding it to records would cost 140 ms, and every sandbox pays that.
 */
final class Fields {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Object> values;

  private Fields(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Fields from alternating names and values; a value is a string, number, boolean, list or map.
   */
  static Fields of(Object... namesAndValues) {
    var values = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Fields(values);
  }

  static Fields parse(byte[] json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw GuestException.badRequest("a JSON object is needed here");
      }
      var fields = new Fields(object(parser));
      if (parser.nextToken() != null) {
        throw GuestException.badRequest("there is something after the JSON object");
      }
      return fields;
    } catch (JacksonException e) {
      throw new GuestException(
          GuestException.Code.BAD_REQUEST, "not JSON: " + e.getOriginalMessage(), e);
    }
  }

  static Fields parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** These fields and one more, or with another value. */
  Fields with(String name, Object value) {
    var more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Fields(more);
  }

  Fields without(String name) {
    var fewer = new LinkedHashMap<>(values);
    fewer.remove(name);
    return new Fields(fewer);
  }

  /** These fields followed by those of another object. */
  Fields and(Fields other) {
    var more = new LinkedHashMap<>(values);
    more.putAll(other.values);
    return new Fields(more);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable Object get(String name) {
    return values.get(name);
  }

  String string(String name) {
    if (values.get(name) instanceof String text) {
      return text;
    }
    throw GuestException.badRequest("\"" + name + "\" must be a string");
  }

  String string(String name, String otherwise) {
    return has(name) ? string(name) : otherwise;
  }

  long number(String name) {
    if (values.get(name) instanceof Long number) {
      return number;
    }
    throw GuestException.badRequest("\"" + name + "\" must be a whole number");
  }

  long number(String name, long otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  int integer(String name, int least, int most) {
    long number = number(name);
    if (number < least || number > most) {
      throw GuestException.badRequest(
          "\"" + name + "\" is " + number + " and must be " + least + ".." + most);
    }
    return (int) number;
  }

  int integer(String name, int least, int most, int otherwise) {
    return has(name) ? integer(name, least, most) : otherwise;
  }

  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (values.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw GuestException.badRequest("\"" + name + "\" must be true or false");
  }

  List<String> strings(String name) {
    var strings = new ArrayList<String>();
    if (values.get(name) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof String text) {
          strings.add(text);
        }
      }
      if (strings.size() == list.size()) {
        return List.copyOf(strings);
      }
    }
    throw GuestException.badRequest("\"" + name + "\" must be a list of strings");
  }

  List<Long> numbers(String name) {
    var numbers = new ArrayList<Long>();
    if (values.get(name) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Long number) {
          numbers.add(number);
        }
      }
      if (numbers.size() == list.size()) {
        return List.copyOf(numbers);
      }
    }
    throw GuestException.badRequest("\"" + name + "\" must be a list of whole numbers");
  }

  Map<String, String> texts(String name) {
    var texts = new LinkedHashMap<String, String>();
    if (has(name)) {
      Fields inner = object(name);
      for (String key : inner.values.keySet()) {
        texts.put(key, inner.string(key));
      }
    }
    return Collections.unmodifiableMap(texts);
  }

  Fields object(String name) {
    return asFields(values.get(name), name);
  }

  List<Fields> objects(String name) {
    var objects = new ArrayList<Fields>();
    if (!(values.get(name) instanceof List<?> list)) {
      throw GuestException.badRequest("\"" + name + "\" must be a list of objects");
    }
    for (Object item : list) {
      objects.add(asFields(item, name));
    }
    return objects;
  }

  private static Fields asFields(@Nullable Object value, String name) {
    if (!(value instanceof Map<?, ?> map)) {
      throw GuestException.badRequest("\"" + name + "\" must be an object");
    }
    var values = new LinkedHashMap<String, Object>();
    map.forEach((key, inner) -> values.put(String.valueOf(key), inner));
    return new Fields(values);
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, values);
    }
    return out.toByteArray();
  }

  /** One line of JSON. */
  @Override
  public String toString() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** JSON's null is left out: absent and null mean the same here. */
  private static Map<String, Object> object(JsonParser parser) {
    var values = new LinkedHashMap<String, Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Object value = value(parser, parser.nextToken());
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          list.add(value(parser, t));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static void write(JsonGenerator generator, @Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(text);
      case Integer number -> generator.writeNumber(number.intValue());
      case Long number -> generator.writeNumber(number.longValue());
      case Double number -> generator.writeNumber(number.doubleValue());
      case Boolean flag -> generator.writeBoolean(flag);
      case Fields fields -> write(generator, fields.values);
      case Map<?, ?> map -> {
        generator.writeStartObject();
        map.forEach((key, inner) -> {
          generator.writeName(String.valueOf(key));
          write(generator, inner);
        });
        generator.writeEndObject();
      }
      case Iterable<?> list -> {
        generator.writeStartArray();
        list.forEach(item -> write(generator, item));
        generator.writeEndArray();
      }
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }
}
