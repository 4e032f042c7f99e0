package ale.agents.generalist;

import ale.core.Json;
import ale.doors.GuestTools;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The tools that act on the agent itself instead of on the computer. */
final class OwnTools {
  static final String CHECKLIST = "checklist";
  static final String NOTE = "note";
  static final String DELEGATE = "delegate";
  static final String FINISH = "finish";

  private OwnTools() {}

  static List<GuestTools.Definition> definitions(boolean delegating) {
    List<GuestTools.Definition> all = new ArrayList<>();
    all.add(
        tool(
            CHECKLIST,
            "Write down what must be true when the job is done, or bring it up to date. What is"
                + " given replaces the whole list.",
            """
            {"type":"object","properties":{"items":{"type":"array","items":{"type":"object",\
            "properties":{"what":{"type":"string"},"done":{"type":"boolean"},\
            "evidence":{"type":"string","description":"What you saw that proves it"}},\
            "required":["what"]}}},"required":["items"]}\
            """));
    all.add(
        tool(
            NOTE,
            "Write down a fact or decision that you must not forget.",
            """
            {"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}\
            """));
    if (delegating) {
      all.add(
          tool(
              DELEGATE,
              "Give a part of the job to an assistant with a fresh memory on the same computer. It"
                  + " knows nothing but what you tell it; you get its report.",
              """
              {"type":"object","properties":{"task":{"type":"string",\
              "description":"What to do, with all that it needs to know, and what to report"}},\
              "required":["task"]}\
              """));
    }
    all.add(
        tool(
            FINISH,
            "End the work.",
            """
            {"type":"object","properties":{"outcome":{"type":"string","enum":["done","gave_up"]},\
            "report":{"type":"string","description":"What was done, and what was found"}},\
            "required":["outcome","report"]}\
            """));
    return all;
  }

  private static GuestTools.Definition tool(String name, String description, String schema) {
    return new GuestTools.Definition(name, description, Json.tree(schema));
  }

  /** The items of a checklist; an item may be a mere text. */
  static List<Memory.Item> items(Message.Call call) {
    List<Memory.Item> items = new ArrayList<>();
    for (JsonNode item : call.arguments().path("items")) {
      items.add(
          item.isString()
              ? new Memory.Item(item.asString(), false, "")
              : new Memory.Item(
                  item.path("what").asString(""),
                  item.path("done").asBoolean(false),
                  item.path("evidence").asString("")));
    }
    return items;
  }
}
