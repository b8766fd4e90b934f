import { describe, expect, it } from "vitest";
import type { ServiceHistory } from "../../../../controller/contract/history-import.ts";
import { giveHistory } from "../../../../infra/local/start/lab-history.ts";
import { ESTATE } from "../../../helpers/estate.ts";

const [service = ""] = ESTATE.services.map(({ id }) => id);

const summary = (source: "measured" | "simulated") => ({
  hash: "0f",
  source,
  origin: "a test",
  importedAtMs: 0,
  fromMs: Date.UTC(2026, 10, 16),
  toMs: Date.UTC(2026, 10, 30),
  paths: 1,
  medians: 336,
  failoverRuns: { dns: 60, accelerator: 60 },
});

/** A controller that has been given something, or nothing. */
function controller(imported: ServiceHistory["imported"], failure?: Error) {
  const calls: string[] = [];
  const said: string[] = [];
  const api = {
    history: (id: string) => Promise.resolve({ service: id, imported, isUsed: null }),
    putHistory: (id: string, document: string) => {
      calls.push(`put ${id} ${document}`);
      return failure === undefined
        ? Promise.resolve(summary("simulated"))
        : Promise.reject(failure);
    },
    removeHistory: (id: string) => {
      calls.push(`remove ${id}`);
      return Promise.resolve();
    },
  };
  return { calls, said, api, say: (line: string) => void said.push(line) };
}

describe("infra/local/start/lab-history", () => {
  it("gives what the lab announced, as it stands, and says that it is simulated", async () => {
    const { calls, said, api, say } = controller(null);
    await giveHistory({ estate: ESTATE, history: { service, document: "{}" } }, api, say);
    expect(calls).toEqual([`put ${service} {}`]);
    expect(said).toEqual([
      expect.stringMatching(/14 days and 120 failover runs, simulated, .* --no-history/),
    ]);
  });

  it("takes out what an earlier start gave, and leaves what was measured elsewhere", async () => {
    const simulated = controller(summary("simulated"));
    await giveHistory({ estate: ESTATE }, simulated.api, simulated.say);
    expect(simulated.calls).toEqual([`remove ${service}`]);
    for (const imported of [null, summary("measured")]) {
      const { calls, api, say } = controller(imported);
      await giveHistory({ estate: ESTATE }, api, say);
      expect(calls).toEqual([]);
    }
  });

  it("tells of a failure and lets everything else go on", async () => {
    const { said, api, say } = controller(null, new Error("PUT … answered 503: busy"));
    await giveHistory({ estate: ESTATE, history: { service, document: "{}" } }, api, say);
    expect(said).toEqual([expect.stringMatching(/was not taken over.*answered 503: busy/)]);
  });
});
