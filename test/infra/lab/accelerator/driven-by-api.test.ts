import { Agent } from "node:http";
import { createServer } from "node:net";
import {
  CreateAcceleratorCommand,
  CreateEndpointGroupCommand,
  CreateListenerCommand,
  DeleteAcceleratorCommand,
  DeleteEndpointGroupCommand,
  DeleteListenerCommand,
  DescribeAcceleratorCommand,
  UpdateAcceleratorCommand,
  UpdateEndpointGroupCommand,
  type UpdateEndpointGroupRequest,
  UpdateListenerCommand,
} from "@aws-sdk/client-global-accelerator";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { resourceIdOf } from "../../../../infra/lab/cloud/resource-ids.ts";
import { listen } from "../../../../infra/lab/http/listening.ts";
import { addressesOf, askUdp, query } from "../dns/ask.ts";
import { dialled } from "../faults/dial.ts";
import { getFrom } from "../http/get.ts";
import { endpointOf } from "../small-world.ts";
import { type DrivenLab, openDrivenLab } from "./driven-lab.ts";

const FACTOR = 10;
const PATIENCE = { timeout: 60_000, interval: 200 };
const LONGEST_MS = 120_000;
const AMERICA = ["shop-use1", "shop-use1-b"];
const EUROPE = ["shop-euw1", "shop-euw1-b"];

describe("infra/lab/accelerator, driven by Global Accelerator's API", {
  timeout: LONGEST_MS,
}, () => {
  let driven: DrivenLab;
  beforeAll(async () => {
    driven = await openDrivenLab("127.91", FACTOR);
  });
  afterAll(() => driven.close());
  afterEach(async () => {
    for (const id of [...AMERICA, ...EUROPE]) await driven.lab.faults.clear(id);
  });

  const idOf = (endpoint: string) => resourceIdOf(driven.world, endpointOf(driven.world, endpoint));
  const groupArn = (region: string) => driven.group(region).EndpointGroupArn ?? "";
  const stateOf = async (endpoint: string) => {
    const arn = groupArn(AMERICA.includes(endpoint) ? "us-east-1" : "eu-west-1");
    const found = await driven.endpoints(arn);
    return found.find(({ EndpointId }) => EndpointId === idOf(endpoint))?.HealthState;
  };
  const until = (endpoints: readonly string[], state: string) =>
    vi.waitFor(async () => {
      for (const endpoint of endpoints) expect(await stateOf(endpoint)).toBe(state);
    }, PATIENCE);
  const serves = (servers: readonly string[]) =>
    vi.waitFor(async () => expect(await driven.served()).toEqual(servers), PATIENCE);
  /** Changes the American group; weights are those of its two endpoints. */
  const change = async (settings: Partial<UpdateEndpointGroupRequest>, weights?: number[]) => {
    await driven.client.send(
      new UpdateEndpointGroupCommand({
        EndpointGroupArn: groupArn("us-east-1"),
        ...(weights !== undefined && {
          EndpointConfigurations: weights.map((Weight, at) => ({
            EndpointId: idOf(AMERICA[at] ?? ""),
            Weight,
          })),
        }),
        ...settings,
      }),
    );
    await driven.deployed();
  };
  const keepClients = (ClientAffinity: "SOURCE_IP" | "NONE") => {
    const { ListenerArn } = driven.listener;
    return driven.client.send(new UpdateListenerCommand({ ListenerArn, ClientAffinity }));
  };

  it("begins with the shop's accelerator: deployed, healthy, serving from the near Region", async () => {
    expect(driven.accelerator).toMatchObject({
      Status: "DEPLOYED",
      Enabled: true,
      IpSets: [{ IpAddresses: ["127.91.3.1", "127.91.3.2"] }],
    });
    await until([...AMERICA, ...EUROPE], "HEALTHY");
    await serves(AMERICA);
    expect(EUROPE).toContain((await driven.connect("eu-central-1")).servedBy);
  });

  it("shifts new connections by weight once that is deployed, and leaves open ones", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const url = driven.lab.ready.estate.services[0]?.accelerator?.url ?? "";
    const onOpen = async () => (await getFrom(url, "127.91.1.1", agent)).servedBy;
    const before = await onOpen();
    const [other] = AMERICA.filter((id) => id !== before);
    await change({}, before === "shop-use1" ? [0, 128] : [128, 0]);
    await serves([other ?? ""]);
    expect(await onOpen()).toBe(before);
    agent.destroy();
  });

  it("drains a Region of new connections by its dial", async () => {
    await change({ TrafficDialPercentage: 0 });
    await serves(EUROPE);
  });

  it("keeps a client at one endpoint with SOURCE_IP", async () => {
    await keepClients("SOURCE_IP");
    await driven.deployed();
    const clients = driven.world.vantages.map(({ sourceAddress }) => sourceAddress);
    await vi.waitFor(async () => {
      for (const client of clients) expect(await driven.served(client)).toHaveLength(1);
    }, PATIENCE);
    await keepClients("NONE");
    await change({ TrafficDialPercentage: 100 }, [128, 128]);
    await serves(AMERICA);
  });

  it("notices an address that fails, and gives its part to the other until it is well", async () => {
    await driven.lab.faults.set("shop-use1-b", { kind: "refuse" });
    await until(["shop-use1-b"], "UNHEALTHY");
    await serves(["shop-use1"]);
    await driven.lab.faults.clear("shop-use1-b");
    await until(["shop-use1-b"], "HEALTHY");
    await serves(AMERICA);
  });

  it("goes by the targets of load balancers, on to the next Region, and open at last", async () => {
    for (const id of AMERICA) await driven.lab.faults.set(id, { kind: "error-page" });
    await until(AMERICA, "UNHEALTHY");
    await serves(EUROPE);
    for (const id of EUROPE) await driven.lab.faults.set(id, { kind: "refuse" });
    await until(EUROPE, "UNHEALTHY");
    expect((await driven.connect()).status).toBe(503);
    for (const id of [...AMERICA, ...EUROPE]) await driven.lab.faults.clear(id);
    await until([...AMERICA, ...EUROPE], "HEALTHY");
    await serves(AMERICA);
  });

  it("has further accelerators: addresses and a name of their own, port overrides, on and off", async () => {
    const { client, httpPort } = driven;
    const { Accelerator } = await client.send(
      new CreateAcceleratorCommand({ Name: "second", IpAddressType: "IPV4" }),
    );
    const AcceleratorArn = Accelerator?.AcceleratorArn ?? "";
    const addresses = Accelerator?.IpSets?.[0]?.IpAddresses ?? [];
    expect(addresses).toEqual(["127.91.3.3", "127.91.3.4"]);
    const resolver = driven.lab.ready.estate.vantages[0]?.resolver;
    if (resolver === undefined) throw new Error("no resolver");
    const { reply } = await askUdp(resolver, query(Accelerator?.DnsName ?? "", "A"));
    expect(addressesOf(reply)).toEqual(addresses);

    const port = await freePort(addresses[0] ?? "");
    const { Listener } = await client.send(
      new CreateListenerCommand({
        AcceleratorArn,
        Protocol: "TCP",
        PortRanges: [{ FromPort: port, ToPort: port }],
      }),
    );
    const { EndpointGroup } = await client.send(
      new CreateEndpointGroupCommand({
        ListenerArn: Listener?.ListenerArn,
        EndpointGroupRegion: "eu-west-1",
        PortOverrides: [{ ListenerPort: port, EndpointPort: httpPort }],
        EndpointConfigurations: [{ EndpointId: idOf("shop-euw1-b") }],
        HealthCheckPort: httpPort,
        HealthCheckIntervalSeconds: 10,
        ThresholdCount: 2,
      }),
    );
    expect(EndpointGroup?.EndpointDescriptions?.[0]?.HealthState).toBe("INITIAL");
    await driven.deployed(AcceleratorArn);
    const at = { address: addresses[1] ?? "", port };
    const url = `http://${at.address}:${port}/echo`;
    await vi.waitFor(async () => {
      expect((await driven.connect("us-east-1", url)).servedBy).toBe("shop-euw1-b");
    }, PATIENCE);
    await vi.waitFor(async () => {
      const [endpoint] = await driven.endpoints(EndpointGroup?.EndpointGroupArn ?? "");
      expect(endpoint?.HealthState).toBe("HEALTHY");
    }, PATIENCE);

    await client.send(new UpdateAcceleratorCommand({ AcceleratorArn, Enabled: false }));
    const { Accelerator: described } = await client.send(
      new DescribeAcceleratorCommand({ AcceleratorArn }),
    );
    expect(described).toMatchObject({ Enabled: false, Status: "IN_PROGRESS" });
    await driven.deployed(AcceleratorArn);
    await vi.waitFor(async () => expect(await dialled(at)).toBe("ECONNREFUSED"), PATIENCE);

    await client.send(
      new DeleteEndpointGroupCommand({ EndpointGroupArn: EndpointGroup?.EndpointGroupArn }),
    );
    await client.send(new DeleteListenerCommand({ ListenerArn: Listener?.ListenerArn }));
    await client.send(new DeleteAcceleratorCommand({ AcceleratorArn }));
    await vi.waitFor(async () => {
      const gone = await askUdp(resolver, query(Accelerator?.DnsName ?? "", "A"));
      expect(addressesOf(gone.reply)).toEqual([]);
      expect(await dialled(at)).toBe("ECONNREFUSED");
    }, PATIENCE);
    await serves(AMERICA);
  });
});

async function freePort(address: string): Promise<number> {
  const server = createServer();
  const port = await listen(server, { address, port: 0 });
  await new Promise((done) => server.close(done));
  return port;
}
