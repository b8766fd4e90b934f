/** What follows the options in `measure --help`. */
export const MEASURE_HELP = `
Metrics (the first that fits the target is timed unless --metric says otherwise):
  echo_rtt   http(s)  a request on a warm connection, to the first byte of the answer
  ttfb_new   http(s)  a new connection each time: connect + tls + response (first byte).
                      The name is asked for anew each time too; that comes before and
                      is shown as resolve, but is no part of the time
  connect    tcp, tls, http(s)   the TCP handshake alone
  tls        tls, https          the TLS handshake alone, never resumed
  udp_rtt    udp      a packet to a STAMP reflector and back, less its stay there
  icmp_rtt   icmp     an echo request, by fping
  dns        dns      one question, never cached; over TCP too if the answer was truncated

One address is measured, never a race of several: the first of the name's answer, IPv4
before IPv6 unless -4 or -6 says which. Times are in milliseconds here, in microseconds
(rttUs, phasesUs) with --json. Attempts start on a fixed grid and never wait for each
other, so a slow answer delays no other attempt. On Linux this process has itself woken
before others where it may (root, CAP_SYS_NICE); the summary says whether, and whose clock
it was (clock, priority).

What becomes of an attempt:
  answered   there is a time
  tainted    answered, but this process stood still meanwhile: its time is left out
  lost       no answer before --timeout, or only after a lost SYN
  failed     refused, reset, tls, http (status 400 or more), dns, protocol, unreachable
  skipped    not started, because this process was more than half an interval late

Examples:
  measure https://example.com/health
  measure https://example.com/ --metric ttfb_new --count 30
  measure https://example.com/ --http2 -6
  measure http://192.0.2.10:8080/echo --interval 5ms --count 0 --json
  measure tcp://example.com:5432
  measure tcp://example.com:5432 --clock kernel  (needs ss)
  measure tls://example.com:8883 --interval 200ms
  measure udp://192.0.2.10:862 --interval 20ms   (there: isochrone-probe reflect --listen 0.0.0.0:862)
  measure icmp://192.0.2.10 --interval 20ms      (needs fping)
  measure dns:///example.com                     (asks this system's resolver)
  measure dns://192.0.2.53/example.com --type AAAA --client-subnet 2001:db8::/56

Exit codes: 0 all answered, 2 some were not, 3 none was, 64 wrong usage, 130 interrupted`;
