import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { AttemptError } from "./attempt-error.ts";
import type { Cancel, Settle } from "./deadline.ts";
import { type DnsAnswer, type DnsQuestion, decodeAnswer, encodeQuestion } from "./dns-message.ts";

/** A name server to ask, and from where. */
export interface DnsServer {
  address: string;
  port: number;
  sourceAddress: string | null;
}

/** An answer with the monotonic milliseconds between which it was waited for. */
export interface DnsExchange extends DnsAnswer {
  queryMs: number;
  answerMs: number;
  transport: "udp" | "tcp";
}

/**
 * Asks once over UDP, from a new port, and over TCP when the answer did not fit. Never retries. The
 * answer over TCP says that there was a truncated one before.
 */
export function exchangeDns(
  server: DnsServer,
  question: Omit<DnsQuestion, "id">,
  settle: Settle<DnsExchange>,
): Cancel {
  const numbered: DnsQuestion = { ...question, id: randomInt(0x10000) };
  let cancel: Cancel = () => undefined;
  cancel = exchangeUdp(server, numbered, {
    reject: settle.reject,
    resolve(answer) {
      if (!answer.truncated) {
        settle.resolve(answer);
        return;
      }
      cancel = exchangeTcp(server, numbered, {
        reject: settle.reject,
        resolve: (whole) => settle.resolve({ ...whole, queryMs: answer.queryMs, truncated: true }),
      });
    },
  });
  return () => cancel();
}

function exchangeUdp(
  server: DnsServer,
  question: DnsQuestion,
  settle: Settle<DnsExchange>,
): Cancel {
  const socket = createSocket(isIPv6(server.address) ? "udp6" : "udp4");
  let isOpen = true;
  let queryMs = 0;
  function close(): void {
    if (isOpen) socket.close();
    isOpen = false;
  }
  function fail(error: unknown): void {
    close();
    settle.reject(error);
  }
  socket.on("error", fail);
  socket.on("message", (message) => {
    const answerMs = performance.now();
    try {
      const answer = decodeAnswer(message, question);
      if (answer === null) return;
      close();
      settle.resolve({ ...answer, queryMs, answerMs, transport: "udp" });
    } catch (error) {
      fail(error);
    }
  });
  // A connected socket hears only its server, and hears of a closed port (ICMP) as an error.
  const send = () =>
    socket.connect(server.port, server.address, () => {
      if (!isOpen) return;
      queryMs = performance.now();
      socket.send(encodeQuestion(question));
    });
  if (server.sourceAddress === null) send();
  else socket.bind(0, server.sourceAddress, () => isOpen && send());
  return close;
}

/** RFC 7766: each message is preceded by its length in two bytes. */
function exchangeTcp(
  server: DnsServer,
  question: DnsQuestion,
  settle: Settle<DnsExchange>,
): Cancel {
  const queryMs = performance.now();
  const socket = connect({
    host: server.address,
    port: server.port,
    autoSelectFamily: false,
    noDelay: true,
    ...(server.sourceAddress === null ? {} : { localAddress: server.sourceAddress }),
  });
  let received = Buffer.alloc(0);
  socket.on("error", settle.reject);
  socket.on("connect", () => {
    const message = encodeQuestion(question);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    socket.write(Buffer.concat([length, message]));
  });
  socket.on("data", (chunk) => {
    const answerMs = performance.now();
    received = Buffer.concat([received, chunk]);
    if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
    socket.destroy();
    try {
      const message = received.subarray(2, 2 + received.readUInt16BE(0));
      const answer = decodeAnswer(message, question);
      if (answer === null)
        settle.reject(new AttemptError("dns", "the resolver answered another question"));
      else settle.resolve({ ...answer, queryMs, answerMs, transport: "tcp" });
    } catch (error) {
      settle.reject(error);
    }
  });
  socket.on("end", () =>
    settle.reject(new AttemptError("dns", "the resolver closed the connection")),
  );
  return () => {
    socket.destroy();
  };
}
