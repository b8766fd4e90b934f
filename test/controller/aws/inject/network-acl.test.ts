import type { NetworkAclEntry } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  networkAclActs,
  prepareNetworkAcl,
} from "../../../../controller/aws/inject/network-acl.ts";
import { restoreBy } from "../../../../controller/failover/inject/acts.ts";
import { injectionOf } from "../../../../controller/failover/inject/injection-of.ts";
import { accessDenied } from "../../../../infra/lab/aws/faults.ts";
import { unauthorized } from "../recorded-service.ts";
import { type InjectAws, MAIN, openInjectAws, problemOf } from "./inject-aws.ts";
import { scriptedEc2 } from "./scripted-ec2.ts";

const ACL = "acl-0123456789abcdef0";
const REGION = "eu-west-1";
const place = { region: REGION, networkAclId: ACL };

const entry = (RuleNumber: number, more: Partial<NetworkAclEntry> = {}): NetworkAclEntry => ({
  RuleNumber,
  Egress: false,
  RuleAction: "allow",
  Protocol: "-1",
  CidrBlock: "0.0.0.0/0",
  ...more,
});
/** As AWS makes them for a new VPC. */
const USUAL = [
  entry(100, { Egress: true }),
  entry(32_767, { Egress: true, RuleAction: "deny" }),
  entry(100),
  entry(32_767, { RuleAction: "deny" }),
];
const DENY = { RuleAction: "deny", Protocol: "6", PortRange: { From: 443, To: 443 } } as const;

const ec2 = scriptedEc2();
let aws: InjectAws;
beforeAll(async () => {
  aws = await openInjectAws([ec2.service]);
});
afterAll(() => aws.close());
beforeEach(() => {
  ec2.acls = [
    {
      NetworkAclId: ACL,
      Entries: [...USUAL],
      Associations: [{ SubnetId: "subnet-1" }, { SubnetId: "subnet-2" }],
      Tags: [{ Key: "isochrone:failover-test", Value: "allow" }],
    },
  ];
  aws.calls.length = 0;
});

const entries = () => ec2.acls[0]?.Entries ?? [];
const set = (...list: NetworkAclEntry[]) => {
  const [acl] = ec2.acls;
  if (acl !== undefined) acl.Entries = list;
};
const prepare = (cidrs = ["0.0.0.0/0"], protocols: readonly ("tcp" | "udp")[] = ["tcp"]) =>
  aws
    .accounts()
    .inOneOf((account) =>
      prepareNetworkAcl({ kind: "network_acl", ...place, port: 443, cidrs }, account, protocols),
    );
const RULES = [{ ruleNumber: 99, cidr: "0.0.0.0/0", port: 443, protocol: "tcp" as const }];
const actsOf = async (rules = RULES) =>
  networkAclActs(
    { kind: "network_acl", account: MAIN, ...place, rules },
    await aws.accounts().byId(MAIN),
  );
const injection = () =>
  injectionOf({
    prepare: () => prepare(),
    actsOf: () => actsOf(),
    prepared: null,
    nowMs: () => 1,
    pause: aws.pause,
  });
const restore = async (rules = RULES) => restoreBy(await actsOf(rules), aws.pause);

describe("a network ACL", () => {
  it("denies the port by a rule before all that allow, which goes again", async () => {
    const test = injection();
    expect(await test.prepare()).toEqual({
      preview: [
        `ec2:CreateNetworkAclEntry in account ${MAIN}, ${REGION}, NetworkAclId ${ACL}: RuleNumber 99, Egress false, RuleAction deny, Protocol 6 (tcp), port 443, from 0.0.0.0/0`,
        "That holds for everything in subnet-1, subnet-2",
        `To restore: ec2:DeleteNetworkAclEntry in ${REGION}, NetworkAclId ${ACL}: RuleNumber 99, Egress false, if it is as it was written`,
      ],
      restoreSteps: [{ kind: "network_acl", account: MAIN, ...place, rules: RULES }],
      permissions: [
        "ec2:CreateNetworkAclEntry",
        "ec2:DeleteNetworkAclEntry",
        "ec2:DescribeNetworkAcls",
      ],
      optIn: {
        ok: true,
        reason: `the network ACL ${ACL} has the tag isochrone:failover-test = allow`,
      },
    });
    expect(entries()).toEqual(USUAL);
    await test.inject();
    expect(entries()).toEqual([...USUAL, entry(99, DENY)]);
    expect(await test.verify()).toMatchObject({ state: "in_force" });
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(entries()).toEqual(USUAL);
    aws.calls.length = 0;
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(aws.calls).toEqual(["DescribeNetworkAcls"]);
  });

  it("denies each block and protocol by a rule of its own, IPv6 too", async () => {
    const cidrs = ["203.0.113.9/24", "2001:db8::/32"];
    set(
      ...USUAL,
      entry(101, { CidrBlock: undefined, Ipv6CidrBlock: "::/0" }),
      entry(98, { ...DENY, PortRange: { From: 80, To: 80 } }),
    );
    const { restoreSteps } = await prepare(cidrs, ["tcp", "udp"]);
    const [step] = restoreSteps;
    if (step?.kind !== "network_acl") throw new Error("no step");
    expect(step.rules.map(({ ruleNumber, protocol }) => [ruleNumber, protocol])).toEqual([
      [99, "tcp"],
      [97, "tcp"],
      [96, "udp"],
      [95, "udp"],
    ]);
    const acts = await actsOf(step.rules as typeof RULES);
    await acts.bringAbout();
    expect(entries()).toContainEqual(entry(99, { ...DENY, CidrBlock: "203.0.113.9/24" }));
    expect(entries()).toContainEqual(
      entry(95, { ...DENY, Protocol: "17", CidrBlock: undefined, Ipv6CidrBlock: "2001:db8::/32" }),
    );
    // AWS writes blocks in its own way.
    set(
      ...entries().map((each) =>
        each.CidrBlock === "203.0.113.9/24" ? { ...each, CidrBlock: "203.0.113.0/24" } : each,
      ),
    );
    expect(await acts.look()).toMatchObject({ state: "in_force" });
    expect(await restoreBy(acts, aws.pause)).toMatchObject({ state: "restored" });
    expect(entries()).toHaveLength(USUAL.length + 2);
  });

  it("that got half of its rules alone is not as it was found, and goes back whole", async () => {
    const rules = [...RULES, { ...RULES[0], ruleNumber: 98, cidr: "::/0" }] as typeof RULES;
    aws.faultsOf("ec2").set("CreateNetworkAclEntry", accessDenied("ec2", "x"), { afterCalls: 1 });
    const acts = await actsOf(rules);
    expect(await problemOf(acts.bringAbout())).toMatch(/^ec2:CreateNetworkAclEntry failed/);
    aws.faultsOf("ec2").mend("CreateNetworkAclEntry");
    expect(await acts.look()).toEqual({
      state: "other",
      reason: "1 of 2 rules of the test are there",
    });
    expect(await restore(rules)).toMatchObject({ state: "restored" });
    expect(entries()).toEqual(USUAL);
  });

  it("is in force also where the answer to the write was lost", async () => {
    const acts = await actsOf();
    aws.faultsOf("ec2").set("CreateNetworkAclEntry", { kind: "cut" }, { times: 1 });
    await acts.bringAbout();
    expect(await acts.look()).toMatchObject({ state: "in_force" });
    expect(entries()).toEqual([...USUAL, entry(99, DENY)]);
  });

  it("is not, where another rule took the number in the very moment", async () => {
    const acts = await actsOf();
    const other = entry(99, { CidrBlock: "10.0.0.0/8" });
    aws.before("CreateNetworkAclEntry", () => Promise.resolve(set(...USUAL, other)));
    expect(await problemOf(acts.bringAbout())).toMatch(/The number is taken/);
  });

  it("is left alone where its number was taken meanwhile", async () => {
    const test = injection();
    await test.prepare();
    set(...USUAL, entry(99, { CidrBlock: "10.0.0.0/8" }));
    aws.calls.length = 0;
    expect(await problemOf(test.inject())).toMatch(
      /rule 99 of the network ACL was taken meanwhile/,
    );
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(aws.calls).not.toContain("DeleteNetworkAclEntry");
  });

  it("keeps a rule that somebody wrote over ours, and says so at once", async () => {
    set(...USUAL, entry(99, { ...DENY, PortRange: { From: 1, To: 65_535 } }));
    expect(await restore()).toEqual({
      state: "other",
      reason: "rule 99 was written over, and denies some of tcp 443 from 0.0.0.0/0 still",
    });
    expect(aws.calls).not.toContain("DeleteNetworkAclEntry");
  });

  it("does not deny what a new rule before ours allows", async () => {
    set(...USUAL, entry(99, DENY), entry(5, { CidrBlock: "198.51.100.0/24" }));
    expect(await (await actsOf()).look()).toEqual({
      state: "other",
      reason: "a rule with a lower number than 99 allows some of tcp 443 from 0.0.0.0/0",
    });
    expect(await restore()).toMatchObject({ state: "restored" });
  });

  it("whose rule somebody removes at the same time, or that is gone, breaks nothing", async () => {
    set(...USUAL, entry(99, DENY));
    aws.before("DeleteNetworkAclEntry", () => Promise.resolve(set(...USUAL)));
    expect(await restore()).toMatchObject({ state: "restored" });
    ec2.acls = [];
    expect(await restore()).toEqual({
      state: "other",
      reason: "the network ACL is not there any more",
    });
  });
});

describe("preparing a network ACL", () => {
  it("that is of no subnet is refused", async () => {
    const [acl] = ec2.acls;
    if (acl !== undefined) acl.Associations = [];
    expect(await problemOf(prepare())).toMatch(/^injector\.networkAclId: .* is of no subnet/);
  });

  it("that is not there is refused", async () => {
    ec2.acls = [];
    expect(await problemOf(prepare())).toMatch(/DescribeNetworkAcls failed: .*does not exist/);
  });

  it("whose rules could not be taken away again is refused", async () => {
    const problem = unauthorized("ec2:DeleteNetworkAclEntry");
    aws.faultsOf("ec2").set("DeleteNetworkAclEntry", { kind: "error", problem });
    expect(await problemOf(prepare())).toMatch(/\| Allow ec2:DeleteNetworkAclEntry to/);
    aws.faultsOf("ec2").mend("DeleteNetworkAclEntry");
    expect(entries()).toEqual(USUAL);
  });

  it("without the tag is told, with its ARN as something to fence", async () => {
    const [acl] = ec2.acls;
    if (acl !== undefined) acl.Tags = [];
    expect((await prepare()).optIn).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/has no tag/),
    });
    const failoverFence = [`arn:aws:ec2:${REGION}:${MAIN}:network-acl/${ACL}`];
    const fenced = await aws
      .accounts([{ inject: {}, failoverFence }])
      .inOneOf((account) =>
        prepareNetworkAcl(
          { kind: "network_acl", ...place, port: 443, cidrs: ["0.0.0.0/0"] },
          account,
          ["tcp"],
        ),
      );
    expect(fenced.optIn.ok).toBe(true);
  });
});
