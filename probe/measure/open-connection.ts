import type { Target } from "../contract/assignment.ts";
import { dialTarget } from "./connect-address.ts";
import type { WebConnection } from "./connection-pool.ts";
import { HttpConnection } from "./http-connection.ts";
import { Http2Connection } from "./http2-connection.ts";
import type { MeasureContext } from "./timing.ts";

/**
 * A connection to a checked address in the version of HTTP that a target asks for; not made yet.
 *
 * @param isTimed whether making it is part of a measured time
 * @param keepsBody whether the bodies of its answers are told as well
 */
export function openConnection(
  { url: text, httpVersion = "1.1" }: Pick<Target, "url" | "httpVersion">,
  address: string,
  context: Pick<MeasureContext, "sourceAddress" | "trust">,
  isTimed = false,
  keepsBody = false,
): WebConnection {
  const url = new URL(text);
  const target = { ...dialTarget(url, address, context, httpVersion), isTimed };
  return httpVersion === "2"
    ? new Http2Connection(url, target, keepsBody)
    : new HttpConnection(url, target, keepsBody);
}
