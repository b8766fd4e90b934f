import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  DeleteHealthCheckCommand,
  GetHealthCheckCommand,
  HealthCheckAlreadyExists,
  type HealthCheckConfig,
  HealthCheckVersionMismatch,
  ListHealthChecksCommand,
  NoSuchHealthCheck,
  paginateListHealthChecks,
  UpdateHealthCheckCommand,
  type UpdateHealthCheckCommandInput,
} from "@aws-sdk/client-route-53";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LabRoute53, openLabRoute53 } from "../lab-route53.ts";

const HTTP: HealthCheckConfig = { Type: "HTTP", IPAddress: "127.77.2.1", ResourcePath: "/healthz" };
const ALARM = { Region: "us-east-1", Name: "loss" } as const;
const ARN = "arn:aws:route53-recovery-control::000000000000:controlpanel/a/routingcontrol/b";

const WRONG: readonly (readonly [string, Partial<HealthCheckConfig>, RegExp])[] = [
  ["an unknown type", { Type: "UDP" as "TCP" }, /Type must be one of \[HTTP, /],
  ["no endpoint", { IPAddress: undefined }, /IPAddress or FullyQualifiedDomainName is needed/],
  ["an address that is none", { IPAddress: "1.2.3" }, /neither an IPv4 nor an IPv6/],
  ["a private address", { IPAddress: "10.1.2.3" }, /IPAddress 10\.1\.2\.3 is private/],
  ["a multicast address", { IPAddress: "ff02::1" }, /multicast/],
  ["port 0", { Port: 0 }, /Port must lie between 1 and 65535/],
  ["an interval of 20 s", { RequestInterval: 20 }, /RequestInterval must be 10 or 30/],
  ["a threshold of 0", { FailureThreshold: 0 }, /FailureThreshold must lie between 1 and 10/],
  ["a threshold of 11", { FailureThreshold: 11 }, /FailureThreshold must lie between 1 and 10/],
  ["two regions", { Regions: ["us-east-1", "eu-west-1"] }, /at least 3/],
  [
    "a region without checkers",
    { Regions: ["us-east-1", "eu-west-1", "eu-central-1" as "eu-west-1"] },
    /but hold eu-central-1/,
  ],
  ["a search in plain HTTP", { SearchString: "ok" }, /SearchString cannot be given .* type HTTP/],
  ["a match without a search", { Type: "HTTP_STR_MATCH" }, /SearchString is needed/],
  ["a long search", { Type: "HTTP_STR_MATCH", SearchString: "x".repeat(256) }, /length of SearchS/],
  ["TCP without port", { Type: "TCP", ResourcePath: undefined }, /Port is needed/],
  ["TCP with a path", { Type: "TCP", Port: 80 }, /ResourcePath cannot be given/],
  ["children of an endpoint's check", { ChildHealthChecks: [] }, /ChildHealthChecks cannot/],
];

const OTHER_KINDS_WRONG: readonly (readonly [HealthCheckConfig, RegExp])[] = [
  [{ Type: "CALCULATED", HealthThreshold: 1 }, /ChildHealthChecks is needed/],
  [{ Type: "CALCULATED", ChildHealthChecks: ["x"] }, /names x, which is not there/],
  [{ Type: "CALCULATED", ChildHealthChecks: [], HealthThreshold: 257 }, /between 0 and 256/],
  [{ Type: "CLOUDWATCH_METRIC" }, /AlarmIdentifier is needed/],
  [
    {
      Type: "CLOUDWATCH_METRIC",
      AlarmIdentifier: ALARM,
      InsufficientDataHealthStatus: "Sick" as "Healthy",
    },
    /InsufficientDataHealthStatus must be one of/,
  ],
  [{ Type: "RECOVERY_CONTROL" }, /RoutingControlArn is needed/],
  [
    { Type: "RECOVERY_CONTROL", RoutingControlArn: ARN, FailureThreshold: 3 },
    /FailureThreshold ca/,
  ],
  [
    { Type: "RECOVERY_CONTROL", RoutingControlArn: ARN, RequestInterval: 30 },
    /RequestInterval can/,
  ],
];

describe("infra/lab/aws/route53/health-check-operations", () => {
  let lab: LabRoute53;
  beforeEach(async () => {
    lab = await openLabRoute53();
  });
  afterEach(() => lab.close());

  const create = (config: HealthCheckConfig = HTTP, CallerReference = "once") =>
    lab.client.send(new CreateHealthCheckCommand({ CallerReference, HealthCheckConfig: config }));
  const get = async (HealthCheckId: string) =>
    (await lab.client.send(new GetHealthCheckCommand({ HealthCheckId }))).HealthCheck;
  const update = (input: UpdateHealthCheckCommandInput) =>
    lab.client.send(new UpdateHealthCheckCommand(input));

  it("makes a check with its defaults and says where it stands", async () => {
    const made = await create();
    const Id = made.HealthCheck?.Id ?? "";
    expect(made.$metadata.httpStatusCode).toBe(201);
    expect(made.Location).toBe(`https://route53.amazonaws.com/2013-04-01/healthcheck/${Id}`);
    expect(await get(Id)).toEqual({
      Id,
      CallerReference: "once",
      HealthCheckVersion: 1,
      HealthCheckConfig: {
        ...HTTP,
        Port: 80,
        RequestInterval: 30,
        FailureThreshold: 3,
        MeasureLatency: false,
        Inverted: false,
        Disabled: false,
        EnableSNI: false,
      },
    });
    const https = await create(
      { Type: "HTTPS", FullyQualifiedDomainName: "shop.example" },
      "secure",
    );
    expect(https.HealthCheck?.HealthCheckConfig).toMatchObject({ Port: 443, EnableSNI: true });
  });

  it("makes the kinds that call no endpoint", async () => {
    const leaf = (await create()).HealthCheck?.Id ?? "";
    const configs: HealthCheckConfig[] = [
      { Type: "CALCULATED", ChildHealthChecks: [leaf], HealthThreshold: 2 },
      {
        Type: "CLOUDWATCH_METRIC",
        AlarmIdentifier: ALARM,
        InsufficientDataHealthStatus: "LastKnownStatus",
      },
      { Type: "RECOVERY_CONTROL", RoutingControlArn: ARN },
    ];
    for (const config of configs) {
      const { HealthCheck } = await create(config, config.Type);
      const expected = { Inverted: false, Disabled: false, ...config };
      expect(HealthCheck?.HealthCheckConfig).toEqual(expected);
    }
  });

  it("answers the same request with the same check, and another one with a refusal", async () => {
    const first = await create();
    expect((await create()).HealthCheck).toEqual(first.HealthCheck);
    await expect(create({ ...HTTP, Port: 81 })).rejects.toThrow(HealthCheckAlreadyExists);
    const HealthCheckId = first.HealthCheck?.Id;
    await lab.client.send(new DeleteHealthCheckCommand({ HealthCheckId }));
    await expect(create()).rejects.toMatchObject({
      name: "HealthCheckAlreadyExists",
      $metadata: { httpStatusCode: 409 },
    });
    await expect(get(HealthCheckId ?? "")).rejects.toThrow(NoSuchHealthCheck);
    await expect(lab.client.send(new DeleteHealthCheckCommand({ HealthCheckId }))).rejects.toThrow(
      NoSuchHealthCheck,
    );
  });

  it.each(WRONG)("refuses %s", async (_, fields, message) => {
    await expect(create({ ...HTTP, ...fields })).rejects.toMatchObject({
      name: "InvalidInput",
      message: expect.stringMatching(message),
    });
  });

  it.each(OTHER_KINDS_WRONG)("refuses %j", async (config, message) => {
    await expect(create(config)).rejects.toMatchObject({
      name: "InvalidInput",
      message: expect.stringMatching(message),
    });
  });

  it("updates under a version, all of it or nothing", async () => {
    const HealthCheckId = (await create()).HealthCheck?.Id ?? "";
    const forced = await update({
      HealthCheckId,
      HealthCheckVersion: 1,
      Disabled: true,
      Inverted: true,
      FailureThreshold: 1,
    });
    expect(forced.HealthCheck).toMatchObject({
      HealthCheckVersion: 2,
      HealthCheckConfig: { ...HTTP, Disabled: true, Inverted: true, FailureThreshold: 1 },
    });
    await expect(update({ HealthCheckId, HealthCheckVersion: 1, Disabled: false })).rejects.toThrow(
      HealthCheckVersionMismatch,
    );
    await expect(
      update({ HealthCheckId, Disabled: false, FailureThreshold: 11 }),
    ).rejects.toMatchObject({ name: "InvalidInput" });
    expect(await get(HealthCheckId)).toEqual(forced.HealthCheck);
    await expect(update({ HealthCheckId: "none" })).rejects.toThrow(NoSuchHealthCheck);
  });

  it("resets elements to their defaults", async () => {
    const Regions = ["us-east-1", "eu-west-1", "sa-east-1"] as const;
    const { HealthCheck } = await create({ ...HTTP, Regions: [...Regions] });
    const HealthCheckId = HealthCheck?.Id ?? "";
    const after = await update({ HealthCheckId, ResetElements: ["Regions", "ResourcePath"] });
    expect(after.HealthCheck?.HealthCheckConfig?.Regions).toBeUndefined();
    expect(after.HealthCheck?.HealthCheckConfig?.ResourcePath).toBeUndefined();
    expect(after.HealthCheck?.HealthCheckConfig?.IPAddress).toBe(HTTP.IPAddress);
    const unknown = update({ HealthCheckId, ResetElements: ["Port" as "Regions"] });
    await expect(unknown).rejects.toMatchObject({ name: "InvalidInput" });
    const parent = await create({ Type: "CALCULATED", ChildHealthChecks: [HealthCheckId] }, "p");
    const childless = await update({
      HealthCheckId: parent.HealthCheck?.Id,
      ResetElements: ["ChildHealthChecks"],
    });
    expect(childless.HealthCheck?.HealthCheckConfig?.ChildHealthChecks).toEqual([]);
  });

  it("lists page by page", async () => {
    for (const reference of ["a", "b", "c"]) await create(HTTP, reference);
    const pages: (string | undefined)[][] = [];
    for await (const page of paginateListHealthChecks({ client: lab.client, pageSize: 2 }, {})) {
      pages.push((page.HealthChecks ?? []).map((check) => check.CallerReference));
    }
    expect(pages).toEqual([["a", "b"], ["c"]]);
    await expect(
      lab.client.send(new ListHealthChecksCommand({ Marker: "none" })),
    ).rejects.toMatchObject({ name: "InvalidInput" });
  });

  it("makes 50 at once and one every two seconds after that", async () => {
    for (let n = 0; n < 50; n += 1) await create(HTTP, `n${n}`);
    lab.clocks.wallMs += 1_000;
    await expect(create(HTTP, "n50")).rejects.toMatchObject({ name: "Throttling" });
    lab.clocks.wallMs += 2_000;
    await create(HTTP, "n50");
  });

  it("lets a record name a check that is there", async () => {
    const HealthCheckId = (await create()).HealthCheck?.Id;
    const zone = new CreateHostedZoneCommand({ Name: "shop.example", CallerReference: "z" });
    const HostedZoneId = (await lab.client.send(zone)).HostedZone?.Id;
    const ResourceRecordSet = {
      Name: "www.shop.example",
      Type: "A",
      TTL: 60,
      SetIdentifier: "one",
      Failover: "PRIMARY",
      HealthCheckId,
      ResourceRecords: [{ Value: "127.77.2.1" }],
    } as const;
    const set = { ...ResourceRecordSet, ResourceRecords: [...ResourceRecordSet.ResourceRecords] };
    const ChangeBatch = { Changes: [{ Action: "CREATE" as const, ResourceRecordSet: set }] };
    const change = new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch });
    expect((await lab.client.send(change)).ChangeInfo?.Status).toBe("PENDING");
  });
});
