package ale.cli;

import static ale.cli.EscapeProbe.probe;
import static ale.sandbox.Protection.NETWORK_NAMESPACE;

import java.util.List;

/** Ways to what listens on the host. */
final class NetworkProbes {
  private NetworkProbes() {}

  static final List<EscapeProbe> ALL =
      List.of(
          probe(
              "a listener of the host over IPv4",
              "connect(socket.AF_INET, ('127.0.0.1', host['tcp4']))",
              NETWORK_NAMESPACE),
          probe(
              "a listener of the host over IPv6",
              "connect(socket.AF_INET6, ('::1', host['tcp6']))",
              NETWORK_NAMESPACE),
          probe(
              "a listener of the host over IPv4 in IPv6",
              "connect(socket.AF_INET6, ('::ffff:127.0.0.1', host['tcp4']))",
              NETWORK_NAMESPACE),
          probe(
              "a datagram service of the host over IPv4",
              "udp(socket.AF_INET, '127.0.0.1', host['udp4'])",
              NETWORK_NAMESPACE),
          probe(
              "a datagram service of the host over IPv6",
              "udp(socket.AF_INET6, '::1', host['udp6'])",
              NETWORK_NAMESPACE),
          probe(
              "an abstract socket of the host",
              "connect(socket.AF_UNIX, '\\0' + host['secret'])",
              NETWORK_NAMESPACE),
          probe(
              "an abstract datagram socket of the host",
              """
              s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
              s.connect('\\0' + host['secret'] + '-datagrams')
              escaped()
              """,
              NETWORK_NAMESPACE),
          probe(
              "the list of the host's listeners",
              "escaped(':%04X 000000000' % host['tcp6'] in open('/proc/net/tcp6').read())",
              NETWORK_NAMESPACE),
          probe(
              "the list of the host's Unix sockets",
              "escaped(host['secret'] in open('/proc/net/unix').read())",
              NETWORK_NAMESPACE),
          probe(
              "the ports that the host holds",
              """
              try:
                  socket.socket().bind(('127.0.0.1', host['tcp4']))
              except OSError as e:
                  escaped(e.errno == errno.EADDRINUSE)
              """,
              NETWORK_NAMESPACE));
}
