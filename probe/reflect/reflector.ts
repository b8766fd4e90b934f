import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { encodeErrorEstimate } from "../measure/error-estimate.ts";
import { addToNtp, toNtp } from "../measure/ntp-time.ts";
import { decodeStampRequest, encodeStampReply } from "../measure/stamp-packet.ts";
import { WallAnchor } from "../measure/wall-anchor.ts";
import { createRateLimit } from "./rate-limit.ts";
import { SessionCounter } from "./session-counter.ts";

/** Where a reflector listens, and how much it answers. */
export interface ReflectorOptions {
  /** IP address; port 0 lets the system choose. */
  address: string;
  port: number;
  packetsPerSecond: number;
  /** What this machine's clock is wrong by at most, in milliseconds; null while that is not known. */
  clockErrorMs?: () => number | null;
  /** The clock itself, in epoch milliseconds; the system's without one. */
  epochMs?: () => number;
}

/** What a reflector has done with the packets that reached it. */
interface ReflectorCounts {
  answered: number;
  malformed: number;
  limited: number;
}

/** A reflector that is listening. */
export interface Reflector {
  port: number;
  counts(): ReflectorCounts;
  close(): Promise<void>;
}

/**
 * Answers STAMP packets (RFC 8762, unauthenticated) with 44 bytes, never more than came in. Whatever is
 * no request, or beyond the limit, is dropped in silence.
 *
 * @throws the system's error when it cannot listen there
 */
export function startReflector(options: ReflectorOptions): Promise<Reflector> {
  const { address, port, packetsPerSecond, clockErrorMs = () => null, epochMs } = options;
  const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
  const counts: ReflectorCounts = { answered: 0, malformed: 0, limited: 0 };
  const sessions = new SessionCounter();
  const mayAnswer = createRateLimit(packetsPerSecond);
  const anchor = new WallAnchor(undefined, epochMs);

  socket.on("message", (message, sender) => {
    const receivedMs = performance.now();
    const request = decodeStampRequest(message);
    if (request === null) {
      counts.malformed += 1;
      return;
    }
    if (!mayAnswer(receivedMs)) {
      counts.limited += 1;
      return;
    }
    const seq = sessions.next(`${sender.address} ${sender.port}`, receivedMs);
    const receivedNtp = toNtp(anchor.wallMs(receivedMs));
    const errorMs = clockErrorMs();
    const errorEstimate = encodeErrorEstimate(errorMs === null ? null : errorMs + anchor.errorMs);
    const sentNtp = addToNtp(receivedNtp, performance.now() - receivedMs);
    const reply = encodeStampReply({ seq, receivedNtp, sentNtp, errorEstimate, request });
    counts.answered += 1;
    // A reply that cannot be sent is a loss, which the sender notices.
    socket.send(reply, sender.port, sender.address, () => undefined);
  });

  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, address, () => {
      socket.removeListener("error", reject);
      socket.on("error", () => undefined);
      resolve({
        port: socket.address().port,
        counts: () => ({ ...counts }),
        close: () => new Promise((closed) => socket.close(() => closed())),
      });
    });
  });
}
