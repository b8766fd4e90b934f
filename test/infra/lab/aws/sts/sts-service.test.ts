import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ApiServer, openApiServer } from "../../../../../infra/lab/aws/api-server.ts";
import { KeyRing } from "../../../../../infra/lab/aws/key-ring.ts";
import { ServiceDoor } from "../../../../../infra/lab/aws/service-door.ts";
import { type Role, roleArnOf } from "../../../../../infra/lab/aws/sts/roles.ts";
import { stsService } from "../../../../../infra/lab/aws/sts/sts-service.ts";

const OWN = "111122223333";
const OTHER = "444455556666";
const USER = `arn:aws:iam::${OWN}:user/lab`;
const KEY = { accessKeyId: "AKIDOWN", secretAccessKey: "of-no-worth" };
const STRANGER = { accessKeyId: "AKIDSTRANGER", secretAccessKey: "of-no-worth-either" };
const OBSERVE: Role = {
  accountId: OTHER,
  name: "observe",
  trustedAccountId: OWN,
  externalId: "b2f1:observe",
  maxSessionS: 7_200,
};
/** What a session of OBSERVE may become, without an external id. */
const NEXT: Role = { ...OBSERVE, name: "next", trustedAccountId: OTHER };
const ASK = {
  RoleArn: roleArnOf(OBSERVE),
  RoleSessionName: "isochrone@lab",
  ExternalId: "b2f1:observe",
};

describe("infra/lab/aws/sts", () => {
  let server: ApiServer;
  let wallMs: number;
  const opened: STSClient[] = [];

  const clientOf = (credentials: ConstructorParameters<typeof STSClient>[0] & object) => {
    const { endpoint } = server;
    const client = new STSClient({ endpoint, region: "us-east-1", maxAttempts: 1, ...credentials });
    opened.push(client);
    return client;
  };
  const own = () => clientOf({ credentials: KEY });
  const assume = (more: Partial<AssumeRoleCommandInput> = {}, client = own()) =>
    client.send(new AssumeRoleCommand({ ...ASK, ...more }));
  const whoIs = async (client: STSClient) => {
    const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}));
    return { Account, Arn, UserId };
  };
  async function session(more: Partial<AssumeRoleCommandInput> = {}): Promise<STSClient> {
    const { Credentials } = await assume(more);
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    return clientOf({ credentials });
  }

  beforeEach(async () => {
    wallMs = Date.now();
    const wallNowMs = () => wallMs;
    const keys = new KeyRing([
      { ...KEY, accountId: OWN, arn: USER },
      { ...STRANGER, accountId: "777788889999", arn: "arn:aws:iam::777788889999:user/eve" },
    ]);
    const { externalId: _, ...next } = NEXT;
    const sts = stsService({ keys, roles: [OBSERVE, next], wallNowMs });
    server = await openApiServer({
      address: "127.0.0.1",
      port: 0,
      keys,
      accounts: new Map([OWN, OTHER, "777788889999"].map((id) => [id, [sts]])),
      wallNowMs,
    });
  });
  afterEach(async () => {
    for (const client of opened.splice(0)) client.destroy();
    await server.close();
  });

  it("says whose the key is", async () => {
    const identity = await whoIs(own());
    expect(identity).toMatchObject({ Account: OWN, Arn: USER });
    expect(identity.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(await whoIs(own())).toEqual(identity);
  });

  it("hands out a key of the role, which is the session from then on, until it ends", async () => {
    const { AssumedRoleUser, Credentials } = await assume({ DurationSeconds: 900 });
    const arn = `arn:aws:sts::${OTHER}:assumed-role/observe/isochrone@lab`;
    expect(AssumedRoleUser?.Arn).toBe(arn);
    expect(AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:isochrone@lab$/);
    const endsMs = Credentials?.Expiration?.getTime() ?? 0;
    expect(endsMs).toBe(Math.floor(wallMs / 1_000) * 1_000 + 900_000);

    const client = await session({ DurationSeconds: 900 });
    const UserId = AssumedRoleUser?.AssumedRoleId;
    expect(await whoIs(client)).toEqual({ Account: OTHER, Arn: arn, UserId });
    wallMs = endsMs;
    await expect(whoIs(client)).rejects.toMatchObject({
      name: expect.stringMatching(/^ExpiredToken/),
      message: "The security token included in the request is expired",
      $metadata: { httpStatusCode: 403 },
    });
  });

  it.each([
    ["another external id", { ExternalId: "guessed" }],
    ["no external id", { ExternalId: undefined }],
    ["an unknown role", { RoleArn: `arn:aws:iam::${OTHER}:role/none` }],
    ["a role that trusts others", { RoleArn: roleArnOf(NEXT) }],
  ])("denies %s, with one and the same words", async (_, more) => {
    const { RoleArn } = { ...ASK, ...more };
    await expect(assume(more)).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: ${USER} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("denies callers of an account that the role does not trust", async () => {
    const client = clientOf({ credentials: STRANGER });
    await expect(assume({}, client)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("lets a session be another role, but for an hour at most", async () => {
    const client = await session();
    const chain = (DurationSeconds: number) =>
      assume({ RoleArn: roleArnOf(NEXT), ExternalId: undefined, DurationSeconds }, client);
    expect((await chain(3_600)).AssumedRoleUser?.Arn).toMatch(/assumed-role\/next\/isochrone@lab$/);
    await expect(chain(3_601)).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining("role chaining"),
    });
  });

  it("limits 600 calls a second of all actions together, in each Region by itself", async () => {
    const means = { keys: new KeyRing(), roles: [], wallNowMs: () => wallMs };
    const door = new ServiceDoor(stsService(means), means.wallNowMs);
    const call = (action: string, region: string) =>
      door.pass(
        {
          requestId: "1",
          method: "POST",
          path: "/",
          query: new URLSearchParams(),
          headers: new Map([["content-type", "application/x-www-form-urlencoded"]]),
          body: Buffer.from(`Action=${action}&Version=2011-06-15`),
        },
        { accountId: OWN, arn: USER, region },
      );
    for (let n = 0; n < 600; n += 1) await call("GetCallerIdentity", "us-east-1");
    for (const action of ["GetCallerIdentity", "AssumeRole"]) {
      await expect(call(action, "us-east-1")).rejects.toMatchObject({ code: "Throttling" });
    }
    await expect(call("GetCallerIdentity", "eu-west-1")).resolves.toBeDefined();
  });

  it.each([
    [{ DurationSeconds: 899 }, /'899' at 'durationSeconds' .* greater than or equal to 900/],
    [{ DurationSeconds: 43_201 }, /'43201' at 'durationSeconds' .* less than or equal to 43200/],
    [{ DurationSeconds: 7_201 }, /exceeds the MaxSessionDuration set for this role/],
    [{ RoleSessionName: "a" }, /'a' at 'roleSessionName' .* length greater than or equal to 2/],
    [{ RoleSessionName: "a b" }, /'a b' at 'roleSessionName' .* regular expression pattern/],
    [{ RoleSessionName: "n".repeat(65) }, /length less than or equal to 64/],
    [{ ExternalId: "no spaces" }, /'no spaces' at 'externalId' .* regular expression pattern/],
    [{ RoleArn: "arn:aws:iam::1:user/somebody" }, /at 'roleArn' .* regular expression pattern/],
    [
      { RoleSessionName: undefined, DurationSeconds: 1 },
      /^2 validation errors detected: Value null at 'roleSessionName' .* must not be null; Value '1'/,
    ],
  ])("refuses %j", async (more, message) => {
    await expect(assume(more as Partial<AssumeRoleCommandInput>)).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
  });
});
