import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type SecureContext } from "node:tls";
import type { Cancel } from "./deadline.ts";
import { HandshakeWaits } from "./handshake-waits.ts";
import type { Wait } from "./taint.ts";
import { TimedSocket } from "./timed-socket.ts";

/** Where to connect to: an address that has been resolved and checked, never a name. */
export interface DialTarget {
  address: string;
  port: number;
  /** The name to ask a certificate for; null for plain TCP. */
  tlsName: string | null;
  /** What to offer in TLS (ALPN, RFC 7301); nothing where the protocol above is not known. */
  alpn: readonly string[];
  /** Whom to trust in TLS; null trusts whom Node trusts. */
  trust: SecureContext | null;
  /** Local address; null lets the system choose. */
  sourceAddress: string | null;
  /**
   * Whether the TLS handshake is measured: its bytes then pass through a stream of ours, and so do all that
   * follow, which costs each some microseconds. Not by default.
   */
  isTimed?: boolean;
}

/** Monotonic milliseconds; `securedMs` equals `connectedMs` without TLS. */
export interface DialTimes {
  startedMs: number;
  connectedMs: number;
  securedMs: number;
  /** When the TLS handshake waited for the server; only of one that is measured. */
  waits?: readonly Wait[];
}

/** Called once, with a connected socket or with an error. */
export type Dialled = (error: Error | null, socket: Socket | null, times: DialTimes) => void;

/**
 * Opens a TCP connection and, where asked, TLS on it, without session resumption, without Nagle's
 * algorithm and to one address only, so that each step can be timed by itself.
 */
export function dial(target: DialTarget, done: Dialled): Cancel {
  const times: DialTimes = { startedMs: performance.now(), connectedMs: 0, securedMs: 0 };
  const tcp = connect({
    host: target.address,
    port: target.port,
    autoSelectFamily: false,
    noDelay: true,
    ...(target.sourceAddress === null ? {} : { localAddress: target.sourceAddress }),
  });
  const waits = target.isTimed === true ? new HandshakeWaits() : null;
  let socket: Socket = tcp;

  function succeed(): void {
    times.securedMs = performance.now();
    if (waits !== null) times.waits = waits.taken();
    socket.removeListener("error", fail);
    done(null, socket, times);
  }
  function fail(error: Error): void {
    socket.removeListener("error", fail);
    socket.on("error", ignore);
    socket.destroy();
    done(error, null, times);
  }

  tcp.on("error", fail);
  tcp.once("connect", () => {
    times.connectedMs = performance.now();
    if (target.tlsName === null) {
      times.securedMs = times.connectedMs;
      tcp.removeListener("error", fail);
      done(null, tcp, times);
      return;
    }
    tcp.removeListener("error", fail);
    tcp.on("error", ignore);
    const tls = connectTls({
      socket: waits === null ? tcp : new TimedSocket(tcp, waits),
      // Whatever the environment says: a handshake that verifies nothing is another handshake.
      rejectUnauthorized: true,
      ...(target.trust === null ? {} : { secureContext: target.trust }),
      ...(target.alpn.length === 0 ? {} : { ALPNProtocols: [...target.alpn] }),
      ...(isIP(target.tlsName) === 0 ? { servername: target.tlsName } : { host: target.tlsName }),
    });
    socket = tls;
    tls.on("error", fail);
    tls.once("secureConnect", succeed);
  });

  return () => {
    socket.removeListener("error", fail);
    socket.on("error", ignore);
    socket.destroy();
  };
}

function ignore(): void {
  // A socket that has been given up may still report why it closed.
}
