import { connect } from "node:net";
import type { ProbeCall } from "./probe-call.ts";
import { CONNECTED, socketReason } from "./probe-reasons.ts";
import type { ProbeTarget } from "./probe-target.ts";

/** Opens a connection, and ends well as soon as it stands. */
export function callTcp({ address, port, sourceAddress }: ProbeTarget, call: ProbeCall): void {
  const socket = connect({
    host: address,
    port,
    ...(sourceAddress !== undefined && { localAddress: sourceAddress }),
  });
  call.closes(() => socket.destroy());
  socket.once("connect", () => call.end(true, CONNECTED));
  socket.on("error", (error) => call.end(false, socketReason(error)));
}
