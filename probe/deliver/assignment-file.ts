import { readFile } from "node:fs/promises";
import * as z from "zod";
import { Assignment } from "../contract/assignment.ts";
import { writeWhole } from "./spool.ts";

const StoredAssignment = z.object({ etag: z.string().nullable(), assignment: Assignment });

/** The assignment that a probe has, with the entity tag to ask for a newer one. */
export type StoredAssignment = z.infer<typeof StoredAssignment>;

/** The last assignment of a vantage, kept so that a restart can measure without the controller. */
export class AssignmentFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** What was saved last; null when nothing usable was. */
  async load(): Promise<StoredAssignment | null> {
    try {
      const stored = StoredAssignment.safeParse(JSON.parse(await readFile(this.#path, "utf8")));
      return stored.success ? stored.data : null;
    } catch {
      return null;
    }
  }

  /** @throws an error of the file system */
  async save(stored: StoredAssignment): Promise<void> {
    await writeWhole(this.#path, JSON.stringify(stored));
  }
}
