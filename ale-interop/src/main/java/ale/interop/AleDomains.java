package ale.interop;

import java.util.Map;
import java.util.Optional;

/** How the folders of ALE's task packages name the industries of our taxonomy. */
final class AleDomains {
  private static final Map<String, String> CLUSTERS =
      Map.ofEntries(
          Map.entry("engineering", "engineering-architecture"),
          Map.entry("physical_sciences", "physical-sciences"),
          Map.entry("life_sciences", "life-sciences"),
          Map.entry("health_medicine", "health-medicine"),
          Map.entry("psychology_neuro", "psychology-neuroscience"),
          Map.entry("business_finance", "business-finance"),
          Map.entry("legal", "legal"),
          Map.entry("visual_media", "visual-media-arts"),
          Map.entry("computing_math", "computing-mathematical-sciences"),
          Map.entry("transport_safety", "transportation-safety"),
          Map.entry("education_info", "education-information"),
          Map.entry("agriculture_env", "agriculture-environment"),
          Map.entry("social_sciences", "social-sciences"),
          Map.entry("other", "other"));

  private AleDomains() {}

  /** The cluster of a folder's name; "" if it is none. */
  static String cluster(String domain) {
    return Optional.ofNullable(CLUSTERS.get(domain)).orElse("");
  }

  /** The folder's name of a cluster. */
  static String domain(String cluster) {
    return CLUSTERS.entrySet().stream()
        .filter(e -> e.getValue().equals(cluster))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("other");
  }
}
