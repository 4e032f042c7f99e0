package ale.guest;

import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

/** A program of Swing with a menu, a button, a field and a box to tick. */
final class SwingWindow {
  private SwingWindow() {}

  static void main() {
    SwingUtilities.invokeLater(() -> {
      var panel = new JPanel();
      panel.add(new JButton("Press me"));
      panel.add(new JTextField("some text", 10));
      panel.add(new JCheckBox("agree"));
      var menus = new JMenuBar();
      menus.add(new JMenu("File"));
      var frame = new JFrame("Swing window");
      frame.setJMenuBar(menus);
      frame.add(panel);
      frame.setBounds(20, 60, 400, 200);
      frame.setVisible(true);
    });
  }
}
