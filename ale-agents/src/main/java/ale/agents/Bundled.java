package ale.agents;

/** A harness with a program of its own, which must stand on this machine before it can work. */
public interface Bundled extends Harness {
  /** The bundle that it needs, whether or not it is made; its folder is where it would stand. */
  Bundle wanted(Bundles bundles);
}
