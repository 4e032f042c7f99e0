package ale.runner.entrance;

import ale.core.AtomicFiles;
import ale.core.Json;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

/**
 * The program of the probes that need a screen. It runs beside the agent's computer and shares only
 * the display with it: what it shows is in no file that the agent can read, and what is clicked it
 * writes where the agent cannot.
 */
public final class ProbePanel {
  /** The size of a block of a digit in pixels. */
  public static final int BLOCK = 12;

  /**
   * What is shown.
   *
   * @param digits a number in block digits
   * @param x of its left edge in the window
   * @param y of its upper edge
   */
  record Plate(
      @JsonProperty("digits") String digits, @JsonProperty("x") int x, @JsonProperty("y") int y) {
    int width() {
      return ((BlockDigits.COLUMNS + 1) * digits.length() - 1) * BLOCK;
    }

    boolean holds(int px, int py) {
      return px >= x - BLOCK
          && px < x + width() + BLOCK
          && py >= y - BLOCK
          && py < y + (BlockDigits.ROWS + 1) * BLOCK;
    }
  }

  /** A window full of plates. */
  record Chart(@JsonProperty("plates") List<Plate> plates) {
    Chart {
      plates = List.copyOf(plates);
    }
  }

  static final int WIDTH = 1000;
  static final int HEIGHT = 600;
  private static final Color PLATE = new Color(0xF4F1E4);
  private static final Color INK = new Color(0x202020);

  /** Around the plate that was clicked last, once that is written down. */
  public static final Color CHOSEN = new Color(0x20C060);

  private static final Color WALL = new Color(0x506070);

  private final Chart chart;
  private final Path clicked;
  private Optional<Plate> chosen = Optional.empty();

  private ProbePanel(Chart chart, Path clicked) {
    this.chart = chart;
    this.clicked = clicked;
  }

  /**
   * Shows a chart.
   *
   * @param arguments its folder, with {@code chart.json} in it
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Chart chart = Json.read(folder.resolve("chart.json"), Chart.class);
    SwingUtilities.invokeLater(() -> new ProbePanel(chart, folder.resolve("clicked.txt")).open());
  }

  private void open() {
    JPanel panel =
        new JPanel() {
          private static final long serialVersionUID = 1L;

          @Override
          protected void paintComponent(Graphics graphics) {
            draw(graphics);
          }
        };
    panel.setPreferredSize(new Dimension(WIDTH, HEIGHT));
    panel.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent event) {
            click(event.getX(), event.getY());
            panel.repaint();
          }
        });
    JFrame frame = new JFrame("Panel");
    frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    frame.setContentPane(panel);
    frame.pack();
    frame.setLocation(40, 60);
    frame.setVisible(true);
  }

  private void draw(Graphics graphics) {
    graphics.setColor(WALL);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    for (Plate plate : chart.plates()) {
      if (chosen.equals(Optional.of(plate))) {
        graphics.setColor(CHOSEN);
        graphics.fillRect(
            plate.x() - 2 * BLOCK,
            plate.y() - 2 * BLOCK,
            plate.width() + 4 * BLOCK,
            (BlockDigits.ROWS + 4) * BLOCK);
      }
      graphics.setColor(PLATE);
      graphics.fillRect(
          plate.x() - BLOCK,
          plate.y() - BLOCK,
          plate.width() + 2 * BLOCK,
          (BlockDigits.ROWS + 2) * BLOCK);
      BlockDigits.draw(graphics, plate.digits(), plate.x(), plate.y(), BLOCK, INK);
    }
  }

  /** The latest click on a plate counts. */
  private void click(int x, int y) {
    for (Plate plate : chart.plates()) {
      if (plate.holds(x, y)) {
        AtomicFiles.write(clicked, (plate.digits() + "\n").getBytes(StandardCharsets.UTF_8));
        chosen = Optional.of(plate);
      }
    }
  }
}
