import {
  CreateHostedZoneCommand,
  ListHostedZonesCommand,
  ListTrafficPoliciesCommand,
  paginateListHostedZones,
} from "@aws-sdk/client-route-53";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openApiServer } from "../../../../infra/lab/aws/api-server.ts";
import { accessDenied } from "../../../../infra/lab/aws/faults.ts";
import { KeyRing } from "../../../../infra/lab/aws/key-ring.ts";
import { ServiceProblem } from "../../../../infra/lab/aws/service-problem.ts";
import { LabProblem } from "../../../../infra/lab/lab-problem.ts";
import { type LabRoute53, openLabRoute53 } from "./lab-route53.ts";

const LIST = "ListHostedZones";

describe("infra/lab/aws/api-server", () => {
  let lab: LabRoute53;
  const list = () => lab.client.send(new ListHostedZonesCommand({}));

  beforeEach(async () => {
    lab = await openLabRoute53();
  });
  afterEach(() => lab.close());

  it("lets a burst of 50 through, then 10 a second, and says Throttling with status 400", async () => {
    for (let n = 0; n < 50; n += 1) await list();
    await expect(list()).rejects.toMatchObject({
      name: "Throttling",
      message: "Rate exceeded",
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
    lab.clocks.wallMs += 100;
    await list();
    await expect(list()).rejects.toMatchObject({ name: "Throttling" });
  });

  it("is asked again by a patient client when it throttles", async () => {
    const problem = new ServiceProblem("Throttling", "Rate exceeded");
    lab.faults.set(LIST, { kind: "error", problem }, { times: 2 });
    const patient = lab.clientWith({ maxAttempts: 5 });
    const { $metadata } = await patient.send(new ListHostedZonesCommand({}));
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 3 });
  });

  it("gives every answer an id, and an error the same in body and header", async () => {
    const first = await list();
    const second = await list();
    expect(first.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.$metadata.requestId).not.toBe(second.$metadata.requestId);
    lab.faults.set(LIST, accessDenied("route53", LIST));
    await expect(list()).rejects.toMatchObject({
      $metadata: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it("denies access while the fault is on, as often as was asked for", async () => {
    lab.faults.set(LIST, accessDenied("route53", LIST), { times: 2 });
    for (let n = 0; n < 2; n += 1) {
      await expect(list()).rejects.toMatchObject({
        name: "AccessDenied",
        message: expect.stringContaining("is not authorized to perform: route53:ListHostedZones"),
        $metadata: { httpStatusCode: 403 },
      });
    }
    await list();
    lab.faults.set(LIST, accessDenied("route53", LIST));
    await expect(list()).rejects.toMatchObject({ name: "AccessDenied" });
    lab.faults.mend(LIST);
    await list();
  });

  it("breaks off in the middle of a page", async () => {
    lab.faults.set(LIST, { kind: "cut" }, { times: 1 });
    await expect(list()).rejects.toMatchObject({ code: "ECONNRESET" });
    await list();
  });

  it("fails on the second page of two", async () => {
    for (const name of ["a.example", "b.example"]) {
      await lab.client.send(new CreateHostedZoneCommand({ Name: name, CallerReference: name }));
    }
    lab.faults.set(LIST, accessDenied("route53", LIST), { afterCalls: 1 });
    const pages = paginateListHostedZones({ client: lab.client, pageSize: 1 }, {});
    expect((await pages.next()).value?.HostedZones).toHaveLength(1);
    await expect(pages.next()).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("names an operation that it does not have", async () => {
    await expect(lab.client.send(new ListTrafficPoliciesCommand({}))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: "The lab's route53 knows no GET /2013-04-01/trafficpolicies",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("refuses a body that no service would take", async () => {
    const answer = await fetch(lab.server.endpoint, {
      method: "POST",
      body: "x".repeat(5_000_000),
    });
    expect(answer.status).toBe(413);
  });

  it("says how to mend a taken port", async () => {
    const { address, port } = lab.server;
    const keys = new KeyRing();
    const options = { address, port, keys, accounts: new Map(), wallNowMs: Date.now };
    await expect(openApiServer(options)).rejects.toThrow(LabProblem);
  });
});
