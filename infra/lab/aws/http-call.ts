import type { IncomingMessage } from "node:http";

/** A request that has been read to its end. */
export interface HttpCall {
  /** By which its answer is known. */
  readonly requestId: string;
  readonly method: string;
  /** As it stood in the request line, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; repeated headers joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** More than the largest change batch: 1,000 records and 32,000 characters of values. */
const MOST_BODY_BYTES = 4_194_304;

/** Reads a request; throws RangeError when its body is larger than any that AWS takes. */
export async function readCall(request: IncomingMessage, requestId: string): Promise<HttpCall> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw new RangeError(`a body of more than ${MOST_BODY_BYTES} B`);
    chunks.push(chunk);
  }
  const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  return {
    requestId,
    method: request.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers,
    body: Buffer.concat(chunks),
  };
}
