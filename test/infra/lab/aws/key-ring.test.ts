import {
  CreateHostedZoneCommand,
  ListHostedZonesCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ApiServer, openApiServer } from "../../../../infra/lab/aws/api-server.ts";
import { KeyRing } from "../../../../infra/lab/aws/key-ring.ts";
import { createRoute53 } from "../../../../infra/lab/aws/route53/create-route53.ts";
import { quietHealth } from "../health/quiet-health.ts";

const secretAccessKey = "of-no-worth";
const ONE = { accessKeyId: "AKIDONE", secretAccessKey, accountId: "111122223333", arn: "arn:one" };
const OTHER = { ...ONE, accessKeyId: "AKIDOTHER", accountId: "444455556666", arn: "arn:other" };
const EXPIRES_AT_MS = Date.now() + 60_000;
const SESSION = {
  ...OTHER,
  accessKeyId: "ASIASESSION",
  temporary: { sessionToken: "token", expiresAtMs: EXPIRES_AT_MS },
};

describe("infra/lab/aws/key-ring", () => {
  let server: ApiServer;
  let nowMs: number;
  const list = async (credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  }) => {
    const { endpoint } = server;
    const client = new Route53Client({
      endpoint,
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
    });
    const { HostedZones } = await client.send(new ListHostedZonesCommand({}));
    client.destroy();
    return HostedZones?.map((zone) => zone.Name);
  };

  beforeEach(async () => {
    nowMs = Date.now();
    const route53 = () =>
      createRoute53({ labNowMs: () => nowMs, insyncAfterMs: 0, health: quietHealth() });
    const one = route53();
    one.zones.create({ Name: "one.example", CallerReference: "one" });
    const accounts = new Map([
      [ONE.accountId, [one.service]],
      [OTHER.accountId, [route53().service]],
    ]);
    const keys = new KeyRing([ONE, OTHER, SESSION]);
    server = await openApiServer({
      address: "127.0.0.1",
      port: 0,
      keys,
      accounts,
      wallNowMs: () => nowMs,
    });
  });
  afterEach(() => server.close());

  it("shows each account what is its own", async () => {
    expect(await list(ONE)).toEqual(["one.example."]);
    expect(await list(OTHER)).toEqual([]);
    const client = new Route53Client({
      endpoint: server.endpoint,
      region: "us-east-1",
      credentials: OTHER,
    });
    await client.send(new CreateHostedZoneCommand({ Name: "b.example", CallerReference: "b" }));
    client.destroy();
    expect(await list(OTHER)).toEqual(["b.example."]);
    expect(await list(ONE)).toEqual(["one.example."]);
  });

  it("takes a temporary key with its token, until it expires", async () => {
    const session = { ...SESSION, sessionToken: "token" };
    expect(await list(session)).toEqual([]);
    await expect(list(SESSION)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await expect(list({ ...session, sessionToken: "another" })).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
    nowMs = EXPIRES_AT_MS;
    await expect(list(session)).rejects.toMatchObject({
      name: "ExpiredToken",
      message: "The security token included in the request is expired",
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("forgets the keys of sessions that ended an hour ago, when another is added", () => {
    const keys = new KeyRing([ONE, SESSION]);
    const wordOf = () => {
      try {
        return keys.get(SESSION.accessKeyId, "token", EXPIRES_AT_MS).accountId;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    keys.add(OTHER, EXPIRES_AT_MS + 3_599_999);
    expect(wordOf()).toBe("ExpiredToken");
    keys.add(OTHER, EXPIRES_AT_MS + 3_600_000);
    expect(wordOf()).toBe("InvalidClientTokenId");
    expect(keys.get(ONE.accessKeyId, undefined, EXPIRES_AT_MS)).toBe(ONE);
  });

  it("keeps the faults of accounts and services apart", () => {
    expect(server.faultsOf(ONE.accountId, "route53")).not.toBe(
      server.faultsOf(OTHER.accountId, "route53"),
    );
    expect(() => server.faultsOf(ONE.accountId, "ec2")).toThrow("has no ec2");
  });
});
