import type { Socket } from "node:net";
import type { SourceGates } from "./source-gates.ts";

/**
 * Keeps a connection without an answer while its client is cut off, and lets it go when the client
 * gives up. What it sent meanwhile is read by whoever takes over.
 */
export function holdConnection(
  client: Socket,
  gates: SourceGates,
  source: string,
  takeOver: () => void,
): void {
  const sent: Buffer[] = [];
  const keep = (bytes: Buffer) => {
    sent.push(bytes);
  };
  const giveUp = () => client.destroy();
  client.on("data", keep);
  client.once("end", giveUp);
  client.once("error", giveUp);
  gates.pass(source, () => {
    if (client.destroyed) return;
    client.off("data", keep);
    client.off("end", giveUp);
    client.off("error", giveUp);
    client.pause();
    if (sent.length > 0) client.unshift(Buffer.concat(sent));
    takeOver();
    client.resume();
  });
}
