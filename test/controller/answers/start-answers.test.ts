import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type AnswersWork, startAnswers } from "../../../controller/answers/start-answers.ts";
import type { AnswerRun } from "../../../controller/contract/answer-run.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import type { ShadowLease } from "../../../controller/contract/shadow.ts";
import { ESTATE } from "../../helpers/estate.ts";
import { SHADOW_PLAN } from "../cli/sample-shadow.ts";
import { runOf } from "../core/answers/sample-answers.ts";

const SWEEPS_WITHIN_MS = 60_000;

let kept: Map<string, ShadowLease>;
let looks: number;
/** Holds up whoever looks through the leases. */
let held: Promise<void>;
let work: AnswersWork;
let told: AnswerRun | null;
let written: AnswerRun[];

const unread = () => Promise.resolve(null);
const nothing = () => Promise.resolve();

beforeEach(() => {
  vi.useFakeTimers();
  kept = new Map();
  looks = 0;
  held = Promise.resolve();
  told = null;
  written = [];
  work = startAnswers({
    store: {
      answers: {
        read: () => Promise.resolve(told),
        write: (run) => Promise.resolve(void written.push(run)),
        askingSinceMs: unread,
        tellAsking: nothing,
        endAsking: nothing,
        forget: nothing,
      },
      estate: { read: () => Promise.resolve(ESTATE) },
      inventory: { read: unread },
      shadows: {
        get: (id) => Promise.resolve(kept.get(id) ?? null),
        async all() {
          looks += 1;
          await held;
          return [...kept.values()];
        },
        put: (lease) => Promise.resolve(void kept.set(lease.plan.id, lease)),
        take(id, state) {
          const lease = kept.get(id);
          if (lease?.state !== state) return Promise.resolve(null);
          kept.delete(id);
          return Promise.resolve(lease);
        },
        remove: (id) => Promise.resolve(void kept.delete(id)),
      },
    },
    env: {},
    log: pino({ level: "silent" }),
    now: Date.now,
  });
});
afterEach(() => {
  work.close();
  vi.useRealTimers();
});

function keep(id: string, state: ShadowLease["state"], untilMs: number): void {
  kept.set(id, { plan: { ...SHADOW_PLAN, id }, state, untilMs });
}

describe("controller/answers/start-answers, of a process that was told of no AWS", () => {
  it("forgets plans whose time is over, and leaves what stands in Route 53 to those who may change it", async () => {
    keep("planned", "planned", 0);
    keep("confirmed", "confirmed", 0);
    keep("open", "planned", Date.now() + 3_600_000);
    keep("written", "written", 0);
    await vi.advanceTimersByTimeAsync(SWEEPS_WITHIN_MS);
    expect([...kept.keys()]).toEqual(["open", "written"]);
  });

  it("looks through them no second time while it still does", async () => {
    let go: () => void = () => undefined;
    held = new Promise((resolve) => {
      go = resolve;
    });
    await vi.advanceTimersByTimeAsync(5 * SWEEPS_WITHIN_MS);
    expect(looks).toBe(1);
    go();
    await vi.advanceTimersByTimeAsync(SWEEPS_WITHIN_MS);
    expect(looks).toBeGreaterThan(1);
  });
});

describe("controller/answers/start-answers, of a job whose plan is gone", () => {
  const job = { service: "shop", shadow: SHADOW_PLAN.id, askedAtMs: 1_000 };

  it("says so", async () => {
    told = runOf({}, { about: "proposed", finishedAtMs: 999 });
    work.askAws(AwsSettings.parse({}));
    await work.ask(job);
    expect(written).toMatchObject([{ about: "proposed", error: { code: "ShadowFailed" } }]);
  });

  it("does not speak over a round that did it before", async () => {
    told = runOf({}, { about: "proposed", finishedAtMs: 1_001 });
    work.askAws(AwsSettings.parse({}));
    await work.ask(job);
    expect(written).toEqual([]);
  });
});
