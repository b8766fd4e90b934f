import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateCidrCollectionCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  HostedZoneAlreadyExists,
  HostedZoneNotEmpty,
  InvalidChangeBatch,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsResponse,
  NoSuchChange,
  NoSuchHostedZone,
  paginateListHostedZones,
  type ResourceRecordSet,
  type Route53Client,
  waitUntilResourceRecordSetsChanged,
} from "@aws-sdk/client-route-53";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { INSYNC_AFTER_MS, type LabRoute53, openLabRoute53 } from "../lab-route53.ts";

describe("infra/lab/aws/route53/zone-operations", () => {
  let lab: LabRoute53;
  let zoneId: string;
  const createZone = (Name: string, CallerReference = Name) =>
    lab.client.send(new CreateHostedZoneCommand({ Name, CallerReference }));
  const change = (Changes: Change[], Comment?: string) =>
    lab.client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: { Changes, Comment },
      }),
    );
  const list = async () => {
    const sets: ResourceRecordSet[] = [];
    const pages = recordSetPages(lab.client, zoneId);
    for await (const page of pages) sets.push(...(page.ResourceRecordSets ?? []));
    return sets;
  };

  beforeEach(async () => {
    lab = await openLabRoute53();
    zoneId = (await createZone("shop.example")).HostedZone?.Id ?? "";
  });
  afterEach(() => lab.close());

  it("makes a zone with its NS and SOA records and says where it stands", async () => {
    const made = await lab.client.send(
      new CreateHostedZoneCommand({
        Name: "Other.Example",
        CallerReference: "second",
        HostedZoneConfig: { Comment: "a & b <c>" },
      }),
    );
    expect(made).toMatchObject({
      $metadata: { httpStatusCode: 201 },
      HostedZone: {
        Id: expect.stringMatching(/^\/hostedzone\/Z[0-9A-Z]{20}$/),
        Name: "other.example.",
        CallerReference: "second",
        Config: { Comment: "a & b <c>", PrivateZone: false },
        ResourceRecordSetCount: 2,
      },
      ChangeInfo: { Status: "PENDING", SubmittedAt: new Date(lab.clocks.labMs) },
    });
    expect(made.DelegationSet?.NameServers).toHaveLength(4);
    const id = made.HostedZone?.Id?.replace("/hostedzone/", "");
    expect(made.Location).toBe(`https://route53.amazonaws.com/2013-04-01/hostedzone/${id}`);
    const got = await lab.client.send(new GetHostedZoneCommand({ Id: made.HostedZone?.Id }));
    expect(got.HostedZone).toEqual(made.HostedZone);
    expect(got.DelegationSet).toEqual(made.DelegationSet);
    zoneId = made.HostedZone?.Id ?? "";
    const [ns, soa] = await list();
    expect(ns).toMatchObject({ Name: "other.example.", Type: "NS", TTL: 172_800 });
    expect(ns?.ResourceRecords?.map(({ Value }) => Value)).toEqual(
      made.DelegationSet?.NameServers?.map((name) => `${name}.`),
    );
    expect(soa).toMatchObject({ Name: "other.example.", Type: "SOA", TTL: 900 });
  });

  it("refuses a used caller reference, a bad name and a private zone", async () => {
    await expect(createZone("again.example", "shop.example")).rejects.toThrow(
      HostedZoneAlreadyExists,
    );
    await expect(createZone("a..example")).rejects.toMatchObject({ name: "InvalidDomainName" });
    const inVpc = new CreateHostedZoneCommand({
      Name: "vpc.example",
      CallerReference: "vpc",
      VPC: { VPCId: "vpc-1", VPCRegion: "us-east-1" },
    });
    await expect(lab.client.send(inVpc)).rejects.toMatchObject({ name: "InvalidInput" });
  });

  it("lists zones page by page", async () => {
    for (const name of ["a.example", "b.example"]) await createZone(name);
    const names: (string | undefined)[][] = [];
    for await (const page of paginateListHostedZones({ client: lab.client, pageSize: 2 }, {})) {
      names.push((page.HostedZones ?? []).map((zone) => zone.Name));
    }
    expect(names).toEqual([["shop.example.", "a.example."], ["b.example."]]);
    const bad = new ListHostedZonesCommand({ Marker: "ZNOWHERE" });
    await expect(lab.client.send(bad)).rejects.toMatchObject({ name: "InvalidInput" });
  });

  it("deletes a zone only when it holds nothing of its own", async () => {
    const www = {
      Name: "www.shop.example",
      Type: "A",
      TTL: 60,
      ResourceRecords: [{ Value: "192.0.2.1" }],
    } as const;
    const set = { ...www, ResourceRecords: [...www.ResourceRecords] };
    await change([{ Action: "CREATE", ResourceRecordSet: set }]);
    const remove = () => lab.client.send(new DeleteHostedZoneCommand({ Id: zoneId }));
    await expect(remove()).rejects.toThrow(HostedZoneNotEmpty);
    await change([{ Action: "DELETE", ResourceRecordSet: set }]);
    expect((await remove()).ChangeInfo?.Status).toBe("PENDING");
    await expect(remove()).rejects.toThrow(NoSuchHostedZone);
    await expect(lab.client.send(new GetHostedZoneCommand({ Id: zoneId }))).rejects.toMatchObject({
      name: "NoSuchHostedZone",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("holds a change PENDING until the lab's time has come", async () => {
    const ResourceRecordSet = record("www", "A", "192.0.2.1");
    const { ChangeInfo } = await change([{ Action: "UPSERT", ResourceRecordSet }], "to <two>");
    expect(ChangeInfo).toMatchObject({ Status: "PENDING", Comment: "to <two>" });
    const get = () => lab.client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }));
    lab.clocks.labMs += INSYNC_AFTER_MS - 1;
    expect((await get()).ChangeInfo).toEqual(ChangeInfo);
    lab.clocks.labMs += 1;
    expect((await get()).ChangeInfo).toEqual({ ...ChangeInfo, Status: "INSYNC" });
    const waiting = { client: lab.client, maxWaitTime: 5, minDelay: 1 };
    const waited = await waitUntilResourceRecordSetsChanged(waiting, { Id: ChangeInfo?.Id });
    expect(waited.state).toBe("SUCCESS");
    await expect(lab.client.send(new GetChangeCommand({ Id: "CNONE" }))).rejects.toThrow(
      NoSuchChange,
    );
  });

  it("keeps every policy's fields as they were sent", async () => {
    const collection = new CreateCidrCollectionCommand({ Name: "c", CallerReference: "c" });
    const { Collection } = await lab.client.send(collection);
    const cases: Partial<ResourceRecordSet>[] = [
      { Weight: 0 },
      { Region: "eu-central-1" },
      { Failover: "PRIMARY" },
      { GeoLocation: { CountryCode: "US", SubdivisionCode: "CA" } },
      {
        GeoProximityLocation: { Coordinates: { Latitude: "48.1", Longitude: "-11.57" }, Bias: -5 },
      },
      { GeoProximityLocation: { LocalZoneGroup: "us-west-2-lax-1" } },
      { CidrRoutingConfig: { CollectionId: Collection?.Id, LocationName: "*" } },
      { MultiValueAnswer: true },
    ];
    const sent = cases.map((fields, n) => ({
      ...record(`p${n}`, "A", "192.0.2.1"),
      SetIdentifier: `id "${n}"`,
      ...fields,
    }));
    await change(sent.map((ResourceRecordSet) => ({ Action: "CREATE", ResourceRecordSet })));
    expect((await list()).slice(2)).toEqual(sent);
  });

  it("points an alias at a name of the zone or at another service", async () => {
    const own = zoneId.replace("/hostedzone/", "");
    await change([
      { Action: "CREATE", ResourceRecordSet: alias("www", "r1.shop.example", own) },
      { Action: "CREATE", ResourceRecordSet: record("r1", "A", "192.0.2.1") },
      {
        Action: "CREATE",
        ResourceRecordSet: alias("ga", "a0.awsglobalaccelerator.com", "Z2BJ6XQ5FK7U4H"),
      },
    ]);
    const ga = (await list()).find((set) => set.Name === "ga.shop.example.");
    expect(ga?.AliasTarget).toEqual({
      DNSName: "a0.awsglobalaccelerator.com",
      HostedZoneId: "Z2BJ6XQ5FK7U4H",
      EvaluateTargetHealth: false,
    });
    expect(ga?.ResourceRecords).toBeUndefined();
  });

  it("makes the whole batch or nothing of it", async () => {
    const before = await list();
    const batch = change([
      { Action: "CREATE", ResourceRecordSet: record("one", "A", "192.0.2.1") },
      { Action: "DELETE", ResourceRecordSet: record("two", "A", "192.0.2.2") },
      { Action: "DELETE", ResourceRecordSet: record("three", "A", "192.0.2.3") },
    ]);
    const refusal = await batch.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidChangeBatch);
    expect(refusal).toMatchObject({
      message:
        "[Tried to delete resource record set [name='two.shop.example.', type='A'] but it was not found, " +
        "Tried to delete resource record set [name='three.shop.example.', type='A'] but it was not found]",
      $metadata: { httpStatusCode: 400 },
    });
    expect(await list()).toEqual(before);
  });

  it("replaces a record set with a delete and a create in one batch", async () => {
    await change([{ Action: "CREATE", ResourceRecordSet: record("www", "A", "192.0.2.1") }]);
    await change([
      { Action: "DELETE", ResourceRecordSet: record("WWW", "A", "192.0.2.1") },
      { Action: "CREATE", ResourceRecordSet: record("www", "A", "192.0.2.2") },
    ]);
    expect((await list())[2]?.ResourceRecords).toEqual([{ Value: "192.0.2.2" }]);
  });

  it("lists by labels from the right, then type, then set identifier, over any page size", async () => {
    const names = ["b", "a.b", "*", "b-c", "a", "z.a"];
    const sets = [
      ...names.map((name) => record(name, "A", "192.0.2.1")),
      record("b", "AAAA", "2001:db8::1"),
      ...["z", "y"].map((id) => ({
        ...record("w", "A", "192.0.2.1"),
        SetIdentifier: id,
        Weight: 1,
      })),
    ];
    await change(sets.map((ResourceRecordSet) => ({ Action: "CREATE", ResourceRecordSet })));
    const expected = [
      "shop.example. NS",
      "shop.example. SOA",
      "\\052.shop.example. A",
      "a.shop.example. A",
      "z.a.shop.example. A",
      "b-c.shop.example. A",
      "b.shop.example. A",
      "b.shop.example. AAAA",
      "a.b.shop.example. A",
      "w.shop.example. A y",
      "w.shop.example. A z",
    ];
    for (const pageSize of [1, 2, 100]) {
      const found: string[] = [];
      for await (const page of recordSetPages(lab.client, zoneId, pageSize)) {
        expect(page.MaxItems).toBe(pageSize);
        found.push(...(page.ResourceRecordSets ?? []).map(shortName));
      }
      expect(found).toEqual(expected);
      lab.clocks.wallMs += 5_000;
    }
  });

  it("begins a page where it was told, and after the last with nothing", async () => {
    await change(
      ["a", "c"].map((name) => ({
        Action: "CREATE",
        ResourceRecordSet: record(name, "A", "192.0.2.1"),
      })),
    );
    const from = async (StartRecordName: string) => {
      const command = new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, StartRecordName });
      return (await lab.client.send(command)).ResourceRecordSets?.map(shortName);
    };
    expect(await from("b.shop.example")).toEqual(["c.shop.example. A"]);
    expect(await from("d.shop.example")).toEqual([]);
    for (const start of [
      { StartRecordType: "A" },
      { StartRecordName: "a.shop.example", StartRecordIdentifier: "x" },
      { StartRecordName: "a..b" },
      { MaxItems: 0 },
    ] as const) {
      const command = new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...start });
      await expect(lab.client.send(command)).rejects.toMatchObject({ name: "InvalidInput" });
    }
  });
});

function record(label: string, Type: "A" | "AAAA", Value: string): ResourceRecordSet {
  return { Name: `${label}.shop.example.`, Type, TTL: 60, ResourceRecords: [{ Value }] };
}

function alias(label: string, DNSName: string, HostedZoneId: string): ResourceRecordSet {
  return {
    Name: `${label}.shop.example.`,
    Type: "A",
    AliasTarget: { DNSName, HostedZoneId, EvaluateTargetHealth: false },
  };
}

function shortName({ Name, Type, SetIdentifier }: ResourceRecordSet): string {
  return [Name, Type, SetIdentifier].filter(Boolean).join(" ");
}

/** The client has no paginator for record sets: the next page begins with three fields. */
async function* recordSetPages(
  client: Route53Client,
  HostedZoneId: string,
  MaxItems?: number,
): AsyncGenerator<ListResourceRecordSetsResponse> {
  let page: Partial<ListResourceRecordSetsResponse> = {};
  do {
    page = await client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId,
        MaxItems,
        StartRecordName: page.NextRecordName,
        StartRecordType: page.NextRecordType,
        StartRecordIdentifier: page.NextRecordIdentifier,
      }),
    );
    yield page as ListResourceRecordSetsResponse;
  } while (page.IsTruncated);
}
