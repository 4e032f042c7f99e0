package ale.cli;

import ale.core.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A page of HTML that needs nothing else: no script, no font, no request. Charts are SVG with
 * titles and descriptions, colours are never the only sign, and it prints.
 */
final class Page {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0;
        --paper: #fff; --mark: #0b63ce; --band: #9ec5f8; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1;
        --line: #3d444d; --paper: #0d1117; --mark: #6cb0ff; --band: #274f80; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 64rem; margin: 0 auto; padding: 1rem; }
      h1, h2, p, li, td.long, tbody th { overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
      h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
      p, figcaption, li { color: var(--soft); } figure { margin: 0 0 1rem; }
      .wide { overflow-x: auto; } svg { width: 100%; min-width: 34rem; height: auto; display: block; }
      svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
      svg .name { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
      svg .soft { fill: var(--soft); } svg .grid { stroke: var(--line); }
      svg .band { stroke: var(--band); stroke-width: 9; stroke-linecap: round; }
      svg .reach { stroke: var(--band); stroke-width: 2; }
      svg .dot { fill: var(--mark); } svg .hollow { fill: var(--paper); stroke: var(--mark); stroke-width: 2; }
      svg .front { fill: none; stroke: var(--mark); stroke-width: 2; stroke-dasharray: 6 4; }
      table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; min-width: 100%; }
      th, td { padding: .35rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
      th:first-child { text-align: left; position: sticky; left: 0;
        background: var(--paper); }
      tbody th { white-space: normal; max-width: 16rem; min-width: 7rem; }
      details { margin-top: 1.5rem; } summary h2 { display: inline; }
      @media (max-width: 40rem) { tbody th { max-width: 8rem; } th, td { padding: .3rem .4rem; } }
      .word { text-align: left; }
      .map { font-size: .85rem; min-width: 0; } .map td { padding: .35rem .5rem; }
      .map thead th + th { writing-mode: vertical-rl; transform: rotate(180deg);
        text-align: left; vertical-align: middle; padding: .5rem .2rem; white-space: nowrap; }
      td.long { white-space: normal; text-align: left; min-width: 14rem; }
      tbody th { font-weight: normal; }
      thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; white-space: normal; }
      @media print { body { max-width: none; } .wide { overflow: visible; } svg { min-width: 0; }
        table { font-size: 11px; } table.short { break-inside: avoid; } th:first-child { position: static; }
        .map { font-size: 10px; } th, td { padding: .2rem .35rem; }
        h2, h3, h2 + p { break-after: avoid; } tr, figure { break-inside: avoid; } }
      """;

  /** A table of so many rows is kept on one printed page. */
  private static final int SHORT = 12;

  private Page() {}

  /** The whole page; its body is markup, its title is not. */
  static String of(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>%1$s</title>
    <style>
    %2$s</style>
    </head>
    <body>
    <h1>%1$s</h1>
    %3$s
    </body>
    </html>
    """
        .formatted(text(title), STYLE, body);
  }

  /** A table of texts, of which the first column names the row; columns of words stand left. */
  static String table(List<String> header, List<List<String>> rows) {
    Set<Integer> words =
        IntStream.range(1, header.size())
            .filter(c -> rows.stream().map(r -> r.get(c)).allMatch(Page::word))
            .boxed()
            .collect(Collectors.toSet());
    return markup(
        header,
        rows.stream()
            .map(r ->
                IntStream.range(0, r.size())
                    .mapToObj(c ->
                        words.contains(c)
                            ? "<td class=\"word\">" + text(r.get(c)) + "</td>"
                            : text(r.get(c)))
                    .toList())
            .toList(),
        words);
  }

  private static boolean word(String cell) {
    return cell.isEmpty() || Character.isLetter(cell.charAt(0));
  }

  /** A table whose cells are markup already. */
  static String markup(List<String> header, List<List<String>> rows) {
    return markup(header, rows, Set.of());
  }

  private static String markup(List<String> header, List<List<String>> rows, Set<Integer> words) {
    return "<div class=\"wide\" tabindex=\"0\">"
        + (rows.size() > SHORT ? "<table>" : "<table class=\"short\">")
        + "\n<thead>"
        + IntStream.range(0, header.size())
            .mapToObj(c ->
                (words.contains(c) ? "<th scope=\"col\" class=\"word\">" : "<th scope=\"col\">")
                    + text(header.get(c))
                    + "</th>")
            .collect(Collectors.joining("", "<tr>", "</tr>"))
        + "</thead>\n<tbody>\n"
        + rows.stream().map(Page::row).collect(Collectors.joining("\n"))
        + "\n</tbody></table></div>";
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .skip(1)
        .map(c -> c.startsWith("<td") ? c : "<td>" + c + "</td>")
        .collect(
            Collectors.joining("", "<tr><th scope=\"row\">" + cells.getFirst() + "</th>", "</tr>"));
  }

  static String percent(double x) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * x);
  }

  static String score(double x) {
    return String.format(Locale.ROOT, "%.3f", x);
  }

  /** Names come from anywhere: no letter of theirs is markup. */
  static String text(String name) {
    return Screen.plain(name)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Without its middle: names of agents differ at their ends. */
  static String shortened(String name, int longest) {
    int end = (longest - 1) / 2;
    return name.length() <= longest
        ? name
        : name.substring(0, longest - 1 - end) + "…" + name.substring(name.length() - end);
  }

  static void write(Path file, String page) {
    try {
      Files.writeString(file, page, StandardCharsets.UTF_8);
      Screen.say("wrote " + file);
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
