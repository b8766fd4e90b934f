import { ServiceProblem } from "./service-problem.ts";

/** A key pair that the lab knows; it opens nothing but the lab. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A key and whose it is. A temporary one has a token and an end, in Unix ms of the wall clock. */
export interface KnownKey extends AccessKey {
  readonly accountId: string;
  readonly arn: string;
  readonly temporary?: { readonly sessionToken: string; readonly expiresAtMs: number };
}

/** For so long a key that has ended is told from one that never was. */
const FORGOTTEN_AFTER_MS = 3_600_000;

/** The keys of all accounts. */
export class KeyRing {
  readonly #keys = new Map<string, KnownKey>();

  constructor(keys: readonly KnownKey[] = []) {
    for (const key of keys) this.add(key);
  }

  /** @param nowMs keys of sessions that ended long before are forgotten */
  add(key: KnownKey, nowMs = 0): void {
    for (const [id, { temporary }] of this.#keys) {
      if (temporary !== undefined && temporary.expiresAtMs + FORGOTTEN_AFTER_MS <= nowMs) {
        this.#keys.delete(id);
      }
    }
    this.#keys.set(key.accessKeyId, key);
  }

  /**
   * The key that a request names, whose token must come with it. Throws InvalidClientTokenId for
   * an unknown key or another token, and ExpiredToken after its end.
   */
  get(accessKeyId: string, sessionToken: string | undefined, nowMs: number): KnownKey {
    const key = this.#keys.get(accessKeyId);
    if (key === undefined || key.temporary?.sessionToken !== sessionToken) {
      throw new ServiceProblem(
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
        403,
      );
    }
    if (key.temporary !== undefined && nowMs >= key.temporary.expiresAtMs) {
      throw new ServiceProblem(
        "ExpiredToken",
        "The security token included in the request is expired",
        403,
      );
    }
    return key;
  }
}
