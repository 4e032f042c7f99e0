package ale.tasks;

import ale.core.Layer;
import ale.core.Pool;
import ale.core.Tier;
import ale.core.Track;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What this exam says about an instance in {@code [metadata.ale]}.
 *
 * @param instance unique within the pool; says nothing about a secret seed
 * @param twin what this instance and the same job on the other track both name
 */
public record AleMetadata(
    String family,
    String instance,
    String subfield,
    Tier tier,
    Track track,
    Set<Layer> layers,
    List<String> capabilities,
    boolean gui,
    double expertHours,
    List<String> software,
    Pool pool,
    List<EssentialStep> essentialSteps,
    List<Service> services,
    Optional<String> twin) {
  public AleMetadata {
    layers = Set.copyOf(layers);
    capabilities = List.copyOf(capabilities);
    software = List.copyOf(software);
    essentialSteps = List.copyOf(essentialSteps);
    services = List.copyOf(services);
  }

  /** What the card of a family says about one of its instances. */
  static AleMetadata of(FamilyCard card, String instance, Pool pool) {
    return new AleMetadata(
        card.name(),
        instance,
        card.subfield(),
        card.tier(),
        card.track(),
        card.layers(),
        card.capabilities(),
        card.gui(),
        card.expertHours(),
        card.software(),
        pool,
        card.essentialSteps(),
        card.services(),
        Optional.empty());
  }
}
