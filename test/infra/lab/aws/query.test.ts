import {
  DescribeInstances$,
  DescribeInstancesCommand,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  DescribeSubnetsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancers$,
  DescribeLoadBalancersCommand,
  type DescribeLoadBalancersInput,
  type DescribeLoadBalancersOutput,
  ElasticLoadBalancingV2Client,
  RemoveTags$,
  RemoveTagsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  AssumeRole$,
  AssumeRoleCommand,
  type AssumeRoleRequest,
  type AssumeRoleResponse,
  STSClient,
} from "@aws-sdk/client-sts";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiServer, openApiServer } from "../../../../infra/lab/aws/api-server.ts";
import type { ApiOperation, ApiService } from "../../../../infra/lab/aws/api-service.ts";
import { accessDenied } from "../../../../infra/lab/aws/faults.ts";
import { KeyRing } from "../../../../infra/lab/aws/key-ring.ts";
import { queryOperation, queryService } from "../../../../infra/lab/aws/query.ts";
import type { QueryDialect } from "../../../../infra/lab/aws/query-dialect.ts";
import { ServiceProblem } from "../../../../infra/lab/aws/service-problem.ts";

const KEY = { accessKeyId: "AKIDLAB", secretAccessKey: "lab-secret-of-no-worth" };
const ACCOUNT = "111122223333";
const MOMENT = new Date("2026-01-02T03:04:05Z");
const EC2: QueryDialect = {
  protocol: "ec2",
  version: "2016-11-15",
  xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
};
const ELB: QueryDialect = {
  protocol: "query",
  version: "2015-12-01",
  xmlNamespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
};
const STS: QueryDialect = {
  protocol: "query",
  version: "2011-06-15",
  xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/** What the operations were asked, in their order. */
const asked: unknown[] = [];

/** Services whose operations note what they are asked, and answer with what the tests expect. */
const services: ApiService[] = [
  service("ec2", EC2, [
    queryOperation<DescribeInstancesRequest, DescribeInstancesResult>(
      DescribeInstances$,
      EC2,
      (input, { region }) => {
        asked.push(input);
        return {
          NextToken: `to be continued in ${region} <&>`,
          Reservations: [
            {
              ReservationId: "r-1",
              Instances: [
                {
                  InstanceId: "i-1",
                  LaunchTime: MOMENT,
                  EbsOptimized: false,
                  Placement: { AvailabilityZone: "us-east-1a" },
                  Tags: [
                    { Key: "Name", Value: "web" },
                    { Key: "team", Value: "shop" },
                  ],
                },
                { InstanceId: "i-2", Tags: [] },
              ],
            },
          ],
        };
      },
    ),
  ]),
  service("elasticloadbalancing", ELB, [
    queryOperation<DescribeLoadBalancersInput, DescribeLoadBalancersOutput>(
      DescribeLoadBalancers$,
      ELB,
      (input) => {
        asked.push(input);
        if (input.Marker === "none")
          throw new ServiceProblem("LoadBalancerNotFound", "There is none");
        return { LoadBalancers: [{ LoadBalancerName: "shop", CreatedTime: MOMENT }] };
      },
    ),
    queryOperation<object, object>(RemoveTags$, ELB, (input) => {
      asked.push(input);
      return {};
    }),
  ]),
  service("sts", STS, [
    queryOperation<AssumeRoleRequest, AssumeRoleResponse>(AssumeRole$, STS, (input) => {
      asked.push(input);
      return {
        PackedPolicySize: 6,
        Credentials: {
          AccessKeyId: "ASIA",
          SecretAccessKey: "s",
          SessionToken: "t",
          Expiration: MOMENT,
        },
      };
    }),
  ]),
];

function service(
  signingName: string,
  dialect: QueryDialect,
  operations: readonly ApiOperation[],
): ApiService {
  const rate = { burst: 100, perSecond: 100 };
  const rates = { account: rate, perAction: rate, actions: new Map() };
  return { signingName, rates, ...queryService(dialect, operations) };
}

describe("infra/lab/aws/query", () => {
  let server: ApiServer;
  let ec2: EC2Client;
  let elb: ElasticLoadBalancingV2Client;
  let sts: STSClient;

  beforeAll(async () => {
    server = await openApiServer({
      address: "127.0.0.1",
      port: 0,
      keys: new KeyRing([{ ...KEY, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab` }]),
      accounts: new Map([[ACCOUNT, services]]),
      wallNowMs: Date.now,
    });
    const { endpoint } = server;
    const config = { endpoint, region: "eu-west-1", credentials: KEY, maxAttempts: 1 };
    ec2 = new EC2Client(config);
    elb = new ElasticLoadBalancingV2Client(config);
    sts = new STSClient(config);
  });
  afterAll(async () => {
    for (const client of [ec2, elb, sts]) client.destroy();
    await server.close();
  });

  it("gives EC2's operations what the official client asks: lists, nested values, numbers", async () => {
    const input = {
      DryRun: false,
      MaxResults: 5,
      NextToken: "a&b=c %",
      Filters: [
        { Name: "tag:team", Values: ["shop", "web"] },
        { Name: "instance-state-name", Values: ["running"] },
      ],
    };
    await ec2.send(new DescribeInstancesCommand(input));
    await ec2.send(new DescribeInstancesCommand({ InstanceIds: ["i-1", "i-2"] }));
    expect(asked.splice(0)).toEqual([input, { InstanceIds: ["i-1", "i-2"] }]);
  });

  it("answers EC2's client: nested lists, empty ones, times and booleans", async () => {
    const { $metadata, ...output } = await ec2.send(new DescribeInstancesCommand({}));
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(output).toEqual({
      NextToken: "to be continued in eu-west-1 <&>",
      Reservations: [
        {
          ReservationId: "r-1",
          Instances: [
            {
              InstanceId: "i-1",
              LaunchTime: MOMENT,
              EbsOptimized: false,
              Placement: { AvailabilityZone: "us-east-1a" },
              Tags: [
                { Key: "Name", Value: "web" },
                { Key: "team", Value: "shop" },
              ],
            },
            { InstanceId: "i-2", Tags: [] },
          ],
        },
      ],
    });
    asked.length = 0;
  });

  it("reads and writes the Query protocol as the official clients do", async () => {
    const found = await elb.send(new DescribeLoadBalancersCommand({ Names: ["a", "b"] }));
    expect(found.LoadBalancers).toEqual([{ LoadBalancerName: "shop", CreatedTime: MOMENT }]);
    await elb.send(new DescribeLoadBalancersCommand({ Names: [], PageSize: 7 }));
    await elb.send(new RemoveTagsCommand({ ResourceArns: ["arn:1"], TagKeys: ["k"] }));
    const role = {
      RoleArn: "arn:aws:iam::444455556666:role/observe",
      RoleSessionName: "me",
      DurationSeconds: 900,
      ExternalId: "ü 1+1",
      PolicyArns: [{ arn: "arn:policy/1" }, { arn: "arn:policy/2" }],
      Tags: [{ Key: "team", Value: "" }],
      TransitiveTagKeys: ["team"],
    };
    const { Credentials, PackedPolicySize } = await sts.send(new AssumeRoleCommand(role));
    expect(Credentials).toMatchObject({ AccessKeyId: "ASIA", Expiration: MOMENT });
    expect(PackedPolicySize).toBe(6);
    expect(asked.splice(0)).toEqual([
      { Names: ["a", "b"] },
      { Names: [], PageSize: 7 },
      { ResourceArns: ["arn:1"], TagKeys: ["k"] },
      role,
    ]);
  });

  it.each([
    ["ec2", "UnauthorizedOperation", 403, "is not authorized to perform: ec2:DescribeInstances"],
    ["ec2-throttled", "RequestLimitExceeded", 503, "Request limit exceeded."],
    ["ec2-unknown", "InvalidAction", 400, "knows no DescribeSubnets"],
    ["ec2-key", "AuthFailure", 401, "not able to validate the provided access credentials"],
    ["elb", "LoadBalancerNotFoundException", 400, "There is none"],
    ["sts-denied", "AccessDenied", 403, "is not authorized to perform: sts:AssumeRole"],
    ["sts-throttled", "Throttling", 400, "Rate exceeded"],
  ])(
    "words errors as each service does: %s says %s",
    async (kind, name, httpStatusCode, message) => {
      const faultsOf = (of: string) => server.faultsOf(ACCOUNT, of);
      const throttled = {
        kind: "error",
        problem: new ServiceProblem("Throttling", "Rate exceeded"),
      } as const;
      const once = { times: 1 };
      const calls: Record<string, () => Promise<unknown>> = {
        ec2: () => {
          faultsOf("ec2").set("DescribeInstances", accessDenied("ec2", "DescribeInstances"), once);
          return ec2.send(new DescribeInstancesCommand({}));
        },
        "ec2-throttled": () => {
          faultsOf("ec2").set("DescribeInstances", throttled, once);
          return ec2.send(new DescribeInstancesCommand({}));
        },
        "ec2-unknown": () => ec2.send(new DescribeSubnetsCommand({})),
        "ec2-key": async () => {
          const { endpoint } = server;
          const credentials = { ...KEY, secretAccessKey: "another" };
          const stranger = new EC2Client({ endpoint, region: "eu-west-1", credentials });
          await stranger.send(new DescribeInstancesCommand({})).finally(() => stranger.destroy());
        },
        elb: () => elb.send(new DescribeLoadBalancersCommand({ Marker: "none" })),
        "sts-denied": () => {
          faultsOf("sts").set("AssumeRole", accessDenied("sts", "AssumeRole"), once);
          return sts.send(new AssumeRoleCommand({ RoleArn: "a", RoleSessionName: "me" }));
        },
        "sts-throttled": () => {
          faultsOf("sts").set("AssumeRole", throttled, once);
          return sts.send(new AssumeRoleCommand({ RoleArn: "a", RoleSessionName: "me" }));
        },
      };
      await expect(calls[kind]?.()).rejects.toMatchObject({
        name,
        message: expect.stringContaining(message),
        $metadata: { httpStatusCode },
      });
    },
  );

  // The client and the lab read and write by the same schemas. These texts, written out as the
  // protocols have them, keep the two from being wrong together.
  async function call(of: string, body: string) {
    const { address, port } = server;
    const signer = new SignatureV4({
      credentials: KEY,
      region: "eu-west-1",
      service: of,
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: "POST",
      protocol: "http:",
      hostname: address,
      path: "/",
      headers: {
        host: `${address}:${port}`,
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      },
      body,
    });
    const answer = await fetch(server.endpoint, { method: "POST", headers, body });
    return { status: answer.status, text: (await answer.text()).replace(/[0-9a-f-]{36}/g, "ID") };
  }

  const DESCRIBE = "Action=DescribeInstances&Version=2016-11-15";

  it("writes EC2's XML: items, the id of the request inside", async () => {
    const { text } = await call("ec2", DESCRIBE);
    expect(text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">' +
        "<requestId>ID</requestId><nextToken>to be continued in eu-west-1 &lt;&amp;&gt;</nextToken>" +
        "<reservationSet><item><reservationId>r-1</reservationId><instancesSet><item>" +
        "<ebsOptimized>false</ebsOptimized>" +
        "<tagSet><item><key>Name</key><value>web</value></item><item><key>team</key><value>shop</value></item></tagSet>" +
        "<instanceId>i-1</instanceId><launchTime>2026-01-02T03:04:05Z</launchTime>" +
        "<placement><availabilityZone>us-east-1a</availabilityZone></placement></item>" +
        "<item><tagSet/><instanceId>i-2</instanceId></item></instancesSet></item></reservationSet>" +
        "</DescribeInstancesResponse>",
    );
    asked.length = 0;
  });

  it("reads EC2's form whatever the order and the gaps of its numbers", async () => {
    await call(
      "ec2",
      `Filter.7.Value.2=b&Filter.7.Value.10=c&Filter.7.Name=x&InstanceId.3=i-3&${DESCRIBE}&DryRun=true`,
    );
    expect(asked.splice(0)).toEqual([
      { DryRun: true, InstanceIds: ["i-3"], Filters: [{ Name: "x", Values: ["b", "c"] }] },
    ]);
  });

  it("writes the Query protocol's XML: the result inside, and an error's own form", async () => {
    const { text } = await call(
      "elasticloadbalancing",
      "Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.1=shop",
    );
    expect(text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<DescribeLoadBalancersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">' +
        "<DescribeLoadBalancersResult><LoadBalancers><member>" +
        "<CreatedTime>2026-01-02T03:04:05Z</CreatedTime><LoadBalancerName>shop</LoadBalancerName>" +
        "</member></LoadBalancers></DescribeLoadBalancersResult>" +
        "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></DescribeLoadBalancersResponse>",
    );
    const none = await call(
      "elasticloadbalancing",
      "Action=DescribeLoadBalancers&Version=2015-12-01&Marker=none",
    );
    expect(none).toEqual({
      status: 400,
      text:
        '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">' +
        "<Error><Type>Sender</Type><Code>LoadBalancerNotFound</Code><Message>There is none</Message></Error>" +
        "<RequestId>ID</RequestId></ErrorResponse>",
    });
  });

  it.each([
    [`${DESCRIBE}&Colour=red`, "UnknownParameter", "The parameter Colour is not recognized"],
    [`${DESCRIBE}&Filter.1.Nam=x`, "UnknownParameter", "parameter Filter.1.Nam is"],
    [`${DESCRIBE}&DryRun=perhaps`, "InvalidParameterValue", "DryRun: &#39;perhaps&#39; is neither"],
    [
      `${DESCRIBE}&MaxResults=five`,
      "InvalidParameterValue",
      "MaxResults: &#39;five&#39; is no number",
    ],
    [`${DESCRIBE}&MaxResults=`, "InvalidParameterValue", "MaxResults: &#39;&#39; is no number"],
    [
      `${DESCRIBE}&InstanceId.first=i-1`,
      "InvalidParameterValue",
      "InstanceId.first: it is no number",
    ],
    [`${DESCRIBE}&NextToken.1=x`, "InvalidParameterValue", "NextToken: it has no value"],
    ["Action=DescribeInstances&Version=2006-06-26", "InvalidAction", "DescribeInstances"],
    ["{}", "InvalidAction", "POST /"],
  ])("refuses %s, and says what is wrong", async (body, code, message) => {
    const { status, text } = await call("ec2", body);
    expect(status).toBe(400);
    expect(text).toMatch(/^<\?xml[^>]*>\n<Response><Errors><Error><Code>/);
    expect(text).toContain(`<Code>${code}</Code>`);
    expect(text).toContain(message);
    expect(text).toMatch(/<RequestID>ID<\/RequestID><\/Response>$/);
  });
});
