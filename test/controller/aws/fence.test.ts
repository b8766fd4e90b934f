import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readInventory } from "../../../controller/aws/read-inventory.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import { type LoopbackFence, loopbackFence } from "../../helpers/loopback-fence.ts";
import {
  addShop,
  EXTERNAL_ID,
  KEY,
  openRecordedAws,
  type RecordedAws,
  ROLE,
} from "./recorded-aws.ts";

/** Of an environment that would lead elsewhere, and with other keys, if anything heeded it. */
const MISLEADING = {
  AWS_ACCESS_KEY_ID: "AKIAREAL",
  AWS_SECRET_ACCESS_KEY: "real",
  AWS_SESSION_TOKEN: "real",
  AWS_REGION: "ap-east-1",
  AWS_DEFAULT_REGION: "ap-east-1",
  AWS_PROFILE: "of-nobody",
  AWS_ENDPOINT_URL: "https://elsewhere.example",
  AWS_ENDPOINT_URL_EC2: "https://elsewhere.example",
  AWS_ENDPOINT_URL_ROUTE_53: "https://elsewhere.example",
  AWS_ENDPOINT_URL_STS: "https://elsewhere.example",
  AWS_ENDPOINT_URL_GLOBAL_ACCELERATOR: "https://elsewhere.example",
  AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: "https://elsewhere.example",
  AWS_USE_FIPS_ENDPOINT: "true",
  AWS_USE_DUALSTACK_ENDPOINT: "true",
  AWS_MAX_ATTEMPTS: "1",
  AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.2/credentials",
};

let aws: RecordedAws;
let fence: LoopbackFence;

beforeAll(async () => {
  aws = await openRecordedAws();
  await addShop(aws.route53);
});

afterAll(async () => {
  await aws.close();
});

beforeEach(() => {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  }
  vi.stubEnv("HOME", "/nonexistent");
  fence = loopbackFence();
});

afterEach(() => {
  fence.take();
  vi.unstubAllEnvs();
});

describe("with settings that name an endpoint, a Region and a key", () => {
  it("nothing but that endpoint is asked, whatever the environment says", async () => {
    for (const [name, value] of Object.entries(MISLEADING)) vi.stubEnv(name, value);
    const accounts = [{}, { roleArn: ROLE, externalId: EXTERNAL_ID }];
    const { readings } = await readInventory({
      options: aws.optionsWith({ accounts }),
      env: process.env,
      nowMs: Date.now,
    });
    const wrong = readings.filter(({ part }) => part.state !== "complete");
    expect(wrong.map(({ part }) => part)).toEqual([]);
    expect(fence.outside).toEqual([]);
    expect(fence.inside.length).toBeGreaterThan(0);
  });

  it("the instance's metadata are not asked when the key is refused", async () => {
    const options = { ...aws.optionsWith({}), credentials: { ...KEY, secretAccessKey: "wrong" } };
    const { readings } = await readInventory({ options, env: {}, nowMs: Date.now });
    expect(readings[0]?.part).toMatchObject({
      state: "failed",
      error: { kind: "no-credentials", code: "SignatureDoesNotMatch" },
    });
    expect(fence.outside).toEqual([]);
  });
});

describe("with the standard ways of AWS", () => {
  it("the endpoint and the key of the environment are used", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", aws.server.endpoint);
    vi.stubEnv("AWS_ACCESS_KEY_ID", KEY.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", KEY.secretAccessKey);
    const accounts = [{}, { roleArn: ROLE, externalId: EXTERNAL_ID }];
    const { readings } = await readInventory({
      options: AwsSettings.parse({ accounts }),
      env: process.env,
      nowMs: Date.now,
    });
    expect(readings.map(({ part }) => part).filter(({ state }) => state !== "complete")).toEqual(
      [],
    );
    expect(fence.outside).toEqual([]);
  });

  it("the lack of any credentials is told, and nothing else is asked", async () => {
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    const { readings } = await readInventory({
      options: AwsSettings.parse({}),
      env: process.env,
      nowMs: Date.now,
    });
    const [identity, ...others] = readings.map(({ part }) => part);
    expect(identity).toMatchObject({
      state: "failed",
      error: { kind: "no-credentials", mend: expect.stringContaining("AWS_… variables") },
    });
    expect(others.every(({ state }) => state === "skipped")).toBe(true);
    expect(fence.outside).toEqual([]);
  });
});

it("the fence itself holds back what goes elsewhere", async () => {
  const client = new EC2Client({ region: "eu-west-1", credentials: KEY, maxAttempts: 1 });
  await expect(client.send(new DescribeRegionsCommand({}))).rejects.toThrow(/outside the fence/);
  expect(fence.outside).toEqual(["ec2.eu-west-1.amazonaws.com"]);
  client.destroy();
});
