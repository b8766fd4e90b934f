import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KEY, type LabRoute53, openLabRoute53 } from "../lab-route53.ts";

const NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

// The official client and the lab read and write by the same schemas. These texts, written out as
// the API reference shows them, keep the two from being wrong together.
describe("infra/lab/aws/route53 on the wire", () => {
  let lab: LabRoute53;
  beforeEach(async () => {
    lab = await openLabRoute53();
  });
  afterEach(() => lab.close());

  async function call(method: string, path: string, body?: string) {
    const signer = new SignatureV4({
      credentials: KEY,
      region: "us-east-1",
      service: "route53",
      sha256: Sha256,
    });
    const { address, port } = lab.server;
    const signed = await signer.sign({
      method,
      protocol: "http:",
      hostname: address,
      path,
      headers: { host: `${address}:${port}` },
      ...(body === undefined ? {} : { body }),
    });
    const answer = await fetch(`${lab.server.endpoint}${path}`, {
      method,
      headers: signed.headers,
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  async function createZone() {
    const answer = await call(
      "POST",
      "/2013-04-01/hostedzone",
      `<?xml version="1.0" encoding="UTF-8"?>
<CreateHostedZoneRequest xmlns="${NAMESPACE}">
  <Name>shop.example</Name>
  <CallerReference>once</CallerReference>
  <HostedZoneConfig><Comment>one</Comment></HostedZoneConfig>
</CreateHostedZoneRequest>`,
    );
    return { ...answer, id: /hostedzone\/(Z\w+)/.exec(answer.text)?.[1] ?? "" };
  }

  it("answers CreateHostedZone as the API reference shows it", async () => {
    const { status, headers, text, id } = await createZone();
    expect(status).toBe(201);
    expect(headers.get("content-type")).toBe("text/xml");
    expect(headers.get("location")).toMatch(new RegExp(`/2013-04-01/hostedzone/${id}$`));
    expect(text).toContain('<?xml version="1.0" encoding="UTF-8"?>');
    expect(text).toContain(`<CreateHostedZoneResponse xmlns="${NAMESPACE}">`);
    expect(text).toContain(
      `<HostedZone><Id>/hostedzone/${id}</Id><Name>shop.example.</Name><CallerReference>once</CallerReference><Config><Comment>one</Comment><PrivateZone>false</PrivateZone></Config><ResourceRecordSetCount>2</ResourceRecordSetCount></HostedZone>`,
    );
    expect(text).toContain(
      "<Status>PENDING</Status><SubmittedAt>2026-01-01T00:00:00Z</SubmittedAt></ChangeInfo>",
    );
    expect(text).toMatch(/<NameServers>(<NameServer>[^<]+<\/NameServer>){4}<\/NameServers>/);
  });

  it("takes a change batch and lists it", async () => {
    const { id } = await createZone();
    const change = `<Change><Action>CREATE</Action><ResourceRecordSet><Name>www.shop.example</Name><Type>A</Type><SetIdentifier>one</SetIdentifier><Weight>3</Weight><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>`;
    const body = `<ChangeResourceRecordSetsRequest xmlns="${NAMESPACE}"><ChangeBatch><Changes>${change}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;
    const path = `/2013-04-01/hostedzone/${id}/rrset`;
    const changed = await call("POST", path, body);
    expect(changed.text).toContain(
      `<ChangeResourceRecordSetsResponse xmlns="${NAMESPACE}"><ChangeInfo><Id>/change/C`,
    );
    const again = await call("POST", path, body);
    expect(again.status).toBe(400);
    expect(again.text).toMatch(
      /<Error><Type>Sender<\/Type><Code>InvalidChangeBatch<\/Code><Message>\[Tried to create resource record set .* but it already exists\]<\/Message><\/Error><RequestId>/,
    );
    const listed = await call("GET", path);
    expect(listed.text).toContain(
      "<ResourceRecordSet><Name>www.shop.example.</Name><Type>A</Type><SetIdentifier>one</SetIdentifier><Weight>3</Weight><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>",
    );
    expect(listed.text).toContain("<IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>");
  });

  it("says InvalidInput to a body that is no XML or holds no number where one belongs", async () => {
    const { id } = await createZone();
    const path = `/2013-04-01/hostedzone/${id}/rrset`;
    expect((await call("POST", path, "{}")).text).toContain("<Code>InvalidInput</Code>");
    expect((await call("POST", path, "<a><b></a>")).text).toContain("<Code>InvalidInput</Code>");
    const set =
      "<ResourceRecordSet><Name>a.shop.example</Name><Type>A</Type><TTL>x</TTL></ResourceRecordSet>";
    const body = `<R><ChangeBatch><Changes><Change><Action>CREATE</Action>${set}</Change></Changes></ChangeBatch></R>`;
    expect((await call("POST", path, body)).text).toContain("<Code>InvalidInput</Code>");
    expect((await call("POST", path, "")).text).toContain("<Code>InvalidInput</Code>");
  });
});
