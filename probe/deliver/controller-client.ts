import type { SecureContext } from "node:tls";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Assignment } from "../contract/assignment.ts";
import { BatchReceipt } from "../contract/batch.ts";
import { PROBE_API } from "../contract/wire.ts";
import { describeError } from "../log.ts";
import { PROBE_VERSION } from "../version.ts";
import { parseRetryAfter } from "./backoff.ts";
import { ControllerClock } from "./controller-clock.ts";
import { type HttpCall, HttpCaller } from "./http-caller.ts";

const compress = promisify(gzip);
const CONNECTIONS = 4;
const COMPRESS_FROM_BYTES = 1_024;
const REASON_LENGTH = 400;
/** Client errors that may go away by themselves, or by somebody mending the set-up. */
const PASSING_STATUS = new Set([404, 408, 425, 429]);

/** The controller cannot be used now; `retryAfterMs` is what it asked for, if anything. */
export interface Unavailable {
  kind: "unavailable";
  reason: string;
  retryAfterMs: number | null;
}

/** The token is not, or no longer, good. */
export interface Unauthorized {
  kind: "unauthorized";
  reason: string;
}

export type FetchedAssignment =
  | { kind: "assignment"; assignment: Assignment; etag: string | null }
  | { kind: "unchanged" }
  | Unauthorized
  | Unavailable;

export type PostedBatch =
  | { kind: "accepted"; receipt: BatchReceipt }
  | { kind: "refused"; reason: string }
  | Unauthorized
  | Unavailable;

interface Answer {
  /** When the call began and when its answer was complete, by the monotonic clock. */
  calledAtMs: number;
  answeredAtMs: number;
  status: number;
  etag: string | null;
  retryAfterMs: number | null;
  text: string;
}

/** The probe's side of the wire, with connections of its own. Every failure is a value. */
export class ControllerClient {
  readonly #http: HttpCaller;
  /** Apart, so that questions which the controller holds keep no batch waiting. */
  readonly #held: HttpCaller;
  /** What the receipts tell of the controller's clock. */
  readonly clock = new ControllerClock();

  /** @param trust whom to trust in TLS; null trusts whom Node trusts */
  constructor(controllerUrl: string, trust: SecureContext | null = null) {
    this.#http = new HttpCaller(controllerUrl, CONNECTIONS, trust);
    this.#held = new HttpCaller(controllerUrl, null, trust);
  }

  /**
   * Asks what a vantage is to measure.
   *
   * @param etag that of the assignment it has, if any
   * @param waitMs how long the controller may hold its answer while that is the present one; an older
   *   controller answers at once
   */
  async fetchAssignment(
    vantage: string,
    token: string,
    etag: string | null,
    waitMs: number,
  ): Promise<FetchedAssignment> {
    const wait = etag === null ? 0 : waitMs;
    const query = `vantage=${encodeURIComponent(vantage)}${wait > 0 ? `&waitMs=${wait}` : ""}`;
    const path = `${PROBE_API.assignment}?${query}`;
    const answer = await this.#call("GET", path, token, {
      headers: etag === null ? {} : { "if-none-match": etag },
      waitMs: wait,
    });
    if ("kind" in answer) return answer;
    if (answer.status === 304) return { kind: "unchanged" };
    if (answer.status !== 200) return unavailable(answer, describeAnswer(answer));
    const assignment = Assignment.safeParse(parseJson(answer.text));
    if (!assignment.success) {
      return unavailable(answer, `the assignment is invalid: ${assignment.error.message}`);
    }
    if (assignment.data.vantage !== vantage) {
      return unavailable(answer, `the assignment is for ${assignment.data.vantage}`);
    }
    return { kind: "assignment", assignment: assignment.data, etag: answer.etag };
  }

  /** Sends one batch, as JSON text. Only `accepted` means that the controller has it. */
  postBatch(content: string, token: string): Promise<PostedBatch> {
    return this.#post(PROBE_API.batches, content, token);
  }

  /** Sends what was seen of failover tests, as JSON text. Only `accepted` means that the controller has it. */
  postStretches(content: string, token: string): Promise<PostedBatch> {
    return this.#post(PROBE_API.stretches, content, token);
  }

  /** Closes all connections at once. */
  close(): void {
    this.#http.close();
    this.#held.close();
  }

  async #post(path: string, content: string, token: string): Promise<PostedBatch> {
    const isLarge = content.length > COMPRESS_FROM_BYTES;
    const answer = await this.#call("POST", path, token, {
      body: isLarge ? await compress(content) : Buffer.from(content),
      headers: {
        "content-type": "application/json",
        ...(isLarge ? { "content-encoding": "gzip" } : {}),
      },
    });
    if ("kind" in answer) return answer;
    const { status } = answer;
    if (status === 202) {
      const receipt = BatchReceipt.safeParse(parseJson(answer.text));
      if (receipt.success) {
        this.clock.note(answer, receipt.data);
        return { kind: "accepted", receipt: receipt.data };
      }
      return unavailable(answer, "the receipt is invalid");
    }
    if (status >= 400 && status < 500 && !PASSING_STATUS.has(status)) {
      return { kind: "refused", reason: describeAnswer(answer) };
    }
    return unavailable(answer, describeAnswer(answer));
  }

  async #call(
    method: "GET" | "POST",
    path: string,
    token: string,
    { body = null, headers, waitMs = 0 }: Partial<HttpCall> & Pick<HttpCall, "headers">,
  ): Promise<Answer | Unauthorized | Unavailable> {
    const calledAtMs = performance.now();
    try {
      const response = await (waitMs > 0 ? this.#held : this.#http).call(method, path, {
        body,
        waitMs,
        headers: {
          ...headers,
          authorization: `Bearer ${token}`,
          "user-agent": `isochrone-probe/${PROBE_VERSION}`,
        },
      });
      const answer: Answer = {
        calledAtMs,
        answeredAtMs: performance.now(),
        status: response.status,
        etag: response.header("etag"),
        retryAfterMs: parseRetryAfter(response.header("retry-after"), Date.now()),
        text: response.text,
      };
      const isUnauthorized = answer.status === 401 || answer.status === 403;
      return isUnauthorized ? { kind: "unauthorized", reason: describeAnswer(answer) } : answer;
    } catch (error) {
      return { kind: "unavailable", reason: describeError(error), retryAfterMs: null };
    }
  }
}

function unavailable({ retryAfterMs }: Answer, reason: string): Unavailable {
  return { kind: "unavailable", reason, retryAfterMs };
}

function describeAnswer({ status, text }: Answer): string {
  return `HTTP status ${status}: ${text.slice(0, REASON_LENGTH)}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
