import { isDeepStrictEqual } from "node:util";
import { invalidArgument } from "./problems.ts";

/** Requests that were made before, by their tokens, and the ARNs of what they made. */
export class Idempotency {
  readonly #made = new Map<string, { readonly request: unknown; readonly arn: string }>();

  /**
   * The ARN of what the same request has made before; undefined for a new one. Throws
   * InvalidArgumentException when the token came with another request.
   */
  earlier(
    operation: string,
    request: { IdempotencyToken?: string | undefined },
  ): string | undefined {
    const made = this.#made.get(`${operation} ${request.IdempotencyToken}`);
    if (made === undefined || request.IdempotencyToken === undefined) return undefined;
    if (isDeepStrictEqual(made.request, request)) return made.arn;
    throw invalidArgument("IdempotencyToken: was used with other parameters before");
  }

  remember(
    operation: string,
    request: { IdempotencyToken?: string | undefined },
    arn: string,
  ): void {
    if (request.IdempotencyToken === undefined) return;
    this.#made.set(`${operation} ${request.IdempotencyToken}`, { request, arn });
  }
}
