import { CreateHostedZoneCommand, ListHostedZonesCommand } from "@aws-sdk/client-route-53";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KEY, type LabRoute53, openLabRoute53 } from "./lab-route53.ts";

const PATH = "/2013-04-01/hostedzone";

describe("infra/lab/aws/verify-signature", () => {
  let lab: LabRoute53;
  beforeEach(async () => {
    lab = await openLabRoute53();
  });
  afterEach(() => lab.close());

  /** The headers of a well-signed list request. */
  async function signedHeaders(service = "route53"): Promise<Record<string, string>> {
    const signer = new SignatureV4({ credentials: KEY, region: "x", service, sha256: Sha256 });
    const { address, port } = lab.server;
    const signed = await signer.sign({
      method: "GET",
      protocol: "http:",
      hostname: address,
      path: PATH,
      headers: { host: `${address}:${port}` },
    });
    const { host: _, ...headers } = signed.headers;
    return headers;
  }
  const get = async (headers: Record<string, string>, path = PATH) => {
    const answer = await fetch(`${lab.server.endpoint}${path}`, { headers });
    return { status: answer.status, text: await answer.text() };
  };

  it.each(["us-east-1", "eu-central-1"])("takes the client's signature for %s", async (region) => {
    const client = lab.clientWith({ region });
    await client.send(
      new CreateHostedZoneCommand({
        Name: "ü.example",
        CallerReference: "a b/ü+",
        HostedZoneConfig: { Comment: "<&> ü" },
      }),
    );
    const marker = (await client.send(new ListHostedZonesCommand({}))).HostedZones?.[0]?.Id;
    const Marker = marker?.replace("/hostedzone/", "");
    await client.send(new ListHostedZonesCommand({ Marker, MaxItems: 1 }));
  });

  it("refuses a wrong secret and an unknown key", async () => {
    const list = new ListHostedZonesCommand({});
    const wrong = lab.clientWith({ credentials: { ...KEY, secretAccessKey: "another" } });
    await expect(wrong.send(list)).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
      message: expect.stringContaining("The request signature we calculated does not match"),
      $metadata: { httpStatusCode: 403 },
    });
    const stranger = lab.clientWith({ credentials: { ...KEY, accessKeyId: "AKIDOTHER" } });
    await expect(stranger.send(list)).rejects.toMatchObject({
      name: "InvalidClientTokenId",
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("refuses a signature of more than five minutes ago or ahead", async () => {
    for (const [ms, said] of [
      [301_000, "Signature expired: "],
      [-602_000, "Signature not yet current: "],
    ] as const) {
      lab.clocks.wallMs += ms;
      await expect(lab.client.send(new ListHostedZonesCommand({}))).rejects.toMatchObject({
        name: "SignatureDoesNotMatch",
        message: expect.stringContaining(said),
      });
    }
  });

  it("takes a request signed by hand, and refuses it with one thing changed", async () => {
    const headers = await signedHeaders();
    expect((await get(headers)).status).toBe(200);
    expect((await get(headers, `${PATH}?maxitems=1`)).text).toContain("SignatureDoesNotMatch");
    expect((await get({ ...headers, "x-amz-date": "20200101T000000Z" })).status).toBe(403);
    const body = await fetch(`${lab.server.endpoint}${PATH}`, {
      method: "POST",
      headers,
      body: "<a/>",
    });
    expect(body.status).toBe(403);
    expect((await get(await signedHeaders("ec2"))).text).toContain("has no service &#39;ec2&#39;");
  });

  it.each([
    ["no header at all", () => ({}), "MissingAuthenticationToken"],
    ["another algorithm", () => ({ authorization: "Basic YTpi" }), "IncompleteSignature"],
    ["no credential", cut(/Credential=[^,]+, /), "IncompleteSignature"],
    ["a short credential", cut(/\/route53/), "IncompleteSignature"],
    ["no signature", cut(/, Signature=.*/), "IncompleteSignature"],
    ["no signed headers", cut(/SignedHeaders=[^,]+, /), "IncompleteSignature"],
    ["an unsigned host", cut(/host;/), "IncompleteSignature"],
    ["a date in another form", () => ({ "x-amz-date": "yesterday" }), "IncompleteSignature"],
  ])("says what is wrong with %s", async (_, change, code) => {
    const good = await signedHeaders();
    const changed = change(good);
    const { text } = await get(Object.keys(changed).length === 0 ? {} : { ...good, ...changed });
    expect(text).toContain(`<Code>${code}</Code>`);
    expect(text).toMatch(/<RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/);
  });
});

function cut(part: RegExp): (headers: Record<string, string>) => Record<string, string> {
  return (headers) => ({ authorization: (headers["authorization"] ?? "").replace(part, "") });
}
