import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInventory } from "../../../controller/aws/read-inventory.ts";
import type { InventoryPart } from "../../../controller/contract/inventory-part.ts";
import { assembleInventory } from "../../../controller/core/inventory/assemble-inventory.ts";
import { accessDenied } from "../../../infra/lab/aws/faults.ts";
import { ServiceProblem } from "../../../infra/lab/aws/service-problem.ts";
import {
  ACCOUNT,
  addShop,
  EXTERNAL_ID,
  OTHER_ACCOUNT,
  openRecordedAws,
  type RecordedAws,
  ROLE,
} from "./recorded-aws.ts";
import { unauthorized } from "./recorded-service.ts";

let aws: RecordedAws;
let shop: { zone: string; check: string };

beforeAll(async () => {
  aws = await openRecordedAws();
  shop = await addShop(aws.route53);
});

afterAll(async () => {
  await aws.close();
});

async function read(settings: Record<string, unknown> = {}) {
  const options = aws.optionsWith(settings);
  return assembleInventory(await readInventory({ options, env: {}, nowMs: Date.now }));
}

function partOf(
  { parts }: { parts: readonly InventoryPart[] },
  subject: string,
  scope: string | null = null,
): InventoryPart {
  const found = parts.find((part) => part.subject === subject && part.scope === scope);
  if (found === undefined) throw new Error(`no part ${subject} of ${scope}`);
  return found;
}

describe("readInventory", () => {
  it("finds what an account has, every part complete with its denominator", async () => {
    const inventory = await read();
    expect(inventory.parts.filter(({ state }) => state !== "complete")).toEqual([]);
    expect(inventory.parts.every(({ items, of }) => items === of)).toBe(true);
    expect(inventory.accounts).toEqual([
      { id: ACCOUNT, callerArn: `arn:aws:iam::${ACCOUNT}:user/lab`, roleArn: null },
    ]);
    expect(inventory.regions.map(({ code, optIn, isRead }) => [code, optIn, isRead])).toEqual([
      ["af-south-1", "not-opted-in", false],
      ["eu-south-1", "opted-in", true],
      ["us-east-1", "opt-in-not-required", true],
    ]);
    expect(inventory.zones.map(({ name, kind }) => [name, kind])).toEqual([
      ["eu-south-1a", "availability-zone"],
      ["us-east-1-bos-1a", "local-zone"],
      ["us-east-1-wl1-bos-wlz-1", "wavelength-zone"],
      ["us-east-1a", "availability-zone"],
    ]);
    expect(inventory.outposts).toMatchObject([{ region: "eu-south-1", subnets: 1, instances: 0 }]);
    expect(inventory.subnets.map(({ id }) => id)).toEqual([
      "subnet-op",
      "subnet-1",
      "subnet-2",
      "subnet-3",
    ]);
    expect(inventory.instances.map(({ id }) => id)).toEqual(["i-web"]);
    expect(partOf(inventory, "instances", "us-east-1").note).toMatch(/^1 without a public address/);
    expect(inventory.addresses).toMatchObject([{ address: "198.51.100.7", instance: "i-web" }]);
    expect(inventory.loadBalancers).toMatchObject([
      {
        kind: "application",
        zones: ["us-east-1a", "us-east-1b"],
        targetGroups: [
          {
            name: "shop",
            targets: [{ id: "i-web", state: "unhealthy", reason: "Target.Timeout" }],
          },
        ],
      },
    ]);
    const [accelerator] = inventory.accelerators;
    expect(accelerator?.spec.listeners[0]?.endpointGroups[0]).toMatchObject({
      region: "us-east-1",
      endpoints: [
        { weight: 128, clientIpPreservation: true },
        { endpointId: "eipalloc-1", weight: 64 },
      ],
    });
    expect(accelerator?.endpointHealth.map(({ state }) => state)).toEqual(["HEALTHY", "INITIAL"]);
    expect(inventory.cidrCollections[0]?.spec.locations).toEqual([
      { name: "lisbon", blocks: ["198.51.100.0/24", "203.0.113.0/24"] },
    ]);
  });

  it("puts records into their zones and statuses to their health checks", async () => {
    const { hostedZones, healthChecks } = await read();
    const [zone] = hostedZones;
    expect(zone).toMatchObject({ recordsState: "complete", recordsTold: 3 });
    expect(zone?.spec.nameServers.length).toBeGreaterThan(0);
    expect(zone?.spec.records.find(({ type }) => type === "A")).toEqual({
      name: "shop.lab.test.",
      type: "A",
      setIdentifier: "us",
      routing: { policy: "latency", region: "us-east-1" },
      ttlS: 60,
      values: ["198.51.100.7"],
      healthCheckId: shop.check,
    });
    expect(healthChecks).toMatchObject([
      { spec: { id: shop.check }, status: { checkersHealthy: 2, checkers: 3, isHealthy: true } },
    ]);
  });

  it("reads the Regions that were named, and says which of them it cannot", async () => {
    const inventory = await read({
      accounts: [{ regions: ["us-east-1", "af-south-1", "eu-wset-1"] }],
    });
    expect(inventory.subnets.map(({ region }) => region)).toEqual(Array(3).fill("us-east-1"));
    expect(partOf(inventory, "regions")).toMatchObject({
      state: "partial",
      items: 3,
      error: {
        kind: "unknown-region",
        message: expect.stringMatching(/no Region eu-wset-1; .* not opted in to af-south-1/),
      },
    });
  });

  it("says how many statuses it did not ask for", async () => {
    const inventory = await read({ mostHealthStatuses: 0 });
    expect(partOf(inventory, "health-statuses")).toMatchObject({
      state: "partial",
      items: 0,
      of: 1,
      error: null,
      note: expect.stringContaining("1 were not asked for"),
    });
    expect(inventory.healthChecks).toMatchObject([{ status: null }]);
  });

  it("tells its progress", async () => {
    const told: string[] = [];
    await readInventory({
      options: aws.optionsWith({}),
      env: {},
      nowMs: Date.now,
      onProgress: ({ partsDone, partsKnown, current }) =>
        told.push(`${partsDone} of ${partsKnown} ${current.join(", ")}`),
    });
    expect(told.join("\n")).toContain("subnets of us-east-1 in 111122223333");
    expect(told.at(-1)).toMatch(/^(\d+) of \1 $/);
  });

  it("ends at once when it is told to", async () => {
    const ending = new AbortController();
    const reading = readInventory({
      options: aws.optionsWith({}),
      env: {},
      nowMs: Date.now,
      signal: ending.signal,
      onProgress: ({ items }) => {
        if (items > 0) ending.abort(new Error("the controller stops"));
      },
    });
    const { parts } = assembleInventory(await reading);
    expect(parts.filter(({ state }) => state === "failed").length).toBeGreaterThan(0);
    expect(parts.find(({ state }) => state === "failed")?.error).toMatchObject({
      kind: "cut-off",
      message: "the controller stops",
    });
  });
});

describe("what goes wrong in one part", () => {
  const faultsOf = (service: string) => aws.server.faultsOf(ACCOUNT, service);

  /** Everything but the part in question is complete all the same. */
  function onlyPart(inventory: { parts: readonly InventoryPart[] }): InventoryPart {
    const wrong = inventory.parts.filter(({ state }) => state !== "complete");
    expect(wrong).toHaveLength(1);
    return wrong[0] as InventoryPart;
  }

  it("names the action that is denied", async () => {
    faultsOf("ec2").set(
      "DescribeAddresses",
      { kind: "error", problem: unauthorized("ec2:DescribeAddresses") },
      { times: 1 },
    );
    const part = onlyPart(await read());
    expect(part).toMatchObject({
      service: "ec2",
      subject: "addresses",
      state: "failed",
      items: 0,
      error: {
        kind: "denied",
        code: "UnauthorizedOperation",
        mend: "Allow ec2:DescribeAddresses to the user or role of these credentials.",
      },
    });
  });

  it("keeps the pages before the one that fails", async () => {
    faultsOf("ec2").set(
      "DescribeSubnets",
      { kind: "error", problem: unauthorized("ec2:DescribeSubnets") },
      { afterCalls: 2, times: 1 },
    );
    const inventory = await read({ accounts: [{ regions: ["us-east-1"] }] });
    expect(onlyPart(inventory)).toMatchObject({
      subject: "subnets",
      scope: "us-east-1",
      state: "partial",
      items: 2,
      error: { kind: "denied" },
    });
    expect(inventory.subnets.map(({ id }) => id)).toEqual(["subnet-1", "subnet-2"]);
  });

  it("tells an answer that breaks off in the middle", async () => {
    faultsOf("ec2").set("DescribeSubnets", { kind: "cut" }, { afterCalls: 2 });
    const inventory = await read({ accounts: [{ regions: ["us-east-1"] }] });
    faultsOf("ec2").mend("DescribeSubnets");
    const part = onlyPart(inventory);
    expect(part).toMatchObject({ subject: "subnets", state: "partial", items: 2 });
    expect(part.error?.kind).toBe("cut-off");
  });

  it("outlasts throttling that ends", async () => {
    const throttling = new ServiceProblem("RequestLimitExceeded", "Request limit exceeded.", 503);
    faultsOf("ec2").set("DescribeAddresses", { kind: "error", problem: throttling }, { times: 2 });
    const { parts } = await read();
    expect(parts.filter(({ state }) => state !== "complete")).toEqual([]);
  });

  it("gives up throttling that does not end, after a few attempts", async () => {
    const throttling = new ServiceProblem("Throttling", "Rate exceeded");
    faultsOf("route53").set("ListCidrCollections", { kind: "error", problem: throttling });
    const inventory = await read();
    faultsOf("route53").mend("ListCidrCollections");
    expect(onlyPart(inventory)).toMatchObject({
      subject: "cidr-collections",
      state: "failed",
      error: { kind: "throttled", code: "Throttling", message: "Rate exceeded" },
    });
  });

  it("reads health checks also where their tags are denied, and says so", async () => {
    faultsOf("route53").set(
      "ListTagsForResources",
      accessDenied("route53", "ListTagsForResources"),
    );
    const { parts, healthChecks } = await read();
    faultsOf("route53").mend("ListTagsForResources");
    expect(healthChecks).toHaveLength(1);
    expect(partOf({ parts }, "health-checks")).toMatchObject({
      state: "partial",
      items: 1,
      error: {
        kind: "denied",
        message: expect.stringMatching(/^The tags could not be read: /),
        mend: expect.stringContaining("route53:ListTagsForResources"),
      },
    });
  });

  it("tells the Region that does not know the credentials as one that is not open", async () => {
    const refused = new ServiceProblem(
      "AuthFailure",
      "AWS was not able to validate the provided access credentials",
      401,
    );
    faultsOf("ec2").set("DescribeInstances", { kind: "error", problem: refused }, { times: 1 });
    const part = onlyPart(await read());
    expect(part.error).toMatchObject({ kind: "unknown-region", code: "AuthFailure" });
    expect(part.error?.mend).toContain(`opt the account in to ${part.scope}`);
  });
});

describe("the credentials of an account", () => {
  it("are a role's, with the external id, and one role for all calls", async () => {
    const before = aws.assumed();
    const inventory = await read({ accounts: [{}, { roleArn: ROLE, externalId: EXTERNAL_ID }] });
    expect(inventory.accounts.map(({ id }) => id)).toEqual([ACCOUNT, OTHER_ACCOUNT]);
    expect(inventory.parts.filter(({ state }) => state !== "complete")).toEqual([]);
    expect(aws.assumed()).toBe(before + 1);
  });

  it("are told in one sentence where the role refuses, and the other account is read all the same", async () => {
    const inventory = await read({ accounts: [{}, { roleArn: ROLE, externalId: "wrong-one" }] });
    const other = inventory.parts.filter(({ account }) => account === OTHER_ACCOUNT);
    expect(other[0]).toMatchObject({
      subject: "identity",
      state: "failed",
      error: {
        kind: "denied",
        mend: expect.stringMatching(/trust policy of arn:aws:iam::444455556666.*externalId/),
      },
    });
    expect(other.slice(1).map(({ state }) => state)).toEqual(Array(5).fill("skipped"));
    const own = inventory.parts.filter(({ account }) => account === ACCOUNT);
    expect(own.filter(({ state }) => state !== "complete")).toEqual([]);
  });

  it("are asked for anew, once, when AWS says that they have expired", async () => {
    const before = aws.assumed();
    let expired = false;
    const reading = await readInventory({
      options: aws.optionsWith({ accounts: [{ roleArn: ROLE, externalId: EXTERNAL_ID }] }),
      env: {},
      nowMs: Date.now,
      onProgress: () => {
        if (expired) return;
        expired = true;
        aws.expire();
      },
    });
    const { parts } = assembleInventory(reading);
    expect(parts.filter(({ state }) => state !== "complete")).toEqual([]);
    expect(aws.assumed()).toBe(before + 2);
  });

  it("are given up when they have expired a second time", async () => {
    const before = aws.assumed();
    const reading = await readInventory({
      options: aws.optionsWith({ accounts: [{ roleArn: ROLE, externalId: EXTERNAL_ID }] }),
      env: {},
      nowMs: Date.now,
      onProgress: () => aws.expire(),
    });
    const { parts } = assembleInventory(reading);
    const failed = parts.filter(({ error }) => error?.kind === "expired-token");
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]?.error?.mend).toContain(ROLE);
    expect(aws.assumed()).toBe(before + 2);
  });

  it("are refused where they are of another account than the one named", async () => {
    const { parts } = await read({ accounts: [{ id: "999999999999" }] });
    expect(parts[0]).toMatchObject({
      account: "999999999999",
      state: "failed",
      error: { code: "WrongAccount", message: expect.stringContaining(`of account ${ACCOUNT}`) },
    });
    expect(parts.slice(1).every(({ state }) => state === "skipped")).toBe(true);
  });

  it("are said to be unknown to AWS where the key is wrong", async () => {
    const options = {
      ...aws.optionsWith({}),
      credentials: { accessKeyId: "AKIANOBODY", secretAccessKey: "x" },
    };
    const { parts } = assembleInventory(await readInventory({ options, env: {}, nowMs: Date.now }));
    expect(parts[0]).toMatchObject({
      account: "own",
      subject: "identity",
      error: { kind: "no-credentials", code: "InvalidClientTokenId" },
    });
  });
});
