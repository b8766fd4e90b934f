import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSession, type Session } from "../../../controller/aws/session.ts";
import { type AnswerQuestion, testDnsAnswers } from "../../../controller/aws/test-dns-answer.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import { type ApiServer, openApiServer } from "../../../infra/lab/aws/api-server.ts";
import type { ApiService } from "../../../infra/lab/aws/api-service.ts";
import { KeyRing } from "../../../infra/lab/aws/key-ring.ts";
import { ServiceProblem } from "../../../infra/lab/aws/service-problem.ts";
import { ACCOUNT, KEY } from "./recorded-aws.ts";
import { recordedService } from "./recorded-service.ts";

const PARAMETERS = [
  "recordname",
  "recordtype",
  "resolverip",
  "edns0clientsubnetip",
  "edns0clientsubnetmask",
];
const asked: (string | null)[][] = [];

/** TestDNSAnswer as AWS documents it: the last number of the client's block is that of the answer. */
function recordedRoute53(): ApiService {
  const base = recordedService("route53", "query", {});
  return {
    ...base,
    operationOf: ({ method, path, query }) =>
      method === "GET" && path.endsWith("/testdnsanswer")
        ? {
            name: "TestDNSAnswer",
            answer: () => {
              asked.push(PARAMETERS.map((name) => query.get(name)));
              const third = (query.get("edns0clientsubnetip") ?? "0.0.9.0").split(".")[2];
              const body = `<?xml version="1.0"?><TestDNSAnswerResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Nameserver>ns-1.awsdns-01.com</Nameserver><RecordName>shop.example.</RecordName><RecordType>A</RecordType><RecordData><RecordDataEntry>198.51.100.${third}</RecordDataEntry></RecordData><ResponseCode>NOERROR</ResponseCode><Protocol>UDP</Protocol></TestDNSAnswerResponse>`;
              return { status: 200, headers: { "content-type": "text/xml" }, body };
            },
          }
        : undefined,
  };
}

let server: ApiServer;
let session: Session;
beforeAll(async () => {
  const keys = new KeyRing([
    { ...KEY, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab` },
  ]);
  server = await openApiServer({
    address: "127.0.0.1",
    port: 0,
    keys,
    accounts: new Map([[ACCOUNT, [recordedRoute53()]]]),
    wallNowMs: Date.now,
  });
  session = openSession({
    options: {
      ...AwsSettings.parse({ endpoint: server.endpoint, region: "us-east-1" }),
      credentials: KEY,
    },
    account: {},
    env: {},
    signal: new AbortController().signal,
  });
});
afterAll(async () => {
  session.close();
  await server.close();
});
beforeEach(() => {
  asked.length = 0;
});

function question(vantage: string, clientSubnet: string | null): AnswerQuestion {
  return { asker: { kind: "vantage", vantage }, resolver: "9.9.9.9", clientSubnet };
}

const ask = (questions: readonly AnswerQuestion[], times = 1) =>
  testDnsAnswers({
    session,
    zone: "Z1",
    name: "shop.example.",
    questions,
    times,
    roleArn: null,
    endpoint: server.endpoint,
    nowMs: () => 1_000,
  });

describe("controller/aws/test-dns-answer", () => {
  it("asks about each with its resolver and the block that it tells, as often as is wanted", async () => {
    const answers = await ask([question("a", "192.0.2.0/24"), question("b", null)], 2);
    expect(asked).toHaveLength(4);
    expect(asked).toContainEqual(["shop.example.", "A", "9.9.9.9", "192.0.2.0", "24"]);
    expect(asked).toContainEqual(["shop.example.", "A", "9.9.9.9", null, null]);
    const twice = (value: string) => [1, 2].map(() => ({ code: "NOERROR", values: [value] }));
    expect(answers).toEqual([
      {
        ...question("a", "192.0.2.0/24"),
        atMs: 1_000,
        responses: twice("198.51.100.2"),
        error: null,
      },
      { ...question("b", null), atMs: 1_000, responses: twice("198.51.100.9"), error: null },
    ]);
  });

  it("keeps what was answered before an error, and tells that", async () => {
    const problem = new ServiceProblem("NoSuchHostedZone", "No hosted zone found with ID: Z1", 404);
    server
      .faultsOf(ACCOUNT, "route53")
      .set("TestDNSAnswer", { kind: "error", problem }, { afterCalls: 1 });
    const [first] = await ask([question("a", "192.0.2.0/24")], 2);
    server.faultsOf(ACCOUNT, "route53").mend("TestDNSAnswer");
    expect(first).toMatchObject({
      responses: [{ values: ["198.51.100.2"] }],
      error: { code: "NoSuchHostedZone", kind: "other" },
    });
  });

  it("asks about nobody else where it may not ask at all, and says what to allow", async () => {
    const problem = new ServiceProblem("AccessDenied", "not authorized", 403);
    server.faultsOf(ACCOUNT, "route53").set("TestDNSAnswer", { kind: "error", problem });
    const questions = Array.from({ length: 40 }, (_, at) => question(`v${at}`, `192.0.${at}.0/24`));
    const answers = await ask(questions);
    server.faultsOf(ACCOUNT, "route53").mend("TestDNSAnswer");
    expect(answers).toHaveLength(40);
    expect(answers.every(({ error }) => error?.mend.includes("route53:TestDNSAnswer"))).toBe(true);
    expect(asked).toEqual([]);
  });
});
