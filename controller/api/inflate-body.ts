import { Transform, type TransformCallback } from "node:stream";
import { createGunzip } from "node:zlib";
import type { preParsingHookHandler, RequestPayload } from "fastify";
import { ApiProblem } from "./api-problem.ts";

/** How large a body may be, and how its sender comes by a smaller one. */
export type BodyLimits = {
  readonly inflatedBytes: number;
  readonly compressedBytes: number;
  readonly mend: string;
};

/**
 * Inflates a gzip body on its way in, with limits on what arrives and on what comes out of it, so that
 * neither a large body nor a small one that unpacks to a huge one fills the memory.
 */
export function inflateBody(limits: BodyLimits): preParsingHookHandler {
  return (request, _reply, payload, done) => {
    const encoding = request.headers["content-encoding"] ?? "identity";
    if (encoding === "identity") return done(null, payload);
    if (encoding !== "gzip") return done(unsupportedEncoding(encoding));
    if (Number(request.headers["content-length"] ?? 0) > limits.compressedBytes) {
      return done(tooLarge("compressed", limits));
    }
    const inflated: Transform & RequestPayload = limit(limits, "inflated");
    inflated.receivedEncodedLength = 0;
    const arriving = limit(limits, "compressed");
    // The server compares this with the length that the header announced.
    arriving.on("data", (chunk: Buffer) => {
      inflated.receivedEncodedLength = (inflated.receivedEncodedLength ?? 0) + chunk.length;
    });
    const gunzip = createGunzip();
    // Not stream.pipeline(): it would destroy the request, and with it the way back for the answer.
    payload.pipe(arriving).pipe(gunzip).pipe(inflated);
    inflated.on("error", () => {
      payload.unpipe(arriving);
      payload.resume();
      gunzip.destroy();
    });
    payload.on("error", (error) => inflated.destroy(error));
    arriving.on("error", (error) => inflated.destroy(error));
    gunzip.on("error", (cause) => inflated.destroy(corrupt(cause)));
    done(null, inflated);
  };
}

/** Passes bytes on until there are too many of them. */
function limit(limits: BodyLimits, what: "compressed" | "inflated"): Transform {
  const largestBytes = limits[`${what}Bytes`];
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next: TransformCallback) {
      bytes += chunk.length;
      if (bytes > largestBytes) next(tooLarge(what, limits));
      else next(null, chunk);
    },
  });
}

function tooLarge(what: "compressed" | "inflated", limits: BodyLimits): ApiProblem {
  const largestBytes = limits[`${what}Bytes`];
  return new ApiProblem(413, {
    code: "too_large",
    message: `The ${what} body is larger than ${largestBytes} bytes.`,
    mend: limits.mend,
    fields: [{ path: "body", message: `is larger than ${largestBytes} bytes ${what}` }],
  });
}

function unsupportedEncoding(encoding: string): ApiProblem {
  return new ApiProblem(415, {
    code: "unsupported_encoding",
    message: `The body is encoded as ${encoding}, which is not read here.`,
    mend: "Send it as it is, or with Content-Encoding: gzip.",
    fields: [{ path: "content-encoding", message: "must be gzip or left out" }],
  });
}

function corrupt(cause: Error): ApiProblem {
  return new ApiProblem(
    400,
    {
      code: "invalid_gzip",
      message: "The body is announced as gzip, but cannot be inflated.",
      mend: "Compress the whole body with gzip.",
      fields: [{ path: "body", message: "is not valid gzip" }],
    },
    { cause },
  );
}
