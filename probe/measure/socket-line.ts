/** What names one TCP connection of this machine. */
export interface SocketPair {
  localAddress: string;
  localPort: number;
  remoteAddress: string;
  remotePort: number;
}

/** What the kernel knows of a connection's handshake. */
export interface KernelTime {
  /** From the SYN to the SYN/ACK, in whole microseconds. */
  rttUs: number;
  /** Segments of the connection that were sent again; on one that has sent nothing yet, SYNs. */
  retransmits: number;
}

const LINE = /^\S+\s+\d+\s+\d+\s+(\S+)\s+(\S+)\s+(.*)$/;
/** Set as soon as data went out: then the estimate is no longer the handshake's alone. */
const HAS_SENT = /\b(?:bytes_sent|data_segs_out):[1-9]/;

/** A connection as a key; addresses as `ss -n` and Node write them, without the name of an interface. */
export function socketKey({
  localAddress,
  localPort,
  remoteAddress,
  remotePort,
}: SocketPair): string {
  const local = `${withoutZone(localAddress)}|${localPort}`;
  return `${local}|${withoutZone(remoteAddress)}|${remotePort}`;
}

/**
 * Reads one line of `ss -tinHO` (iproute2), such as
 * `ESTAB 0 0 192.0.2.1:51204 192.0.2.9:443 cubic rto:204 rtt:10.5/5.25 … minrtt:10.5`. It shows the
 * kernel's `struct tcp_info`, where `rtt` is the smoothed round-trip time. Its first measurement is
 * taken as it is (RFC 6298 §2.2) and is the handshake's.
 *
 * @returns null for other lines, and for connections whose handshake the kernel did not time or whose
 *   estimate is no longer the handshake's
 */
export function parseSocketLine(line: string): { key: string; time: KernelTime } | null {
  const [, local, remote, info = ""] = LINE.exec(line) ?? [];
  const from = endpointOf(local);
  const to = endpointOf(remote);
  const rttMs = /\brtt:(\d+(?:\.\d+)?)\//.exec(info)?.[1];
  if (from === null || to === null || rttMs === undefined || HAS_SENT.test(info)) return null;
  const key = socketKey({
    localAddress: from.address,
    localPort: from.port,
    remoteAddress: to.address,
    remotePort: to.port,
  });
  const retransmits = Number(/\bretrans:\d+\/(\d+)/.exec(info)?.[1] ?? 0);
  return { key, time: { rttUs: Math.max(1, Math.round(Number(rttMs) * 1_000)), retransmits } };
}

/** `192.0.2.1:443`, `[2001:db8::1]:443` or, on a socket bound to an interface, `192.0.2.1%eth0:443`. */
function endpointOf(text = ""): { address: string; port: number } | null {
  const match = /^\[?([^[\]%]+)\]?(?:%[^:]+)?\]?:(\d+)$/.exec(text);
  return match === null ? null : { address: match[1] ?? "", port: Number(match[2]) };
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, "");
}
