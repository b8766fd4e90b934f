import { ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runShadow, sweepShadows } from "../../../controller/answers/run-shadow.ts";
import { openSession, type Session } from "../../../controller/aws/session.ts";
import { deleteShadow, writeShadow } from "../../../controller/aws/shadow-records.ts";
import { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import type { ShadowLease, ShadowPlan } from "../../../controller/contract/shadow.ts";
import { shadowSet } from "../../../controller/core/answers/shadow-set.ts";
import {
  addShop,
  EXTERNAL_ID,
  openRecordedAws,
  type RecordedAws,
  ROLE,
} from "../aws/recorded-aws.ts";

const ID = "0123456789abcdef0123";

let aws: RecordedAws;
let session: Session;
let plan: ShadowPlan;
let kept: Map<string, ShadowLease>;
let nowMs: number;

beforeAll(async () => {
  aws = await openRecordedAws();
  const { zone, check } = await addShop(aws.route53);
  session = openSession({
    options: aws.optionsWith({}),
    account: AwsSettings.parse({}).accounts[0] ?? {},
    env: {},
    signal: new AbortController().signal,
  });
  const design = RoutingDesign.parse({
    hostedZones: [
      {
        id: zone,
        name: "shop.lab.test",
        records: [
          {
            name: "shop.lab.test",
            type: "A",
            alias: {
              hostedZoneId: zone,
              dnsName: "pool.shop.lab.test",
              evaluateTargetHealth: true,
            },
          },
          ...[10, 20].map((weight) => ({
            name: "pool.shop.lab.test",
            type: "A",
            setIdentifier: `w${weight}`,
            routing: { policy: "weighted", weight },
            ttlS: 30,
            values: [`198.51.100.${weight}`],
            healthCheckId: check,
          })),
        ],
      },
    ],
  });
  const zoneOf = { id: zone, name: "shop.lab.test." };
  const set = shadowSet({ design, zone: zoneOf, name: "shop.lab.test", id: ID });
  if (!set.ok) throw new Error(set.reason);
  plan = {
    id: ID,
    service: "shop",
    account: "111122223333",
    zone,
    zoneName: zoneOf.name,
    name: "shop.lab.test.",
    shadowName: set.shadowName,
    records: [...set.records],
    design,
    confirmUntilMs: 0,
  };
});
afterAll(async () => {
  session.close();
  await aws.close();
});
beforeEach(() => {
  kept = new Map();
  nowMs = 1_000_000;
});

const leases = {
  put: (lease: ShadowLease) => Promise.resolve(void kept.set(lease.plan.id, lease)),
  take: (id: string, state: ShadowLease["state"]) => {
    const lease = kept.get(id);
    if (lease?.state !== state) return Promise.resolve(null);
    kept.delete(id);
    return Promise.resolve(lease);
  },
  remove: (id: string) => Promise.resolve(void kept.delete(id)),
  all: () => Promise.resolve([...kept.values()]),
};
const records = {
  write: (each: ShadowPlan) => writeShadow(session, each, () => Promise.resolve()),
  delete: (each: ShadowPlan) => deleteShadow(session, each),
};
const now = () => nowMs;
const sweep = () => sweepShadows({ leases, now, delete: records.delete });

async function names(): Promise<string[]> {
  const { ResourceRecordSets = [] } = await aws.route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: plan.zone }),
  );
  return ResourceRecordSets.map(({ Name = "" }) => Name).filter((name) => name.includes("_iso"));
}

describe("controller/answers/run-shadow, over the wire", () => {
  it("writes, asks, and leaves nothing behind", async () => {
    const seen: string[][] = [];
    const answers = await runShadow(plan, {
      leases,
      records,
      now,
      ask: async () => {
        seen.push(await names());
        return [];
      },
    });
    expect(answers).toEqual([]);
    expect(seen[0]).toHaveLength(3);
    expect(await names()).toEqual([]);
    expect(kept.size).toBe(0);
  });

  it("deletes it also when the asking fails", async () => {
    const failed = runShadow(plan, {
      leases,
      records,
      now,
      ask: () => Promise.reject(new Error("denied")),
    });
    await expect(failed).rejects.toThrow("denied");
    expect([await names(), kept.size]).toEqual([[], 0]);
  });

  it("keeps the lease of a writing that was broken off, for what Route 53 may still carry out", async () => {
    const failed = runShadow(plan, {
      leases,
      records: { ...records, write: () => Promise.reject(new Error("aborted")) },
      now,
      ask: () => Promise.resolve([]),
    });
    await expect(failed).rejects.toThrow("aborted");
    expect(kept.get(plan.id)?.state).toBe("written");
    await records.write(plan);
    expect(await sweep()).toBe(0);
    nowMs += 3_600_000;
    expect([await sweep(), await sweep()]).toEqual([3, 0]);
    expect([await names(), kept.size]).toEqual([[], 0]);
  });

  it("of a process that dies half way another one deletes what it left, once its lease is over", async () => {
    // Nothing after the asking ever runs: as if the process were killed there.
    let reached: () => void = () => undefined;
    const asking = new Promise<void>((resolve) => {
      reached = resolve;
    });
    void runShadow(plan, {
      leases,
      records,
      now,
      ask: () => {
        reached();
        return new Promise(() => undefined);
      },
    });
    await asking;
    expect(await sweep()).toBe(0);
    expect(await names()).toHaveLength(3);
    nowMs += 3_600_000;
    expect(await sweep()).toBe(3);
    expect(await names()).toEqual([]);
    expect(kept.size).toBe(1);
    expect(await sweep()).toBe(0);
    expect(kept.size).toBe(0);
  });

  it("keeps the lease while the deleting fails, and forgets plans that nobody confirmed", async () => {
    await leases.put({ plan, state: "written", untilMs: 0 });
    const failing = () => Promise.reject(new Error("throttled"));
    await expect(sweepShadows({ leases, now, delete: failing })).rejects.toThrow("throttled");
    expect(kept.size).toBe(1);
    await leases.put({ plan, state: "planned", untilMs: 0 });
    await sweep();
    expect(kept.size).toBe(0);
  });

  it("cleans up the others too where one cannot be deleted, and then tells of it", async () => {
    const others = ["a", "b"].map((letter) => ({ ...plan, id: letter.repeat(20) }));
    for (const each of others) await leases.put({ plan: each, state: "written", untilMs: 0 });
    const firstFails = ({ id }: ShadowPlan) =>
      id.startsWith("a") ? Promise.reject(new Error("denied")) : Promise.resolve(0);
    await expect(sweepShadows({ leases, now, delete: firstFails })).rejects.toThrow("denied");
    expect([...kept.keys()]).toEqual(["a".repeat(20)]);
  });

  it("has nothing to delete in a zone that is gone", async () => {
    expect(await records.delete({ ...plan, zone: "Z0GONE" })).toBe(0);
  });

  it("touches no name that is not its own", async () => {
    const [first] = plan.records;
    if (first === undefined) throw new Error("the plan has no record");
    const foreign = { ...plan, records: [{ ...first, name: "shop.lab.test." }] };
    await expect(records.write(foreign)).rejects.toThrow("no name of the shadow");
    expect(await deleteShadow(session, { ...plan, shadowName: "shop.lab.test." })).toBe(0);
  });

  it("is somebody else in an account's trail than who reads it", async () => {
    const before = aws.sessionNames.length;
    for (const work of ["observe", "apply"] as const) {
      const other = openSession({
        options: aws.optionsWith({}),
        account: { roleArn: ROLE, externalId: EXTERNAL_ID },
        work,
        env: {},
        signal: new AbortController().signal,
      });
      // The zone is of the first account: the other one has none of its id.
      expect(await deleteShadow(other, plan)).toBe(0);
      other.close();
    }
    expect(aws.sessionNames.slice(before)).toEqual(["isochrone-observe", "isochrone-apply"]);
  });
});
