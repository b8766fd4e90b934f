import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AnswersAnswer } from "../../controller/contract/answers.ts";
import { API } from "../../controller/contract/api.ts";
import { Estate } from "../../controller/contract/estate.ts";
import { InventoryAnswer } from "../../controller/contract/inventory.ts";
import { Problem } from "../../controller/contract/problem.ts";
import { addShop, KEY, openRecordedAws, type RecordedAws } from "../controller/aws/recorded-aws.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";

const ANSWERS = `${API.services}/shop/answers`;

const ESTATE = Estate.parse({
  environment: { name: "test" },
  vantages: [
    {
      id: "office-lisbon",
      kind: "custom",
      label: "Lisbon",
      latitude: 38.72,
      longitude: -9.14,
      resolver: { address: "127.0.0.1", clientSubnet: "203.0.113.0/24" },
    },
  ],
  services: [
    {
      id: "shop",
      label: "Shop",
      endpoints: [
        {
          id: "virginia",
          label: "Virginia",
          place: "us-east-1",
          latitude: 39.04,
          longitude: -77.49,
          url: "http://198.51.100.7/",
        },
      ],
      dns: { url: "http://shop.lab.test/" },
    },
    {
      id: "plain",
      label: "Without a name",
      endpoints: [
        {
          id: "virginia",
          label: "Virginia",
          place: "us-east-1",
          latitude: 39.04,
          longitude: -77.49,
          url: "http://198.51.100.7/",
        },
      ],
    },
  ],
});

describe("what Route 53 answers, over the API", () => {
  const lines: string[] = [];
  let aws: RecordedAws;
  let controller: TestController;
  beforeAll(async () => {
    aws = await openRecordedAws();
    await addShop(aws.route53);
    controller = await startTestController({
      logLevel: "info",
      logTo: { write: (text) => void lines.push(text) },
    });
    await controller.loadEstate(ESTATE);
  });
  afterAll(async () => {
    await controller.close();
    await aws.close();
  });

  async function call(
    path: string,
    method = "GET",
    role: "viewer" | "operator" = "viewer",
    json?: unknown,
  ) {
    const token = await controller.issueApiToken(role, role);
    const sent =
      json === undefined
        ? { headers: { authorization: `Bearer ${token}` } }
        : {
            headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
            body: JSON.stringify(json),
          };
    const response = await fetch(new URL(path, controller.url), { method, ...sent });
    return { status: response.status, body: (await response.json()) as unknown };
  }
  const answers = async () => AnswersAnswer.parse((await call(ANSWERS)).body);

  it("says what is not known while nothing was read or asked, and who cannot ask", async () => {
    const { report, askedAtMs, askingSinceMs } = await answers();
    expect(report.verdict).toBe("inconclusive");
    expect(report.groups[0]?.askers[0]?.notAsked.map(({ source }) => source)).toEqual([
      "lookup",
      "test",
      "model",
    ]);
    expect([askedAtMs, askingSinceMs]).toEqual([null, null]);
    expect((await call(`${ANSWERS}/ask`, "POST")).status).toBe(403);
    const refused = await call(`${ANSWERS}/ask`, "POST", "operator");
    expect(refused.status).toBe(409);
    expect(Problem.parse(refused.body).code).toBe("aws_not_set_up");
    const untried = await call(`${ANSWERS}/shadow`, "POST", "operator", { hostedZones: [] });
    expect([untried.status, Problem.parse(untried.body).code]).toEqual([409, "aws_not_set_up"]);
    const nameless = await call(`${API.services}/plain/answers`);
    expect(Problem.parse(nameless.body).code).toBe("no_dns_entry");
  });

  it("asks Route 53 when an operator wants it, and compares its word with the model", async () => {
    await controller.readAws({
      endpoint: aws.server.endpoint,
      region: "us-east-1",
      credentials: KEY,
    });
    await expect
      .poll(async () => (await answers()).report.groups[0]?.askers[0]?.answers.length, {
        timeout: 60_000,
      })
      .toBe(1);
    const asked = await call(`${ANSWERS}/ask`, "POST", "operator");
    expect(asked.status).toBe(202);
    await expect.poll(async () => (await answers()).askedAtMs, { timeout: 60_000 }).not.toBeNull();
    await expect.poll(async () => (await answers()).askingSinceMs).toBeNull();
    const { report } = await answers();
    expect(report.groups[0]?.askers[0]).toMatchObject({
      trusted: "test",
      isAgreed: true,
      answers: [
        {
          source: "test",
          clientSubnet: "203.0.113.0/24",
          ledTo: [{ share: 1, server: { kind: "endpoint", endpoint: "virginia" } }],
        },
        { source: "model", ledTo: [{ share: 1, server: { endpoint: "virginia" } }] },
      ],
    });
    expect(report.verdict).toBe("agreed");
    expect(lines.join("")).toMatch(/"audit":true.*"action":"answers\.ask".*"name":"operator"/);
  }, 150_000);

  it("plans no shadow in an account that nothing may change", async () => {
    const inventory = InventoryAnswer.parse((await call(API.inventory)).body).inventory;
    const id = inventory?.hostedZones[0]?.spec.id;
    const record = { name: "shop.lab.test", type: "A", ttlS: 30, values: ["198.51.100.7"] };
    const design = { hostedZones: [{ id, name: "shop.lab.test", records: [record] }] };
    const refused = await call(`${ANSWERS}/shadow`, "POST", "operator", design);
    expect([refused.status, Problem.parse(refused.body)]).toMatchObject([
      409,
      { code: "not_to_be_changed", mend: expect.stringContaining("apply") },
    ]);
  });

  it("forgets what was said of a service that is removed", async () => {
    expect((await answers()).askedAtMs).not.toBeNull();
    expect((await call(`${API.services}/shop`, "DELETE", "operator")).status).toBe(200);
    await controller.loadEstate(ESTATE);
    expect((await answers()).askedAtMs).toBeNull();
  });
});
