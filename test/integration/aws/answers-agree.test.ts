import {
  ChangeCidrCollectionCommand,
  ChangeResourceRecordSetsCommand,
  CreateCidrCollectionCommand,
  CreateHealthCheckCommand,
  GetChangeCommand,
  ListHostedZonesCommand,
  type ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AwsOptions } from "../../../controller/aws/aws-options.ts";
import { readInventory } from "../../../controller/aws/read-inventory.ts";
import { openSession, type Session } from "../../../controller/aws/session.ts";
import { testDnsAnswers } from "../../../controller/aws/test-dns-answer.ts";
import type { SourceAnswer } from "../../../controller/contract/answers.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import { ClientGroup } from "../../../controller/contract/client-group.ts";
import type { Inventory } from "../../../controller/contract/inventory.ts";
import { agree } from "../../../controller/core/answers/agree.ts";
import {
  type AnswerContext,
  answerContext,
} from "../../../controller/core/answers/answer-context.ts";
import { askersOf, type GroupAsker } from "../../../controller/core/answers/askers.ts";
import {
  answerOfLookups,
  answerOfModel,
  answerOfTest,
} from "../../../controller/core/answers/source-answers.ts";
import { assembleInventory } from "../../../controller/core/inventory/assemble-inventory.ts";
import type { LatencyTable } from "../../../controller/core/routing/latency-table.ts";
import { liveDesign } from "../../../controller/core/routing/live-design.ts";
import { routingWorld } from "../../../controller/core/routing/routing-world.ts";
import { serviceBook } from "../../../controller/core/routing/service-book.ts";
import { clientOf } from "../../../infra/lab/dns/clients.ts";
import { type Lab, openLab } from "../../../infra/lab/lab.ts";
import { nameOfAddress } from "../../../probe/contract/address-name.ts";
import { addressesOf, askUdp, query, subnetRecord } from "../../infra/lab/dns/ask.ts";
import { atlas, shopWorld, vantageOf } from "../../infra/lab/small-world.ts";
import { ANSWER_CASES, type AnswerCase, type CaseSet } from "./answer-cases.ts";

/** Only to have changes INSYNC soon; no check of the cases calls anybody. */
const CLOCK_FACTOR = 50;
const MAIN = "111122223333";
const ACCELERATOR_ZONE = "Z2BJ6XQ5FK7U4H";
/** Lookups cost next to nothing. */
const LOOKUPS_PER_DRAW = 10;
const BLOCK = { narrow: "eu-central-1", wide: "198.18.0.0/21" } as const;

// Nobody asks a second time what got lost.
const world = { ...shopWorld("127.92"), clockFactor: CLOCK_FACTOR, lossRatio: 0 };
const DOMAIN = world.domain;

/** What the lab's Route 53 takes for near; AWS does not publish its own table. */
const latency: LatencyTable = ({ subnet }, region) => {
  const vantage = world.vantages.find(({ clientSubnet }) => clientSubnet === subnet);
  return clientOf(world, atlas, vantage, undefined).rttMsTo(region);
};

/** An asker as the product has it; of an office it knows the country only where its owner says so. */
function askerOfVantage(lab: Lab, id: string): GroupAsker {
  const { country } = vantageOf(world, id);
  const group = ClientGroup.parse({ id, label: id, share: 1, vantages: [id], country });
  const [asker] = askersOf(group, lab.ready.estate.vantages);
  if (asker === undefined) throw new Error(`the estate has no vantage ${id}`);
  return asker;
}

/** Whom an answer leads to, in one word each. */
function wordsOf({ ledTo }: SourceAnswer): string[] {
  return ledTo
    .map(({ server }) => {
      if (server.kind === "endpoint") return server.endpoint;
      return server.kind === "other" ? server.what : server.kind;
    })
    .toSorted();
}

describe("what Route 53 answers: the model, TestDNSAnswer and a lookup say the same", () => {
  let lab: Lab;
  let client: Route53Client;
  let session: Session;
  let zone = "";
  let inventory: Inventory;

  beforeAll(async () => {
    lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
    const { accessKeyId, secretAccessKey, ...aws } = lab.ready.aws;
    const credentials = { accessKeyId, secretAccessKey };
    client = new Route53Client({ endpoint: aws.endpoint, region: aws.region, credentials });
    const regions = ["us-east-1", "eu-west-1", "ap-southeast-2"];
    const account = { id: MAIN, regions };
    const options: AwsOptions = {
      ...AwsSettings.parse({ ...aws, accounts: [account] }),
      credentials,
    };
    const signal = AbortSignal.timeout(120_000);
    session = openSession({ options, account: {}, env: {}, signal });
    const read = async () =>
      assembleInventory(await readInventory({ options, env: {}, nowMs: Date.now, signal }));
    const before = await read();
    const { HostedZones } = await client.send(new ListHostedZonesCommand({}));
    zone =
      HostedZones?.find(({ Name }) => Name === `${DOMAIN}.`)
        ?.Id?.split("/")
        .at(-1) ?? "";
    const ids: Ids = {
      checks: { well: await disabledCheck(false), ill: await disabledCheck(true) },
      collection: await collection(),
      resources: resourcesOf(before),
    };
    // What aliases lead to has to stand before them.
    const Changes = ANSWER_CASES.flatMap(({ names }) => Object.entries(names).toReversed())
      .flatMap(([label, sets]) => sets.map((set, at) => record(ids, label, set, at, sets.length)))
      .map((ResourceRecordSet) => ({ Action: "CREATE" as const, ResourceRecordSet }));
    const { ChangeInfo } = await client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch: { Changes } }),
    );
    await vi.waitFor(
      async () => {
        const change = await client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }));
        expect(change.ChangeInfo?.Status).toBe("INSYNC");
      },
      { timeout: 60_000, interval: 200 },
    );
    inventory = await read();
  });
  afterAll(async () => {
    session.close();
    client.destroy();
    await lab.close();
  });

  interface Ids {
    readonly checks: Readonly<Record<"well" | "ill", string | undefined>>;
    readonly collection: string | undefined;
    readonly resources: Readonly<
      Record<"accelerator" | "balancer", Omit<AliasTarget, "EvaluateTargetHealth">>
    >;
  }
  type AliasTarget = NonNullable<ResourceRecordSet["AliasTarget"]>;

  /** A disabled check is healthy, an inverted one the contrary: nothing has to be called or waited for. */
  async function disabledCheck(Inverted: boolean) {
    const { HealthCheck } = await client.send(
      new CreateHealthCheckCommand({
        CallerReference: `inverted ${Inverted}`,
        HealthCheckConfig: {
          Type: "TCP",
          IPAddress: world.endpoints[0]?.address,
          Port: 80,
          Disabled: true,
          Inverted,
        },
      }),
    );
    return HealthCheck?.Id;
  }

  async function collection() {
    const created = await client.send(
      new CreateCidrCollectionCommand({ Name: "people", CallerReference: "people" }),
    );
    const blocks = { narrow: vantageOf(world, BLOCK.narrow).clientSubnet, wide: BLOCK.wide };
    const Changes = Object.entries(blocks).map(([LocationName, block]) => ({
      LocationName,
      Action: "PUT" as const,
      CidrList: [block],
    }));
    await client.send(new ChangeCidrCollectionCommand({ Id: created.Collection?.Id, Changes }));
    return created.Collection?.Id;
  }

  function resourcesOf({ accelerators, loadBalancers }: Inventory): Ids["resources"] {
    const balancer = loadBalancers.find(({ name }) => name === "shop-use1");
    return {
      accelerator: {
        DNSName: accelerators[0]?.spec.dnsName ?? undefined,
        HostedZoneId: ACCELERATOR_ZONE,
      },
      balancer: {
        DNSName: balancer?.dnsName ?? undefined,
        HostedZoneId: balancer?.canonicalHostedZoneId ?? undefined,
      },
    };
  }

  function record(
    { checks, collection: CollectionId, resources }: Ids,
    label: string,
    { to, alias, resource, check, location, ...fields }: CaseSet,
    at: number,
    count: number,
  ): ResourceRecordSet {
    const isSimple = count === 1 && Object.keys(fields).every((key) => key === "ResourceRecords");
    const target =
      resource === undefined
        ? { HostedZoneId: zone, DNSName: `${alias}.${DOMAIN}` }
        : resources[resource];
    const isAlias = alias !== undefined || resource !== undefined;
    return {
      Name: `${label}.${DOMAIN}`,
      Type: "A",
      ...(isAlias
        ? { AliasTarget: { ...target, EvaluateTargetHealth: resource === undefined } }
        : { TTL: 60, ResourceRecords: [{ Value: to }] }),
      ...(!isSimple || location !== undefined ? { SetIdentifier: `${label} ${at}` } : {}),
      ...(check === undefined ? {} : { HealthCheckId: checks[check] }),
      ...(location === undefined
        ? {}
        : { CidrRoutingConfig: { CollectionId, LocationName: location } }),
      ...fields,
    };
  }

  /** As the product has it of what was read, but for the table of latencies. */
  function contextOf(host: string): AnswerContext {
    const service = lab.ready.estate.services[0];
    if (service === undefined) throw new Error("the lab has no service");
    const port = Number(new URL(service.dns?.url ?? "").port);
    const { design, unread } = liveDesign(
      { endpoints: service.endpoints, dns: { url: `http://${host}:${port}/`, pinned: {} } },
      inventory,
    );
    expect(unread).toEqual([]);
    const context = answerContext(
      { design, downChecks: new Set(), readAtMs: inventory.finishedAtMs },
      serviceBook({ endpoints: service.endpoints.map(withBalancer) }, inventory),
      { host, port },
    );
    return { ...context, world: routingWorld(context.world.design, { latency }) };
  }

  /** AWS tells no address of an Application Load Balancer: its owner says whose it is. */
  function withBalancer<E extends { id: string; resource?: string | undefined }>(endpoint: E): E {
    const balancer = inventory.loadBalancers.find(({ name }) => name === endpoint.id);
    return balancer === undefined ? endpoint : { ...endpoint, resource: balancer.arn };
  }

  async function lookups(context: AnswerContext, asker: GroupAsker, times: number) {
    const { address = "", port = 0, clientSubnet = "" } = asker.vantage?.resolver ?? {};
    const servedBy: Record<string, number> = {};
    for (let time = 0; time < times; time += 1) {
      const subnet = subnetRecord(clientSubnet.split("/")[0] ?? "");
      const asked = query(context.door.host, "A", [subnet]);
      const { reply } = await askUdp({ address, port }, asked);
      for (const each of addressesOf(reply)) {
        const name = nameOfAddress(each);
        servedBy[name] = (servedBy[name] ?? 0) + 1;
      }
    }
    const none = { servedBy: {}, newestAtMs: null };
    return answerOfLookups(context, asker, {
      lookups: { servedBy, newestAtMs: Date.now() },
      connections: none,
    });
  }

  async function test(
    context: AnswerContext,
    { name, asker, question }: GroupAsker,
    times: number,
  ) {
    if (!("resolver" in question)) throw new Error(question.reason);
    const [answer] = await testDnsAnswers({
      session,
      zone,
      name: context.door.host,
      questions: [{ asker: name, ...question }],
      times,
      roleArn: null,
      endpoint: lab.ready.aws.endpoint,
      nowMs: Date.now,
    });
    expect(answer?.error).toBeNull();
    return answer && answerOfTest(context, asker, answer, "live");
  }

  async function compare({ names, asks, gets, draws = 1 }: AnswerCase) {
    const context = contextOf(`${asks ?? Object.keys(names)[0]}.${DOMAIN}`);
    for (const [vantage, expected] of Object.entries(gets)) {
      const asker = askerOfVantage(lab, vantage);
      const said = {
        model: answerOfModel(context, asker),
        test: await test(context, asker, draws),
        lookup: await lookups(context, asker, draws * (draws > 1 ? LOOKUPS_PER_DRAW : 1)),
      };
      const words = Object.entries(said).map(([source, answer]) => [
        source,
        // A lookup without an address is none that a probe counts.
        answer === undefined ? ["none"] : wordsOf(answer),
      ]);
      expect([vantage, Object.fromEntries(words)]).toEqual([
        vantage,
        { model: expected, test: expected, lookup: expected },
      ]);
      const { model, test: tested, lookup } = said;
      if (model === undefined || tested === undefined) throw new Error("one says nothing");
      const others = lookup === undefined ? [tested] : [tested, lookup];
      expect(others.map((other) => agree(model, other))).toEqual(others.map(() => true));
    }
  }

  // Shares of what was drawn are far off once in some thousand times.
  it.each(ANSWER_CASES)("$title", { retry: 1, timeout: 40_000 }, compare);
});
