package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");

  private static boolean allows(HostRules rules, String host, InetAddress address) {
    return rules.objection(host).isEmpty() && !rules.among(host, List.of(address)).isEmpty();
  }

  private static boolean allows(HostRules rules, String address) {
    return allows(rules, address, InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.100.100.200",
        "127.0.0.1",
        "127.9.9.9",
        "168.63.129.16",
        "169.254.169.254",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2001:0:1::1",
        "2002:7f00:1::1",
        "fd00:ec2::254",
        "fe80::1",
        "ff02::1"
      })
  void what_is_not_the_public_internet_is_never_reached_by_a_name(String address) {
    InetAddress inner = InetAddress.ofLiteral(address);
    assertThat(AddressBlock.isPublic(inner)).isFalse();
    assertThat(allows(HostRules.everyPublic(), "rebound.test", inner)).isFalse();
    assertThat(allows(HostRules.everyPublic(), address)).isFalse();
    assertThat(allows(HostRules.of(List.of("rebound.test")), "rebound.test", inner)).isFalse();
    HostRules wide = HostRules.of(List.of("rebound.test", "0.0.0.0/0", "::/0"));
    assertThat(allows(wide, "rebound.test", inner)).isFalse();
    assertThat(allows(wide, address)).isFalse();
    assertThat(allows(HostRules.of(List.of(inner.getHostAddress())), inner.getHostAddress()))
        .as("unless it is listed itself")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.215.14", "8.8.8.8", "2606:4700::1111", "2a00:1450::1"})
  void what_is_public_is_reached_if_the_policy_is_public_or_lists_it(String address) {
    assertThat(allows(HostRules.everyPublic(), address)).isTrue();
    assertThat(allows(HostRules.of(List.of(address)), address)).isTrue();
    assertThat(allows(HostRules.of(List.of("0.0.0.0/0", "::/0")), address)).isTrue();
    assertThat(allows(HostRules.of(List.of("1.1.1.1", "2606::/64")), address)).isFalse();
  }

  @Test
  void names_are_compared_whole_and_wildcards_mean_what_is_below() {
    HostRules rules = HostRules.of(List.of("Example.org.", "*.data.test"));
    assertThat(allows(rules, "example.org", PUBLIC)).isTrue();
    assertThat(allows(rules, "a.data.test", PUBLIC)).isTrue();
    assertThat(allows(rules, "a.b.data.test", PUBLIC)).isTrue();
    for (String other :
        List.of("www.example.org", "data.test", "evildata.test", "example.org.evil.test", "org")) {
      assertThat(allows(rules, other, PUBLIC)).as(other).isFalse();
    }
  }

  @Test
  void a_block_does_not_open_names_and_a_name_does_not_open_addresses() {
    assertThat(HostRules.of(List.of("93.184.0.0/16")).objection("example.org")).isPresent();
    assertThat(allows(HostRules.of(List.of("example.org")), "93.184.215.14")).isFalse();
  }
}
