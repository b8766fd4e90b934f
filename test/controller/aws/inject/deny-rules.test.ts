import type { NetworkAclEntry } from "@aws-sdk/client-ec2";
import { fc, it as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { inboundEntries, type Traffic } from "../../../../controller/aws/inject/acl-entry.ts";
import { denyRulesFor, lookOfRules } from "../../../../controller/aws/inject/deny-rules.ts";

const HTTPS: Traffic = { cidr: "0.0.0.0/0", port: 443, protocol: "tcp" };

const entry = (RuleNumber: number, more: Partial<NetworkAclEntry> = {}): NetworkAclEntry => ({
  RuleNumber,
  Egress: false,
  RuleAction: "allow",
  Protocol: "-1",
  CidrBlock: "0.0.0.0/0",
  ...more,
});
const deny = { RuleAction: "deny" } as const;
const numbersFor = (list: NetworkAclEntry[], ...traffics: Traffic[]) =>
  denyRulesFor(inboundEntries(list), traffics).map(({ ruleNumber }) => ruleNumber);

describe("the numbers of rules that deny", () => {
  it.each<[string, NetworkAclEntry[], number]>([
    ["the usual rules", [entry(100), entry(32_767, deny)], 99],
    ["a lower number that is taken", [entry(100), entry(99, { ...deny, Protocol: "17" })], 98],
    ["a rule for what goes out", [entry(100), entry(99, { Egress: true })], 99],
    [
      "other ports that are allowed before",
      [entry(100), entry(50, { Protocol: "6", PortRange: { From: 22, To: 22 } })],
      49,
    ],
    [
      "some senders that are denied already",
      [entry(100), entry(9, { ...deny, CidrBlock: "10.0.0.0/8" })],
      99,
    ],
    [
      "another port that is denied already",
      [entry(100), entry(9, { ...deny, Protocol: "6", PortRange: { From: 80, To: 80 } })],
      99,
    ],
    [
      "something allowed first of what is denied after it",
      [entry(7, { CidrBlock: "10.0.0.0/8" }), entry(8, deny)],
      6,
    ],
    ["an entry whose block cannot be read", [entry(100, { CidrBlock: "?" })], 99],
  ])("come before %s", (_, list, number) => {
    expect(numbersFor(list, HTTPS)).toEqual([number]);
  });

  it.each<[string, NetworkAclEntry[], RegExp]>([
    ["nothing is allowed at all", [], /denies tcp 443 from 0\.0\.0\.0\/0 already/],
    ["all is denied before", [entry(1, deny), entry(100)], /already/],
    [
      "the port is denied before",
      [entry(1, { ...deny, Protocol: "6", PortRange: { From: 400, To: 500 } }), entry(100)],
      /already/,
    ],
    [
      "only others are allowed",
      [entry(100, { CidrBlock: undefined, Ipv6CidrBlock: "::/0" })],
      /already/,
    ],
    ["only another protocol is allowed", [entry(100, { Protocol: "17" })], /already/],
    ["rule 1 allows", [entry(1)], /0 free rule numbers below rule 1, which allows; 1 are needed/],
  ])("are not given where %s", (_, list, problem) => {
    expect(() => numbersFor(list, HTTPS)).toThrow(problem);
  });

  property.prop([
    fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }),
    fc.uniqueArray(fc.integer({ min: 61, max: 120 }), { minLength: 1, maxLength: 20 }),
    fc.integer({ min: 1, max: 20 }),
  ])(
    "are free, different, and below every rule that allows; then all is denied",
    (denied, allowed, count) => {
      const list = [
        ...denied.map((number) => entry(number, { ...deny, CidrBlock: "192.0.2.0/24" })),
        ...allowed.map((number) => entry(number)),
      ];
      const traffics = Array.from({ length: count }, (_, n) => ({ ...HTTPS, port: 1_000 + n }));
      const rules = denyRulesFor(inboundEntries(list), traffics);
      const numbers = rules.map(({ ruleNumber }) => ruleNumber);
      expect(new Set([...numbers, ...denied]).size).toBe(count + denied.length);
      expect(Math.min(...numbers)).toBeGreaterThan(0);
      expect(Math.max(...numbers)).toBeLessThan(Math.min(...allowed));
      const written = rules.map(({ ruleNumber, port }) =>
        entry(ruleNumber, { ...deny, Protocol: "6", PortRange: { From: port, To: port } }),
      );
      expect(lookOfRules(inboundEntries(list), rules).state).toBe("restored");
      expect(lookOfRules(inboundEntries([...list, ...written]), rules).state).toBe("in_force");
    },
  );
});
