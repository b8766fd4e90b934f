import type { ServerResponse } from "node:http";
import {
  ChangeTagsForResourceCommand,
  CreateHealthCheckCommand,
  GetHealthCheckCommand,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FailoverClient } from "../../../../controller/contract/failover/client-class.ts";
import type { FailoverInjector } from "../../../../controller/contract/failover/failover-injector.ts";
import type { PreparedInjection } from "../../../../controller/failover/inject/injection.ts";
import { openInjectors } from "../../../../controller/failover/inject/open-injectors.ts";
import { type InjectAws, openInjectAws, problemOf } from "../../aws/inject/inject-aws.ts";
import { scriptedEc2 } from "../../aws/inject/scripted-ec2.ts";
import { MAIN_STEPS, NAMED } from "./every-injector.ts";
import { openFaultSwitch, TOKEN } from "./fault-switch.ts";

const fresh: FailoverClient = { entry: "dns", class: "fresh", shareRatio: 1 };
const planOf = (injector: FailoverInjector, ...clients: FailoverClient[]) => ({
  injector,
  clients: clients.length > 0 ? clients : [fresh],
});

const ec2 = scriptedEc2();
let aws: InjectAws;
beforeAll(async () => {
  aws = await openInjectAws([ec2.service]);
});
afterAll(() => aws.close());

const opened = (more: object = {}) =>
  openInjectors({
    aws: aws.optionsWith(),
    env: { HOOK_TOKEN: TOKEN },
    signal: AbortSignal.timeout(60_000),
    nowMs: () => 1,
    pause: aws.pause,
    ...more,
  });
/** As it comes out of a store, or a file. */
const kept = (prepared: PreparedInjection) =>
  JSON.parse(JSON.stringify(prepared)) as PreparedInjection;

describe("a health check", () => {
  it("is made to fail by one process, told of by a second, and put back by two at once", async () => {
    const { HealthCheck } = await aws.route53.send(
      new CreateHealthCheckCommand({
        CallerReference: "shop",
        HealthCheckConfig: { Type: "TCP", IPAddress: "198.51.100.7", Port: 443 },
      }),
    );
    const HealthCheckId = HealthCheck?.Id ?? "";
    await aws.route53.send(
      new ChangeTagsForResourceCommand({
        ResourceType: "healthcheck",
        ResourceId: HealthCheckId,
        AddTags: [{ Key: "isochrone:failover-test", Value: "allow" }],
      }),
    );
    const flags = async () => {
      const answer = await aws.route53.send(new GetHealthCheckCommand({ HealthCheckId }));
      const { Disabled, Inverted } = answer.HealthCheck?.HealthCheckConfig ?? {};
      return { Disabled, Inverted };
    };
    const plan = planOf({ kind: "health_check", healthCheckId: HealthCheckId });

    const first = opened();
    const prepared = kept(await first.injection(plan, null).prepare());
    first.close();
    const second = opened();
    const injection = second.injection(plan, prepared);
    expect(await injection.inject()).toEqual({ afterUs: 1_000, byUs: 2_000 });
    expect(await flags()).toEqual({ Disabled: true, Inverted: true });
    expect(await problemOf(injection.inject())).toMatch(/not as it was found/);
    second.close();

    const [third, fourth] = [opened(), opened()];
    const [step] = prepared.restoreSteps;
    if (step === undefined) throw new Error("nothing to restore");
    const found = await Promise.all([third.restore(step), fourth.restore(step)]);
    expect(found).toMatchObject([{ state: "restored" }, { state: "restored" }]);
    expect(await flags()).toEqual({ Disabled: false, Inverted: false });
    expect(await third.injection(plan, prepared).verify()).toMatchObject({ state: "restored" });
    third.close();
    fourth.close();
  });
});

it("a fault switch needs no AWS account", async () => {
  const door = await openFaultSwitch();
  const injectors = opened({ aws: null });
  const plan = planOf({
    kind: "http_hook",
    url: door.url,
    body: { kind: "refuse" },
    tokenVariable: "HOOK_TOKEN",
  });
  const injection = injectors.injection(plan, null);
  const { restoreSteps } = await injection.prepare();
  await injection.inject();
  expect(door.asked).toContain('PUT {"kind":"refuse"}');
  for (const step of restoreSteps) {
    expect(await injectors.restore(step)).toMatchObject({ state: "restored" });
  }
  injectors.close();
  await door.close();
});

const ofAws = <Kind extends { kind: string }>({ kind }: Kind) => kind !== "http_hook";

describe("of things that are not there", () => {
  it.each(NAMED.filter(ofAws))("$kind is not prepared", async (injector) => {
    const injectors = opened();
    expect(await problemOf(injectors.injection(planOf(injector), null).prepare())).toMatch(
      /(there is no|does not exist|has none of them|No hosted zone).*\|/,
    );
    injectors.close();
  });

  it.each(MAIN_STEPS.filter(ofAws))("$kind is told to be gone", async (step) => {
    const injectors = opened();
    const gone = expect.stringMatching(/not (there|in the group)/);
    expect(await injectors.restore(step)).toEqual({ state: "other", reason: gone });
    injectors.close();
  });
});

it("without an AWS account says how to name one", async () => {
  const injectors = opened({ aws: null });
  for (const injector of NAMED.filter(ofAws)) {
    const problem = await problemOf(injectors.injection(planOf(injector), null).prepare());
    expect(problem).toMatch(/told of no AWS account\. \| .*--aws-accounts FILE/);
  }
  for (const step of MAIN_STEPS.filter(ofAws)) {
    expect(await problemOf(injectors.restore(step))).toMatch(/told of no AWS account/);
  }
});

it("does not go on with what was kept of something else", async () => {
  const injectors = opened();
  const prepared = {
    preview: [],
    restoreSteps: MAIN_STEPS.slice(0, 1),
    permissions: [],
    optIn: { ok: true, reason: "" },
  };
  const plan = planOf({ kind: "health_check", healthCheckId: "0a1b2c3d" });
  const injection = injectors.injection(plan, prepared);
  expect(await problemOf(injection.inject())).toMatch(/not what the injector of the plan names/);
  injectors.close();
});

it("datagrams are lost too where users come by them, and alone where all do", async () => {
  const CidrBlock = "0.0.0.0/0";
  ec2.acls = [
    {
      NetworkAclId: "acl-00000001",
      Entries: [{ RuleNumber: 100, Egress: false, RuleAction: "allow", Protocol: "-1", CidrBlock }],
      Associations: [{ SubnetId: "subnet-1" }],
    },
  ];
  const acl = NAMED.find(({ kind }) => kind === "network_acl");
  if (acl === undefined) throw new Error("no network ACL");
  const udp: FailoverClient = { entry: "dns", class: "udp", shareRatio: 0 };
  const injectors = opened();
  const protocolsOf = async (...clients: FailoverClient[]) => {
    const { restoreSteps } = await injectors.injection(planOf(acl, ...clients), null).prepare();
    const [step] = restoreSteps;
    return step?.kind === "network_acl" ? step.rules.map(({ protocol }) => protocol) : [];
  };
  expect(await protocolsOf(fresh)).toEqual(["tcp"]);
  expect(await protocolsOf(fresh, udp)).toEqual(["tcp", "udp"]);
  expect(await protocolsOf(udp)).toEqual(["udp"]);
  injectors.close();
});

it("ends with what the process is ended with, also while it waits", async () => {
  const door = await openFaultSwitch();
  door.inForce = true;
  const stop = new AbortController();
  const stuck = (_: unknown, answer: ServerResponse) => answer.end('{"inForce":true}');
  door.instead.push(stuck, stuck, (_, answer) => {
    stuck(_, answer);
    setTimeout(() => stop.abort(new Error("stopping")), 20);
  });
  const injectors = openInjectors({ aws: null, env: {}, signal: stop.signal });
  const step = { kind: "http_hook", url: door.url } as const;
  await expect(injectors.restore(step)).rejects.toThrow("stopping");
  expect(door.asked).toEqual(["GET", "DELETE", "GET"]);
  await door.close();
});
