import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { priceRegions } from "../../../controller/aws/price-regions.ts";
import { readPrices } from "../../../controller/aws/read-prices.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import { PriceReading } from "../../../controller/contract/price-reading.ts";
import { pricesInForce } from "../../../controller/core/cost/reading/prices-in-force.ts";
import type { ApiServer } from "../../../infra/lab/aws/api-server.ts";
import { accessDenied } from "../../../infra/lab/aws/faults.ts";
import { ServiceProblem } from "../../../infra/lab/aws/service-problem.ts";
import { type LoopbackFence, loopbackFence } from "../../helpers/loopback-fence.ts";
import { LAB_ACCOUNT, LAB_KEY, openLabPricing } from "../../infra/lab/aws/pricing/lab-pricing.ts";

let server: ApiServer;
let fence: LoopbackFence;
let first: PriceReading;

beforeAll(async () => {
  server = await openLabPricing();
  fence = loopbackFence();
  first = await read();
  fence.take();
});
afterAll(() => server.close());
beforeEach(() => {
  fence = loopbackFence();
});
afterEach(() => {
  fence.take();
  server.faultsOf(LAB_ACCOUNT, "pricing").mend("GetProducts");
});

async function read(earlier: PriceReading | null = null, key = LAB_KEY, signal = never()) {
  const { endpoint } = server;
  const options = {
    ...AwsSettings.parse({ endpoint, region: "us-east-1" }),
    credentials: key,
  };
  const reading = await readPrices({ options, env: {}, nowMs: Date.now, signal, earlier });
  expect(PriceReading.parse(reading)).toEqual(reading);
  expect(fence.outside).toEqual([]);
  return reading;
}

const never = () => new AbortController().signal;
const statesOf = ({ parts }: PriceReading) => new Set(parts.map(({ state }) => state));
const faults = () => server.faultsOf(LAB_ACCOUNT, "pricing");

describe("controller/aws/read-prices", () => {
  it("reads every part to its end, by the official client", () => {
    const states = first.parts.map(({ id, state, error }) => [id, state, error?.code]);
    // The lab lists four types of instances.
    const missing = states.filter(([, state]) => state !== "read");
    expect(missing).toEqual([
      ["ec2-c7i.large", "failed", "NothingListed"],
      ["ec2-m7i.large", "failed", "NothingListed"],
    ]);
    const { prices, freeTransferOutGb } = pricesInForce(first);
    expect(freeTransferOutGb).toBe(100);
    expect(prices["route53.query.latency"]?.source).toMatch(/^price-list-amazonroute53-/);
    expect(prices["data-transfer.region.eu-west-1"]?.source).toMatch(/^price-list-/);
  });

  it("asks for no more than the first page of what has not changed", async () => {
    const second = await read(first);
    const parts = second.parts.filter(({ error }) => error === null);
    expect(new Set(parts.map(({ state }) => state))).toEqual(new Set(["unchanged"]));
    expect(pricesInForce(second)).toEqual(pricesInForce(first));
    // The list between Regions has several pages; the call after the first of each part would fail.
    faults().set("GetProducts", accessDenied("pricing", "GetProducts"), { afterCalls: 11 });
    const third = await read(first);
    expect(third.parts.filter(({ error }) => error?.kind === "denied")).toHaveLength(
      third.parts.length - 11,
    );
  });

  it("names the part that broke off, and keeps of it what was read before", async () => {
    const denied = accessDenied("pricing", "GetProducts");
    faults().set("GetProducts", denied, { afterCalls: 4, times: 1 });
    const { parts } = await read(first);
    const failed = parts.filter(({ error }) => error?.kind === "denied");
    expect(failed).toHaveLength(1);
    expect(failed[0]?.error).toMatchObject({
      code: "AccessDeniedException",
      mend: expect.stringContaining("Allow pricing:GetProducts"),
    });
    expect(failed[0]?.quotes).toEqual(first.parts.find(({ id }) => id === failed[0]?.id)?.quotes);
  });

  it("waits and asks again where AWS is asked too often", async () => {
    const problem = new ServiceProblem("ThrottlingException", "Rate exceeded", 400);
    faults().set("GetProducts", { kind: "error", problem }, { afterCalls: 2, times: 2 });
    const throttled = await read(first);
    expect(throttled.parts.filter(({ error }) => error?.kind === "throttled")).toEqual([]);
  });

  it("tells in every part that the key is wrong, and what to do", async () => {
    const reading = await read(null, { ...LAB_KEY, secretAccessKey: "wrong" });
    expect(statesOf(reading)).toEqual(new Set(["failed"]));
    expect(reading.parts[0]).toMatchObject({
      prices: 0,
      error: { kind: "no-credentials", mend: expect.stringContaining("AWS credentials") },
    });
  });

  it("ends with the signal, each part saying so", async () => {
    const ending = new AbortController();
    ending.abort(new Error("The controller was stopped."));
    const { parts } = await read(null, LAB_KEY, ending.signal);
    expect(new Set(parts.map(({ error }) => error?.message))).toEqual(
      new Set(["The controller was stopped."]),
    );
  });
});

describe("controller/aws/price-regions", () => {
  it.each([
    ["us-west-2", undefined, "us-east-1"],
    ["sa-east-1", undefined, "us-east-1"],
    ["eu-west-1", undefined, "eu-central-1"],
    ["ap-southeast-2", undefined, "ap-south-1"],
    ["eu-west-1", "ap-south-1", "ap-south-1"],
  ] as const)(
    "of %s, with %s set, begins with %s and goes on with the others",
    (home, set, first) => {
      const regions = priceRegions(home, set);
      expect(regions[0]).toBe(first);
      expect([...regions].sort()).toEqual(["ap-south-1", "eu-central-1", "us-east-1"]);
    },
  );
});
