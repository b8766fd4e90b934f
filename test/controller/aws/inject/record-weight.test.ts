import {
  type Change,
  ChangeResourceRecordSetsCommand,
  ChangeTagsForResourceCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  prepareRecordWeight,
  recordWeightActs,
} from "../../../../controller/aws/inject/record-weight.ts";
import { restoreBy } from "../../../../controller/failover/inject/acts.ts";
import { injectionOf } from "../../../../controller/failover/inject/injection-of.ts";
import { type InjectAws, MAIN, openInjectAws, problemOf } from "./inject-aws.ts";

let aws: InjectAws;
let zone = "";
let zones = 0;
beforeAll(async () => {
  aws = await openInjectAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  zones += 1;
  const { HostedZone } = await aws.route53.send(
    new CreateHostedZoneCommand({ Name: "shop.test", CallerReference: `zone-${zones}` }),
  );
  zone = (HostedZone?.Id ?? "").replace("/hostedzone/", "");
  const AddTags = [{ Key: "isochrone:failover-test", Value: "allow" }];
  await aws.route53.send(
    new ChangeTagsForResourceCommand({ ResourceType: "hostedzone", ResourceId: zone, AddTags }),
  );
  await change("CREATE", weighted("blue", 100), weighted("green", 50), ...OTHERS);
  aws.calls.length = 0;
});

const weighted = (
  SetIdentifier: string,
  Weight: number,
  Name = "www.shop.test.",
): ResourceRecordSet => ({
  Name,
  Type: "A",
  SetIdentifier,
  Weight,
  TTL: 60,
  ResourceRecords: [{ Value: "198.51.100.7" }],
});
const OTHERS = [
  weighted("blue", 3, "a.shop.test."),
  weighted("blue", 9, "x.shop.test."),
  { ...weighted("blue", 5), Type: "AAAA" as const, ResourceRecords: [{ Value: "2001:db8::1" }] },
];

async function change(Action: Change["Action"], ...sets: ResourceRecordSet[]) {
  const Changes = sets.map((ResourceRecordSet) => ({ Action, ResourceRecordSet }));
  await aws.route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch: { Changes } }),
  );
}

async function records() {
  const listed = await aws.route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone }));
  return listed.ResourceRecordSets ?? [];
}

const record = () => ({
  hostedZoneId: zone,
  name: "www.shop.test",
  type: "A" as const,
  setIdentifier: "blue",
});
const prepare = () =>
  aws
    .accounts()
    .inOneOf((account) => prepareRecordWeight({ kind: "record_weight", ...record() }, account));
const actsOf = async (weight = 100) =>
  recordWeightActs(
    { kind: "record_weight", account: MAIN, ...record(), weight },
    await aws.accounts().byId(MAIN),
    aws.pause,
  );
const injection = () =>
  injectionOf({
    prepare,
    actsOf: () => actsOf(),
    prepared: null,
    nowMs: () => 1,
    pause: aws.pause,
  });
const restore = async () => restoreBy(await actsOf(), aws.pause);

it("the weight becomes 0 until all name servers have it, and is what it was again", async () => {
  const before = await records();
  const test = injection();
  expect(await test.prepare()).toEqual({
    preview: [
      `route53:ChangeResourceRecordSets in account ${MAIN}: HostedZoneId ${zone}, UPSERT www.shop.test A "blue", Weight 0 (now 100), all else of it as it is`,
      "route53:GetChange until it is INSYNC",
      `To restore: route53:ChangeResourceRecordSets: HostedZoneId ${zone}, UPSERT www.shop.test A "blue", Weight 100; route53:GetChange until it is INSYNC`,
    ],
    restoreSteps: [{ kind: "record_weight", account: MAIN, ...record(), weight: 100 }],
    permissions: [
      "route53:ChangeResourceRecordSets",
      "route53:GetChange",
      "route53:ListResourceRecordSets",
      "route53:ListTagsForResource",
    ],
    optIn: {
      ok: true,
      reason: `the hosted zone ${zone} has the tag isochrone:failover-test = allow`,
    },
  });
  expect(await records()).toEqual(before);
  await test.inject();
  // 30 s until INSYNC, looked for every 2 s.
  expect(aws.calls.filter((call) => call === "GetChange")).toHaveLength(16);
  const isBlue = ({ Name, Type, SetIdentifier }: ResourceRecordSet) =>
    Name === "www.shop.test." && Type === "A" && SetIdentifier === "blue";
  expect(await records()).toEqual(
    before.map((each) => (isBlue(each) ? { ...each, Weight: 0 } : each)),
  );
  expect(await restore()).toMatchObject({ state: "restored" });
  expect(await records()).toEqual(before);
  aws.calls.length = 0;
  expect(await restore()).toMatchObject({ state: "restored" });
  expect(aws.calls).toEqual(["ListResourceRecordSets"]);
});

it("what others change of the record meanwhile is kept, both ways", async () => {
  const test = injection();
  await test.prepare();
  await change("UPSERT", { ...weighted("blue", 100), ResourceRecords: [{ Value: "203.0.113.9" }] });
  await test.inject();
  const blue = async () =>
    (await records()).find(
      ({ Name, SetIdentifier }) => SetIdentifier === "blue" && Name === "www.shop.test.",
    );
  expect(await blue()).toMatchObject({ Weight: 0, ResourceRecords: [{ Value: "203.0.113.9" }] });
  await change("UPSERT", weighted("green", 1));
  expect(await restore()).toMatchObject({ state: "restored" });
  expect(await blue()).toMatchObject({ Weight: 100, ResourceRecords: [{ Value: "203.0.113.9" }] });
  const green = (await records()).find(({ SetIdentifier }) => SetIdentifier === "green");
  expect(green).toMatchObject({ Weight: 1 });
});

it("a weight that somebody changed after it was prepared is left alone", async () => {
  const test = injection();
  await test.prepare();
  await change("UPSERT", weighted("blue", 20));
  expect(await problemOf(test.inject())).toMatch(/not as it was found: .* weight 20, and had 100/);
  expect(await problemOf((await actsOf()).bringAbout())).toMatch(/changed meanwhile: .* weight 20/);
  expect(aws.calls).not.toContain("ChangeResourceRecordSets");
  expect(await test.verify()).toMatchObject({ state: "other" });
});

it("a record that is gone, and a zone that is, cannot be put back, and that is said at once", async () => {
  await change("DELETE", weighted("blue", 100));
  const gone = { state: "other", reason: "the record is not there any more; it had weight 100" };
  expect(await restore()).toEqual(gone);
  zone = "Z0000000000000000000";
  expect(await restore()).toEqual(gone);
  expect(aws.calls.filter((call) => call !== "ListResourceRecordSets")).toEqual([]);
});

it("a record whose weight is 0 already, or that is not there, is refused before anything is written", async () => {
  await change("UPSERT", weighted("blue", 0));
  expect(await problemOf(prepare())).toMatch(/has weight 0 already/);
  await change("DELETE", weighted("blue", 0));
  expect(await problemOf(prepare())).toMatch(
    /no record www\.shop\.test A "blue".*\| Choose one of "green"/,
  );
  expect(new Set(aws.calls)).toEqual(new Set(["ListResourceRecordSets"]));
});
