import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits, in letters that need no escaping in addresses and headers. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a secret: SHA-256 in hex. The secrets are random, so they need no slow hash against
 * guessing.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether a secret is the one behind a stored hash, in a time that tells nothing of where they differ. */
export function matchesHash(secret: string, storedHash: string): boolean {
  const own = Buffer.from(hashSecret(secret));
  const stored = Buffer.from(storedHash);
  return own.length === stored.length && timingSafeEqual(own, stored);
}
