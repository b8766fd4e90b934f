import { timingSafeEqual } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { type Authorization, incomplete, parseAuthorization } from "./authorization-header.ts";
import type { HttpCall } from "./http-call.ts";
import type { AccessKey, KeyRing, KnownKey } from "./key-ring.ts";
import { ServiceProblem } from "./service-problem.ts";

/** A signature is good for this long before and after the moment it names. */
const SKEW_MS = 300_000;

/** Whose signature it is, and what it was made for. */
interface Verified {
  readonly key: KnownKey;
  readonly region: string;
  readonly service: string;
}

/**
 * Computes the request's Signature Version 4 anew with the secret of its access key and compares.
 * Which service and Region stand in the scope is for the caller to judge: a client of a custom
 * endpoint signs with the Region that it is configured for. Throws ServiceProblem with the codes
 * of AWS.
 */
export async function verifySignature(
  call: HttpCall,
  keys: KeyRing,
  nowMs: number,
): Promise<Verified> {
  const authorization = parseAuthorization(call.headers.get("authorization"));
  const { accessKeyId, region, service } = authorization;
  const key = keys.get(accessKeyId, call.headers.get("x-amz-security-token"), nowMs);
  const missing = ["host", "x-amz-date"].find(
    (name) => !authorization.signedHeaders.includes(name),
  );
  if (missing !== undefined) {
    throw incomplete(`'${missing}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  const signedAtMs = signingTime(call, authorization);
  refuseSkew(signedAtMs, nowMs);
  const expected = await signatureOf(call, authorization, key, signedAtMs);
  const [one, other] = [Buffer.from(expected), Buffer.from(authorization.signature)];
  if (one.length !== other.length || !timingSafeEqual(one, other)) {
    throw mismatch(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
  return { key, region, service };
}

async function signatureOf(
  call: HttpCall,
  authorization: Authorization,
  key: AccessKey,
  signedAtMs: number,
): Promise<string> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey },
    region: authorization.region,
    service: authorization.service,
    sha256: Sha256,
    // Only what the client signed is signed again.
    applyChecksum: false,
  });
  const headers: Record<string, string> = {};
  for (const name of authorization.signedHeaders) headers[name] = call.headers.get(name) ?? "";
  const query: Record<string, string[]> = {};
  for (const name of call.query.keys()) query[name] = call.query.getAll(name);
  const signed = await signer.sign(
    {
      method: call.method,
      protocol: "http:",
      hostname: headers["host"] ?? "",
      path: call.path,
      headers,
      query,
      body: call.body,
    },
    {
      signingDate: new Date(signedAtMs),
      signableHeaders: new Set(authorization.signedHeaders),
    },
  );
  return parseAuthorization(signed.headers["authorization"]).signature;
}

/** Unix ms of the `x-amz-date` header, which must lie on the day of the scope. */
function signingTime(call: HttpCall, authorization: Authorization): number {
  const text = call.headers.get("x-amz-date") ?? "";
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const [, year, month, day, hour, minute, second] = match ?? [];
  const atMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (match === null || Number.isNaN(atMs)) {
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  if (!text.startsWith(authorization.day)) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${authorization.day}' != '${text.slice(0, 8)}', from '${text}'.`,
    );
  }
  return atMs;
}

function refuseSkew(signedAtMs: number, nowMs: number): void {
  const [signed, now] = [basicTime(signedAtMs), basicTime(nowMs)];
  if (signedAtMs < nowMs - SKEW_MS) {
    const earliest = basicTime(nowMs - SKEW_MS);
    throw mismatch(
      `Signature expired: ${signed} is now earlier than ${earliest} (${now} - 5 min.)`,
    );
  }
  if (signedAtMs > nowMs + SKEW_MS) {
    const latest = basicTime(nowMs + SKEW_MS);
    throw mismatch(
      `Signature not yet current: ${signed} is still later than ${latest} (${now} + 5 min.)`,
    );
  }
}

function basicTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, "");
}

function mismatch(message: string): ServiceProblem {
  return new ServiceProblem("SignatureDoesNotMatch", message, 403);
}
