import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  CreateResourceRecordSetProtectionsCommand,
  DeleteHostedZoneCommand,
  DeleteResourceRecordSetProtectionsCommand,
  GetHostedZoneCountCommand,
  ListHostedZonesByNameCommand,
  paginateListResourceRecordSetProtections,
  type ResourceRecordSetProtectionConfig,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LabRoute53, openLabRoute53 } from "../lab-route53.ts";

const WWW: ResourceRecordSetProtectionConfig = {
  RecordName: "WWW.shop.example",
  RecordType: "A",
  Comment: "ask <Ada> first",
};
const MX: ResourceRecordSetProtectionConfig = { RecordName: "shop.example", RecordType: "MX" };

describe("infra/lab/aws/route53/protection-operations", () => {
  let lab: LabRoute53;
  let HostedZoneId: string | undefined;
  let made = 0;

  beforeAll(async () => {
    lab = await openLabRoute53();
  });
  afterAll(() => lab.close());
  beforeEach(async () => {
    lab.clocks.wallMs += 10_000;
    made += 1;
    const create = { Name: "shop.example", CallerReference: String(made) };
    HostedZoneId = (await lab.client.send(new CreateHostedZoneCommand(create))).HostedZone?.Id;
  });

  const protect = (...Protections: ResourceRecordSetProtectionConfig[]) =>
    lab.client.send(new CreateResourceRecordSetProtectionsCommand({ HostedZoneId, Protections }));
  const unprotect = (...Protections: ResourceRecordSetProtectionConfig[]) =>
    lab.client.send(new DeleteResourceRecordSetProtectionsCommand({ HostedZoneId, Protections }));
  const list = async (request: { StartRecordName?: string; StartRecordType?: "A" } = {}) => {
    const found: unknown[] = [];
    const paging = { client: lab.client, pageSize: 1 };
    const pages = paginateListResourceRecordSetProtections(paging, { HostedZoneId, ...request });
    for await (const page of pages) found.push(...(page.ResourceRecordSetProtections ?? []));
    return found;
  };
  const change = (label: string, Type: "A" | "AAAA", Value: string) => {
    const set = { Name: `${label}.shop.example`, Type, TTL: 60, ResourceRecords: [{ Value }] };
    return { Action: "UPSERT", ResourceRecordSet: set } satisfies Change;
  };
  const submit = (...Changes: Change[]) =>
    lab.client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }),
    );

  it("bars every change of a protected name and type, and so the whole batch", async () => {
    await protect(WWW);
    const batch = [change("www", "A", "192.0.2.1"), change("ftp", "A", "192.0.2.2")];
    await expect(submit(...batch)).rejects.toMatchObject({
      name: "InvalidChangeBatch",
      message:
        "[The resource record set [name='www.shop.example.', type='A'] is protected: ask <Ada> first]",
    });
    await submit(change("www", "AAAA", "2001:db8::1"), change("ftp", "A", "192.0.2.2"));
    await unprotect({ RecordName: "www.shop.example.", RecordType: "A" });
    await submit(...batch);
  });

  it("lists protections by name from the right, from where is asked", async () => {
    await protect(WWW, MX);
    const www = { RecordName: "www.shop.example.", RecordType: "A", Comment: "ask <Ada> first" };
    const mx = { RecordName: "shop.example.", RecordType: "MX" };
    expect(await list()).toEqual([mx, www]);
    expect(await list({ StartRecordName: "a.shop.example" })).toEqual([www]);
    await expect(list({ StartRecordType: "A" })).rejects.toThrow(/StartRecordType needs/);
    const lost = paginateListResourceRecordSetProtections(
      { client: lab.client, startingToken: "none" },
      { HostedZoneId },
    );
    await expect(lost.next()).rejects.toMatchObject({ name: "InvalidPaginationToken" });
  });

  it("makes all or none, and says entry by entry why", async () => {
    await protect(WWW);
    await expect(protect(WWW)).rejects.toMatchObject({
      name: "ProtectionAlreadyExists",
      Errors: [
        { RecordName: "www.shop.example.", RecordType: "A", Code: "ProtectionAlreadyExists" },
      ],
    });
    await expect(protect(MX, WWW)).rejects.toMatchObject({
      name: "InvalidResourceRecordSetProtectionBatch",
      Errors: [{ Code: "ProtectionAlreadyExists" }],
    });
    const wrong = [
      { RecordName: "shop.example.net", RecordType: "A" as const },
      { RecordName: "a..b", RecordType: "A" as const },
      { RecordName: "x.shop.example", RecordType: "ANY" as "A" },
      { ...MX, Comment: "x".repeat(257) },
      MX,
    ];
    await expect(protect(...wrong, WWW)).rejects.toMatchObject({
      name: "InvalidResourceRecordSetProtectionBatch",
      Errors: wrong.map(({ RecordName }) => ({ RecordName, Code: "InvalidInput" })),
    });
    await expect(unprotect(WWW, MX)).rejects.toMatchObject({
      name: "InvalidResourceRecordSetProtectionBatch",
      Errors: [{ RecordName: "shop.example.", RecordType: "MX", Code: "ProtectionNotFound" }],
    });
    expect(await list()).toHaveLength(1);
    await expect(protect()).rejects.toThrow(/Protections must hold 1 to 100 entries/);
  });

  it("keeps a zone with protections from being deleted", async () => {
    await protect(MX);
    const remove = () => lab.client.send(new DeleteHostedZoneCommand({ Id: HostedZoneId }));
    await expect(remove()).rejects.toMatchObject({ name: "HostedZoneNotEmpty" });
    await unprotect(MX);
    await remove();
  });

  it("counts zones and lists them by name over the wire", async () => {
    const { HostedZoneCount } = await lab.client.send(new GetHostedZoneCountCommand({}));
    const { HostedZones } = await lab.client.send(
      new ListHostedZonesByNameCommand({ DNSName: "shop.example", MaxItems: 100 }),
    );
    expect(HostedZones).toHaveLength(HostedZoneCount ?? 0);
    expect(HostedZones?.map(({ Id }) => Id)).toContain(HostedZoneId);
  });
});
