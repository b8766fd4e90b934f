import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { ChangeResourceRecordSetsCommand, type ResourceRecordSet } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API } from "../../controller/contract/api.ts";
import { BaselineAccepted } from "../../controller/contract/baseline.ts";
import { DriftAnswer, type DriftReport } from "../../controller/contract/drift.ts";
import { ChangeEvent } from "../../controller/contract/event.ts";
import { Problem } from "../../controller/contract/problem.ts";
import { addShop, KEY, openRecordedAws, type RecordedAws } from "../controller/aws/recorded-aws.ts";
import { unauthorized } from "../controller/aws/recorded-service.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";

const WITHIN = { timeout: 30_000, interval: 100 };
const PLACE = { latitude: 39, longitude: -77.5 };

const SHOP = {
  version: 1,
  id: "shop",
  label: "Shop",
  vantages: [
    { id: "us-east-1", kind: "region", label: "Virginia", ...PLACE },
    { id: "eu-west-1", kind: "region", label: "Ireland", latitude: 53.3, longitude: -6.3 },
  ],
  endpoints: [
    {
      id: "us",
      label: "US",
      place: "us-east-1",
      ...PLACE,
      url: "http://198.51.100.7/",
      addresses: ["198.51.100.7"],
    },
  ],
  entries: { dns: { url: "http://shop.lab.test/" } },
  clientGroups: [
    { id: "americas", label: "Americas", share: 0.6, vantages: ["us-east-1"] },
    { id: "europe", label: "Europe", share: 0.4, vantages: ["eu-west-1"] },
  ],
  incumbent: { entry: "dns" },
};

let aws: RecordedAws;
let receiver: Server;
const told: unknown[] = [];
let controller: TestController;
let zone: string;
let check: string;
let token: string;

beforeAll(async () => {
  aws = await openRecordedAws();
  ({ zone, check } = await addShop(aws.route53));
  receiver = createServer((request, response) => {
    json(request).then(
      (event) => told.push(event),
      () => undefined,
    );
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const { port } = receiver.address() as AddressInfo;
  controller = await startTestController({
    advice: { webhooks: [{ url: `http://127.0.0.1:${port}/`, on: ["drift"] }] },
    aws: { endpoint: aws.server.endpoint, region: "us-east-1", credentials: KEY },
  });
  token = await controller.issueApiToken("operator", "operator");
  const put = await ask(`${API.services}/shop`, "PUT", SHOP);
  expect(put.status).toBe(200);
});

afterAll(async () => {
  await controller.close();
  await aws.close();
  receiver.closeAllConnections();
  receiver.close();
});

async function ask(path: string, method = "GET", body?: object): Promise<Response> {
  return fetch(new URL(path, controller.url), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The configuration as it was checked last; null before the first check. */
async function configuration(): Promise<DriftReport | null> {
  const response = await ask(`${API.services}/shop/drift?sense=configuration`);
  return DriftAnswer.parse(await response.json()).reports[0] ?? null;
}

/** The shop's record as the official client changes it. */
async function change(fields: Partial<ResourceRecordSet>): Promise<void> {
  const ResourceRecordSet = {
    Name: "shop.lab.test",
    Type: "A" as const,
    SetIdentifier: "us",
    Region: "us-east-1" as const,
    TTL: 60,
    ResourceRecords: [{ Value: "198.51.100.7" }],
    HealthCheckId: check,
    ...fields,
  };
  const Changes = [{ Action: "UPSERT" as const, ResourceRecordSet }];
  const command = new ChangeResourceRecordSetsCommand({
    HostedZoneId: zone,
    ChangeBatch: { Changes },
  });
  await aws.route53.send(command);
  expect((await ask(API.inventoryRefresh, "POST")).status).toBe(202);
}

/** News of drift from now on, as they come; to be ended. */
async function listen(): Promise<{ readonly events: ChangeEvent[]; end(): void }> {
  const ending = new AbortController();
  const { body } = await fetch(new URL(API.events, controller.url), {
    headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
    signal: ending.signal,
  });
  const events: ChangeEvent[] = [];
  const read = async () => {
    let text = "";
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        if (line.startsWith("data: {")) events.push(ChangeEvent.parse(JSON.parse(line.slice(6))));
      }
    }
  };
  read().catch(() => undefined);
  return { events, end: () => ending.abort() };
}

describe("drift of a service whose routing stands in Route 53", () => {
  it("cannot tell before anything was accepted", async () => {
    await expect
      .poll(async () => (await configuration())?.inventoryAtMs ?? 0, WITHIN)
      .toBeGreaterThan(0);
    expect(await configuration()).toMatchObject({
      verdict: "inconclusive",
      basis: { source: null },
    });
    const all = DriftAnswer.parse(await (await ask(API.drift)).json());
    expect(all).toMatchObject({ reports: [{ service: "shop" }], notChecked: [] });
    expect((await ask(`${API.services}/nothing/drift`)).status).toBe(404);
    expect((await ask(`${API.drift}?against=hope`)).status).toBe(400);
  });

  it("finds a change by another hand, who is touched, and that it was put back", async () => {
    const accepted = await ask(`${API.services}/shop/baseline`, "POST", { note: "as agreed" });
    expect(BaselineAccepted.parse(await accepted.json())).toMatchObject({
      design: "live",
      records: 1,
      healthChecks: 1,
    });
    await expect.poll(async () => (await configuration())?.verdict, WITHIN).toBe("none");
    const news = await listen();
    await change({ TTL: 300, ResourceRecords: [{ Value: "198.51.100.99" }] });
    await expect.poll(async () => (await configuration())?.verdict, WITHIN).toBe("drift");
    expect((await configuration())?.differences).toMatchObject([
      {
        setting: "ttlS",
        was: "60",
        is: "300",
        severity: "high",
        affected: { share: 1, movedShare: 1, groups: [{ how: "moved" }, { group: "europe" }] },
      },
      { setting: "values", was: "198.51.100.7", is: "198.51.100.99" },
    ]);
    await change({});
    await expect.poll(async () => (await configuration())?.verdict, WITHIN).toBe("none");
    const phases = () => news.events.flatMap(({ drift }) => drift?.phase ?? []);
    await expect.poll(phases, WITHIN).toEqual(["begins", "ends"]);
    await expect
      .poll(() => told, WITHIN)
      .toMatchObject([
        { kind: "drift", phase: "begins", service: "shop" },
        { kind: "drift", phase: "ends", service: "shop" },
      ]);
    news.end();
  });

  it("tells on what it found while the zone cannot be read, and accepts nothing of that", async () => {
    await change({ TTL: 600 });
    await expect.poll(async () => (await configuration())?.differences.length, WITHIN).toBe(1);
    const found = (await configuration())?.differences[0];
    const faults = aws.server.faultsOf("111122223333", "route53");
    const problem = unauthorized("route53:ListResourceRecordSets");
    faults.set("ListResourceRecordSets", { kind: "error", problem });
    expect((await ask(API.inventoryRefresh, "POST")).status).toBe(202);
    await expect
      .poll(async () => (await configuration())?.unread.length, WITHIN)
      .toBeGreaterThan(0);
    const report = await configuration();
    expect(report).toMatchObject({
      verdict: "drift",
      differences: [{ is: "600", firstSeenAtMs: found?.firstSeenAtMs }],
    });
    expect(report?.differences[0]?.lastSeenAtMs).toBeLessThan(report?.checkedAtMs ?? 0);
    const refused = await ask(`${API.services}/shop/baseline`, "POST");
    expect(refused.status).toBe(409);
    expect(Problem.parse(await refused.json())).toMatchObject({ code: "baseline_not_fully_read" });
    faults.mend("ListResourceRecordSets");
    const viewer = await controller.issueApiToken("viewer", "viewer");
    const response = await fetch(new URL(`${API.services}/shop/baseline`, controller.url), {
      method: "POST",
      headers: { authorization: `Bearer ${viewer}` },
    });
    expect(response.status).toBe(403);
  });
});
