import {
  DeleteAccelerator$,
  DeleteAcceleratorCommand,
  type DeleteAcceleratorRequest,
  DescribeAccelerator$,
  DescribeAcceleratorCommand,
  type DescribeAcceleratorRequest,
  type DescribeAcceleratorResponse,
  GlobalAcceleratorClient,
  ListAcceleratorsCommand,
} from "@aws-sdk/client-global-accelerator";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ApiServer, openApiServer } from "../../../../infra/lab/aws/api-server.ts";
import type { Caller } from "../../../../infra/lab/aws/api-service.ts";
import { accessDenied } from "../../../../infra/lab/aws/faults.ts";
import { jsonErrorAnswer } from "../../../../infra/lab/aws/json-errors.ts";
import { jsonRpcOperation, operationByTarget } from "../../../../infra/lab/aws/json-rpc.ts";
import { KeyRing } from "../../../../infra/lab/aws/key-ring.ts";
import { ServiceProblem } from "../../../../infra/lab/aws/service-problem.ts";

const KEY = { accessKeyId: "AKIDLAB", secretAccessKey: "lab-secret-of-no-worth" };
const ACCOUNT = "111122223333";
const TARGET = "GlobalAccelerator_V20180706";
const MOMENT = new Date("2026-01-02T03:04:05Z");

describe("infra/lab/aws/json-rpc", () => {
  let server: ApiServer;
  let client: GlobalAcceleratorClient;
  let callers: Caller[];

  beforeEach(async () => {
    callers = [];
    const operations = [
      jsonRpcOperation<DescribeAcceleratorRequest, DescribeAcceleratorResponse>(
        DescribeAccelerator$,
        TARGET,
        ({ AcceleratorArn }, caller) => {
          callers.push(caller);
          if (AcceleratorArn === "arn:none") {
            throw new ServiceProblem("AcceleratorNotFoundException", "There is none.", 404);
          }
          return { Accelerator: { AcceleratorArn, Enabled: true, CreatedTime: MOMENT } };
        },
      ),
      jsonRpcOperation<DeleteAcceleratorRequest, object>(DeleteAccelerator$, TARGET, () => ({})),
    ];
    const rate = { burst: 5, perSecond: 1 };
    server = await openApiServer({
      address: "127.0.0.1",
      port: 0,
      keys: new KeyRing([{ ...KEY, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab` }]),
      accounts: new Map([
        [
          ACCOUNT,
          [
            {
              signingName: "globalaccelerator",
              rates: { account: rate, perAction: rate, actions: new Map() },
              operationOf: operationByTarget(operations),
              errorAnswer: (problem, id) => jsonErrorAnswer(problem, id, "Message"),
            },
          ],
        ],
      ]),
      wallNowMs: Date.now,
    });
    client = clientWith(KEY.secretAccessKey);
  });
  afterEach(async () => {
    client.destroy();
    await server.close();
  });

  const clientWith = (secretAccessKey: string) =>
    new GlobalAcceleratorClient({
      endpoint: server.endpoint,
      region: "us-west-2",
      credentials: { ...KEY, secretAccessKey },
      maxAttempts: 1,
    });
  const describeOne = (AcceleratorArn: string) =>
    client.send(new DescribeAcceleratorCommand({ AcceleratorArn }));

  it("answers the official client, times and all, and tells the operation who calls", async () => {
    const { Accelerator, $metadata } = await describeOne("arn:one");
    expect(Accelerator).toEqual({ AcceleratorArn: "arn:one", Enabled: true, CreatedTime: MOMENT });
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(callers).toEqual([
      { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab`, region: "us-west-2" },
    ]);
  });

  it("answers an operation without output with nothing", async () => {
    const { $metadata } = await client.send(new DeleteAcceleratorCommand({ AcceleratorArn: "x" }));
    expect($metadata.httpStatusCode).toBe(200);
  });

  it("words a problem of the service as its model does", async () => {
    await expect(describeOne("arn:none")).rejects.toMatchObject({
      name: "AcceleratorNotFoundException",
      message: "There is none.",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("calls the errors that all services share by their JSON names, with status 400", async () => {
    server
      .faultsOf(ACCOUNT, "globalaccelerator")
      .set("DescribeAccelerator", accessDenied("globalaccelerator", "DescribeAccelerator"), {
        times: 1,
      });
    await expect(describeOne("arn:one")).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("globalaccelerator:DescribeAccelerator"),
      $metadata: { httpStatusCode: 400 },
    });
    await expect(client.send(new ListAcceleratorsCommand({}))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: `The lab's globalaccelerator knows no ${TARGET}.ListAccelerators`,
      $metadata: { httpStatusCode: 400 },
    });
    for (let n = 0; n < 4; n += 1) await describeOne("arn:one");
    await expect(describeOne("arn:one")).rejects.toMatchObject({ name: "ThrottlingException" });
    client.destroy();
    client = clientWith("another secret");
    await expect(describeOne("arn:one")).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
  });

  // The client and the lab read and write by the same schemas. These texts, written out as the
  // protocol has them, keep the two from being wrong together.
  async function call(body: string) {
    const { address, port } = server;
    const signer = new SignatureV4({
      credentials: KEY,
      region: "us-west-2",
      service: "globalaccelerator",
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: "POST",
      protocol: "http:",
      hostname: address,
      path: "/",
      headers: {
        host: `${address}:${port}`,
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `${TARGET}.DescribeAccelerator`,
      },
      body,
    });
    return fetch(server.endpoint, { method: "POST", headers, body });
  }

  it("writes JSON with times in seconds", async () => {
    const answer = await call('{"AcceleratorArn":"arn:one"}');
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(await answer.text()).toBe(
      '{"Accelerator":{"AcceleratorArn":"arn:one","Enabled":true,"CreatedTime":1767323045}}',
    );
  });

  it("writes an error's type in the body and in a header", async () => {
    const answer = await call('{"AcceleratorArn":"arn:none"}');
    expect(answer.status).toBe(404);
    expect(answer.headers.get("x-amzn-errortype")).toBe("AcceleratorNotFoundException");
    expect(await answer.text()).toBe(
      '{"__type":"AcceleratorNotFoundException","Message":"There is none."}',
    );
  });

  it.each(["{", "[]", "7", "null"])("says SerializationException to %s", async (body) => {
    const answer = await call(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: "SerializationException" });
  });
});
