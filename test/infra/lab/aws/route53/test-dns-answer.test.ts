import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  NoSuchHostedZone,
  type ResourceRecordSet,
  TestDNSAnswerCommand,
  type TestDNSAnswerRequest,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { serveNames } from "../../../../../infra/lab/cloud/serve-names.ts";
import { seededRandom } from "../../../../../infra/lab/delay/random.ts";
import type { NameSource } from "../../../../../infra/lab/dns/name-source.ts";
import { simulateAnswers } from "../../../../../infra/lab/dns/simulate-answers.ts";
import { quietHealth } from "../../health/quiet-health.ts";
import { atlas, smallWorld, vantageOf } from "../../small-world.ts";
import { INSYNC_AFTER_MS, type LabRoute53, openLabRoute53 } from "../lab-route53.ts";

const world = smallWorld();
const subnetOf = (vantage: string) => vantageOf(world, vantage).clientSubnet.replace("/24", "");
const sourceOf = (vantage: string) => vantageOf(world, vantage).sourceAddress;

const record = (label: string, value: string, fields: Partial<ResourceRecordSet> = {}) => ({
  Action: "CREATE" as const,
  ResourceRecordSet: {
    Name: `${label}shop.example`,
    Type: "A" as const,
    TTL: 60,
    ResourceRecords: [{ Value: value }],
    ...fields,
  },
});

describe("infra/lab/aws/route53/test-dns-answer", () => {
  let lab: LabRoute53;
  let names: NameSource;
  let HostedZoneId: string;

  beforeAll(async () => {
    const health = quietHealth();
    const dnsTester = simulateAnswers(world, atlas, () => names);
    lab = await openLabRoute53(health, { dnsTester });
    names = serveNames([lab.route53], {
      clock: { factor: 1, nowMs: () => lab.clocks.labMs },
      random: seededRandom(1),
      health,
      atlas,
      targets: { find: () => undefined },
    });
    const create = new CreateHostedZoneCommand({ Name: "shop.example", CallerReference: "1" });
    HostedZoneId = (await lab.client.send(create)).HostedZone?.Id ?? "";
    const Changes = [
      record("", "192.0.2.1", { SetIdentifier: "us", Region: "us-east-1" }),
      record("", "192.0.2.2", { SetIdentifier: "eu", Region: "eu-west-1" }),
      record("geo.", "192.0.2.3", {
        SetIdentifier: "va",
        GeoLocation: { CountryCode: "US", SubdivisionCode: "VA" },
      }),
      record("geo.", "192.0.2.4", { SetIdentifier: "rest", GeoLocation: { CountryCode: "*" } }),
      record("www.", "shop.example", { Type: "CNAME" }),
      record("txt.", '"hello world"', { Type: "TXT" }),
    ];
    await lab.client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }),
    );
  });
  afterAll(() => lab.close());
  beforeEach(() => {
    lab.clocks.wallMs += 10_000;
    lab.clocks.labMs += INSYNC_AFTER_MS;
  });

  const test = (request: Partial<TestDNSAnswerRequest>) =>
    lab.client.send(
      new TestDNSAnswerCommand({
        HostedZoneId,
        RecordName: "shop.example",
        RecordType: "A",
        ...request,
      }),
    );

  it.each<[string, Partial<TestDNSAnswerRequest>, string[]]>([
    ["nobody is named: a resolver in us-east-1", {}, ["192.0.2.1"]],
    ["nobody is named, by geolocation", { RecordName: "geo.shop.example" }, ["192.0.2.3"]],
    ["a resolver", { ResolverIP: sourceOf("eu-central-1") }, ["192.0.2.2"]],
    ["a resolver in a vantage's subnet", { ResolverIP: subnetOf("eu-central-1") }, ["192.0.2.2"]],
    ["a client subnet", { EDNS0ClientSubnetIP: subnetOf("eu-central-1") }, ["192.0.2.2"]],
    [
      "a client subnet before the resolver",
      { EDNS0ClientSubnetIP: subnetOf("us-east-1"), ResolverIP: sourceOf("eu-central-1") },
      ["192.0.2.1"],
    ],
    [
      "a client subnet too wide for anybody: the resolver",
      {
        EDNS0ClientSubnetIP: subnetOf("us-east-1"),
        EDNS0ClientSubnetMask: "8",
        ResolverIP: sourceOf("eu-central-1"),
      },
      ["192.0.2.2"],
    ],
    [
      "somebody whom nobody knows, by geolocation",
      { RecordName: "geo.shop.example", ResolverIP: "203.0.113.9" },
      ["192.0.2.4"],
    ],
    [
      "IPv6",
      { RecordName: "geo.shop.example", EDNS0ClientSubnetIP: "2001:db8::1" },
      // Of the client nothing is known, so that the resolver counts.
      ["192.0.2.3"],
    ],
    ["a CNAME", { RecordName: "www.shop.example" }, ["shop.example", "192.0.2.1"]],
    ["a text", { RecordName: "txt.shop.example", RecordType: "TXT" }, ['"hello world"']],
    ["a type that is not there", { RecordType: "AAAA" }, []],
  ])("answers %s", async (_, request, RecordData) => {
    expect(await test(request)).toMatchObject({
      Nameserver: "ns-1.awsdns-00.com",
      RecordName: request.RecordName ?? "shop.example",
      RecordType: request.RecordType ?? "A",
      RecordData,
      ResponseCode: "NOERROR",
      Protocol: "UDP",
    });
  });

  it("tells names that are not there from those of other zones", async () => {
    expect(await test({ RecordName: "ftp.shop.example" })).toMatchObject({
      RecordData: [],
      ResponseCode: "NXDOMAIN",
    });
    expect((await test({ RecordName: "shop.example.net" })).ResponseCode).toBe("REFUSED");
  });

  it("answers from the zone as it is served: not with what is PENDING", async () => {
    const Changes = [record("new.", "192.0.2.9")];
    await lab.client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }),
    );
    const asked = { RecordName: "NEW.shop.example." };
    expect((await test(asked)).ResponseCode).toBe("NXDOMAIN");
    lab.clocks.labMs += INSYNC_AFTER_MS;
    expect(await test(asked)).toMatchObject({
      RecordName: "NEW.shop.example.",
      RecordData: ["192.0.2.9"],
    });
  });

  it.each<[Partial<TestDNSAnswerRequest>, RegExp]>([
    [{ RecordName: "a..b" }, /RecordName 'a\.\.b' is not a domain name/],
    [{ RecordType: "ANY" as "A" }, /RecordType must be one of \[.*\], but is ANY/],
    [{ ResolverIP: "resolver" }, /ResolverIP must be an IPv4 or IPv6 address, but is 'resolver'/],
    [{ EDNS0ClientSubnetIP: "192.0.2.0/24" }, /EDNS0ClientSubnetIP must be/],
    [{ EDNS0ClientSubnetMask: "24" }, /EDNS0ClientSubnetMask needs EDNS0ClientSubnetIP/],
    [
      { EDNS0ClientSubnetIP: "192.0.2.0", EDNS0ClientSubnetMask: "33" },
      /between 0 and 32 for IPv4, but is '33'/,
    ],
    [
      { EDNS0ClientSubnetIP: "2001:db8::", EDNS0ClientSubnetMask: "129" },
      /between 0 and 128 for IPv6/,
    ],
    [{ EDNS0ClientSubnetIP: "192.0.2.0", EDNS0ClientSubnetMask: "x" }, /but is 'x'/],
  ])("refuses %j", async (request, message) => {
    await expect(test(request)).rejects.toMatchObject({
      name: "InvalidInput",
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("knows no other zone, and is throttled as other actions are", async () => {
    await expect(test({ HostedZoneId: "Z1" })).rejects.toBeInstanceOf(NoSuchHostedZone);
    lab.clocks.wallMs += 10_000;
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => test({})));
    const refused = answers.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { name: "Throttling" } });
  });
});
