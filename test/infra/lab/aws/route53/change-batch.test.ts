import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from "@aws-sdk/client-route-53";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LabRoute53, openLabRoute53 } from "../lab-route53.ts";
import { create, MALFORMED, REFUSED, remove, TAKEN, upsert, www } from "./change-batch-cases.ts";

describe("infra/lab/aws/route53/change-batch", () => {
  let lab: LabRoute53;
  let zoneId: string;
  let zones = 0;
  const change = (changes: Change[]) =>
    lab.client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: { Changes: changes.map(inOwnZone) },
      }),
    );
  /** The zone's id is known only now. */
  const inOwnZone = (each: Change): Change => {
    const set = each.ResourceRecordSet;
    if (set?.AliasTarget?.HostedZoneId !== "OWN") return each;
    const AliasTarget = { ...set.AliasTarget, HostedZoneId: zoneId };
    return { ...each, ResourceRecordSet: { ...set, AliasTarget } };
  };
  const list = async () =>
    (await lab.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId })))
      .ResourceRecordSets ?? [];

  beforeAll(async () => {
    lab = await openLabRoute53();
  });
  afterAll(() => lab.close());
  beforeEach(async () => {
    zones += 1;
    const command = new CreateHostedZoneCommand({
      Name: "shop.example",
      CallerReference: String(zones),
    });
    zoneId = (await lab.client.send(command)).HostedZone?.Id?.replace("/hostedzone/", "") ?? "";
  });
  afterEach(() => {
    // The calls of one case must not use up the rate of the next.
    lab.clocks.wallMs += 1_000;
  });

  it.each(MALFORMED)("finds the request malformed: %s", async (_, fields, message) => {
    const refused = change(create(www(fields)));
    await expect(refused).rejects.toMatchObject({
      name: "InvalidInput",
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
    await expect(refused).rejects.toThrow(/^Invalid request: .* in Change with \[Action=CREATE/);
  });

  it.each(REFUSED)("refuses %s", async (_, before, batch, message) => {
    if (before.length > 0) await change(before);
    const standing = await list();
    await expect(change(batch)).rejects.toMatchObject({
      name: "InvalidChangeBatch",
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
    expect(await list()).toEqual(standing);
  });

  it.each(TAKEN)("takes %s", async (_, before, batch) => {
    if (before.length > 0) await change(before);
    expect((await change(batch)).ChangeInfo?.Status).toBe("PENDING");
  });

  it("refuses an empty batch, an unknown action and a health check that is not there", async () => {
    await expect(change([])).rejects.toMatchObject({ name: "InvalidInput" });
    const bad: Change = { Action: "REPLACE" as "UPSERT", ResourceRecordSet: www() };
    await expect(change([bad])).rejects.toMatchObject({ name: "InvalidInput" });
    await expect(change(create(www({ HealthCheckId: "none" })))).rejects.toMatchObject({
      name: "NoSuchHealthCheck",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("keeps the zone's NS and SOA, whose values may be replaced", async () => {
    const [ns, soa] = await list();
    if (ns === undefined || soa === undefined) throw new Error("a new zone has two record sets");
    await expect(change(remove(ns))).rejects.toThrow(/at least one NS record for the zone itself/);
    await expect(change(remove(soa))).rejects.toThrow(/exactly one SOA record/);
    await change(upsert({ ...ns, TTL: 60 }));
    await change([...remove(soa), ...create({ ...soa, TTL: 60 })]);
    expect((await list()).map((set) => set.TTL)).toEqual([60, 60]);
  });
});
