import { readServedBy } from "./answer.ts";
import { refuseRetransmittedSyn, resolveTarget } from "./connect-address.ts";
import { ConnectionPool } from "./connection-pool.ts";
import type { Exchange } from "./http-request.ts";
import { openConnection } from "./open-connection.ts";
import type { CreateMethod } from "./timing.ts";

/**
 * `echo_rtt`: a request on a warm connection, timed from its first byte to the first bytes of the
 * response. Resolving and connecting, where needed, happen before the clock starts.
 */
export const createEcho: CreateMethod = (target, context) => {
  const url = new URL(target.url);
  const pool = new ConnectionPool((address) => openConnection(target, address, context));
  return {
    async attempt(deadline) {
      const addresses = await resolveTarget(url, target.resolver, context, deadline);
      pool.keepOnly(addresses);
      const [address] = addresses;
      const connection = pool.take(address);
      let exchange: Exchange;
      try {
        exchange = await deadline.run<Exchange>((settle) => connection.exchange(settle));
      } catch (error) {
        connection.destroy();
        throw error;
      }
      pool.give(address, connection);
      if (exchange.isNew) refuseRetransmittedSyn(exchange.dialled);
      return {
        parts: [{ phase: "response", ...exchange.wait }],
        servedBy: readServedBy(exchange, target),
        address,
        answers: [],
      };
    },
    close: () => pool.close(),
  };
};
