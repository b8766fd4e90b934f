import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Assignment } from "../../../probe/contract/assignment.ts";
import { AssignmentFile } from "../../../probe/deliver/assignment-file.ts";
import { AssignmentPoller } from "../../../probe/deliver/assignment-poller.ts";
import type { FetchedAssignment } from "../../../probe/deliver/controller-client.ts";

const assignmentOf = (version: string): Assignment => ({
  wireVersion: 1,
  vantage: "office",
  version,
  batchIntervalMs: 1_000,
  rounds: [],
  runs: [],
});
const fetched = (version: string): FetchedAssignment => ({
  kind: "assignment",
  assignment: assignmentOf(version),
  etag: `"${version}"`,
});

let dir = "";
let running: { poller: AssignmentPoller; done: Promise<void> } | null = null;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-poller-"));
});
afterEach(async () => {
  running?.poller.stop();
  await running?.done;
  running = null;
  await rm(dir, { recursive: true, force: true });
});

function start(answers: FetchedAssignment[], file = new AssignmentFile(join(dir, "a.json"))) {
  const asked: (string | null)[] = [];
  const taken: string[] = [];
  const poller = new AssignmentPoller(
    {
      vantage: "office",
      token: "0123456789abcdef",
      file,
      log: () => undefined,
      onAssignment: ({ version }) => taken.push(version),
      client: {
        fetchAssignment(_vantage, _token, etag) {
          asked.push(etag);
          return Promise.resolve(answers[asked.length - 1] ?? { kind: "unchanged" });
        },
      },
    },
    () => 0,
  );
  running = { poller, done: poller.run() };
  return { asked, taken, file, poller };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await condition()); waited += 1) {
    if (waited > 1_500) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("probe/deliver/assignment-poller", () => {
  it("takes the controller's assignment and keeps it on disk", async () => {
    const { taken, file } = start([fetched("v1")]);
    await until(async () => (await file.load())?.assignment.version === "v1");
    expect(taken).toEqual(["v1"]);
  });

  it("measures what is on disk at once while the controller is away", async () => {
    const file = new AssignmentFile(join(dir, "a.json"));
    await file.save({ etag: '"v1"', assignment: assignmentOf("v1") });
    const away: FetchedAssignment = { kind: "unavailable", reason: "down", retryAfterMs: null };
    const { taken, asked } = start([away], file);
    await until(() => asked.length > 0);
    expect(taken).toEqual(["v1"]);
    expect(asked[0]).toBe('"v1"');
  });

  it("does not start with another vantage's assignment, nor with a broken file", async () => {
    const file = new AssignmentFile(join(dir, "a.json"));
    await file.save({ etag: null, assignment: { ...assignmentOf("v1"), vantage: "other" } });
    const { taken, asked } = start([{ kind: "unchanged" }], file);
    await until(() => asked.length > 0);
    expect(taken).toEqual([]);
    expect(await new AssignmentFile(join(dir, "none.json")).load()).toBeNull();
  });

  it("tries again after a failure", async () => {
    const away: FetchedAssignment = { kind: "unavailable", reason: "down", retryAfterMs: null };
    const { taken } = start([away, fetched("v1")]);
    await until(() => taken.length === 1);
  });

  it("fetches a newer assignment within seconds of hearing that there is one", async () => {
    const { taken, poller, asked } = start([fetched("v1"), fetched("v2")]);
    await until(() => taken.length === 1);
    poller.notice("v1");
    expect(asked).toHaveLength(1);
    poller.notice("v2");
    await until(() => taken.length === 2);
    expect(taken).toEqual(["v1", "v2"]);
    expect(asked).toEqual([null, '"v1"']);
  });
});
