import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shadowDeleter, shadowRunner } from "../../../controller/answers/shadow-session.ts";
import { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import type { ShadowPlan } from "../../../controller/contract/shadow.ts";
import { shadowSet } from "../../../controller/core/answers/shadow-set.ts";
import { ACCOUNT, addShop, openRecordedAws, type RecordedAws } from "../aws/recorded-aws.ts";

const ID = "0123456789abcdef0123";
const NAME = "shop.lab.test";
const nothing = () => Promise.resolve();
const leases = {
  put: nothing,
  take: () => Promise.resolve(null),
  remove: nothing,
  all: () => Promise.resolve([]),
};

let aws: RecordedAws;
let plan: ShadowPlan;
const lines: string[] = [];

beforeAll(async () => {
  aws = await openRecordedAws();
  const { zone: id } = await addShop(aws.route53);
  const zone = { id, name: `${NAME}.` };
  const records = [{ name: NAME, type: "A", ttlS: 30, values: ["198.51.100.7"] }];
  const design = RoutingDesign.parse({ hostedZones: [{ id, name: NAME, records }] });
  const set = shadowSet({ design, zone, name: NAME, id: ID });
  if (!set.ok) throw new Error(set.reason);
  plan = {
    id: ID,
    service: "shop",
    account: ACCOUNT,
    zone: id,
    zoneName: zone.name,
    name: zone.name,
    shadowName: set.shadowName,
    records: [...set.records],
    design,
    confirmUntilMs: 0,
  };
});
afterAll(async () => {
  await aws.close();
});

/** A process whose log is quiet otherwise. */
const parts = (accounts: unknown[]) => ({
  options: aws.optionsWith({ accounts }),
  inventory: { accounts: [{ id: ACCOUNT, roleArn: null, callerArn: null }] },
  env: {},
  log: pino({ level: "error" }, { write: (line: string) => void lines.push(line) }),
  signal: new AbortController().signal,
});
const runner = (accounts: unknown[]) => shadowRunner({ ...parts(accounts), leases, now: Date.now });

describe("controller/answers/shadow-session", () => {
  it("writes down what it does in AWS, where, and to how many record sets", async () => {
    await runner([{ apply: {} }])(plan, () => Promise.resolve([]));
    const { account, zone, shadowName } = plan;
    const facts = { audit: true, service: "shop", shadow: ID, account, zone, shadowName, sets: 1 };
    expect(lines.splice(0).map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { ...facts, action: "answers.shadow.write" },
      { ...facts, action: "answers.shadow.delete" },
    ]);
  });

  it("writes down what it deletes of another process, and nothing where nothing is left", async () => {
    await new Promise<void>((resolve) => {
      // Never gets to its end, as if it were killed there.
      void runner([{ apply: {} }])(plan, () => {
        resolve();
        return new Promise(() => undefined);
      });
    });
    lines.length = 0;
    const sweep = shadowDeleter(parts([{ apply: {} }]));
    expect([await sweep(plan), await sweep(plan)]).toEqual([1, 0]);
    expect(lines.splice(0).map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { audit: true, action: "answers.shadow.sweep", zone: plan.zone, sets: 1 },
    ]);
  });

  it("changes no account of which nobody said that it may", async () => {
    const asked = runner([{}])(plan, () => Promise.resolve([]));
    await expect(asked).rejects.toThrow(`Nothing may change records of account ${ACCOUNT}`);
    expect(await shadowDeleter(parts([{}]))(plan)).toBeNull();
    expect(lines).toEqual([]);
  });
});
