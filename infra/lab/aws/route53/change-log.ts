import type { ChangeInfo } from "@aws-sdk/client-route-53";
import { ServiceProblem } from "../service-problem.ts";

/** What was submitted and when, in lab time; a change is PENDING until `insyncAfterMs` have gone. */
export class ChangeLog {
  readonly #nowMs: () => number;
  readonly #insyncAfterMs: number;
  readonly #newId: () => string;
  readonly #changes = new Map<string, { submittedAtMs: number; comment: string | undefined }>();

  constructor(nowMs: () => number, insyncAfterMs: number, newId: () => string) {
    this.#nowMs = nowMs;
    this.#insyncAfterMs = insyncAfterMs;
    this.#newId = newId;
  }

  submit(comment?: string): ChangeInfo {
    const id = this.#newId();
    this.#changes.set(id, { submittedAtMs: this.#nowMs(), comment });
    return this.info(id);
  }

  /** When a change that is submitted now will be INSYNC, in lab time. */
  insyncAtMs(): number {
    return this.#nowMs() + this.#insyncAfterMs;
  }

  /** Throws NoSuchChange. */
  info(id: string): ChangeInfo {
    const change = this.#changes.get(id);
    if (change === undefined) {
      throw new ServiceProblem("NoSuchChange", `Could not find resource with ID: ${id}`, 404);
    }
    const pending = this.#nowMs() < change.submittedAtMs + this.#insyncAfterMs;
    return {
      Id: `/change/${id}`,
      Status: pending ? "PENDING" : "INSYNC",
      SubmittedAt: new Date(change.submittedAtMs),
      ...(change.comment === undefined ? {} : { Comment: change.comment }),
    };
  }
}
