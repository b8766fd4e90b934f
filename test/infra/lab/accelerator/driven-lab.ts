import {
  type Accelerator,
  DescribeAcceleratorCommand,
  DescribeEndpointGroupCommand,
  type EndpointDescription,
  type EndpointGroup,
  GlobalAcceleratorClient,
  ListAcceleratorsCommand,
  ListEndpointGroupsCommand,
  type Listener,
  ListListenersCommand,
} from "@aws-sdk/client-global-accelerator";
import { vi } from "vitest";
import { type Lab, openLab } from "../../../../infra/lab/lab.ts";
import type { World } from "../../../../infra/lab/world/world.ts";
import { type Got, getFrom } from "../http/get.ts";
import { atlas, SMALL_WORLD, worldOf } from "../small-world.ts";

/** Two endpoints in each of two Regions, behind each kind of thing that may stand before one. */
const TWICE_TWO = SMALL_WORLD.replace(
  "    - { id: shop-euw1, place: eu-west-1 }\n",
  `    - { id: shop-use1-b, place: us-east-1 }
    - { id: shop-euw1, place: eu-west-1 }
    - { id: shop-euw1-b, place: eu-west-1 }
`,
);

const PATIENCE = { timeout: 60_000, interval: 200 };

/** A running lab with its accelerator, the official client for it, and clients who connect. */
export interface DrivenLab {
  readonly world: World;
  readonly lab: Lab;
  readonly client: GlobalAcceleratorClient;
  readonly httpPort: number;
  readonly accelerator: Accelerator;
  readonly listener: Listener;
  /** The group of the accelerator in a Region as it was at the beginning. */
  group(region: string): EndpointGroup;
  /** Waits until a change is on the edges. */
  deployed(acceleratorArn?: string): Promise<void>;
  endpoints(groupArn: string): Promise<EndpointDescription[]>;
  /** What a new connection from a vantage to the accelerator meets. */
  connect(vantage?: string, url?: string): Promise<Got>;
  /** By whom many new connections from a source address are served. */
  served(source?: string, url?: string): Promise<string[]>;
  close(): Promise<void>;
}

const CONNECTIONS = 40;

export async function openDrivenLab(prefix: string, clockFactor: number): Promise<DrivenLab> {
  const world = { ...worldOf(TWICE_TWO.replace("127.83", prefix)), clockFactor };
  const lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
  const { endpoint, accessKeyId, secretAccessKey } = lab.ready.aws;
  const client = new GlobalAcceleratorClient({
    endpoint,
    region: "us-west-2",
    credentials: { accessKeyId, secretAccessKey },
  });
  const { Accelerators: [accelerator] = [] } = await client.send(new ListAcceleratorsCommand({}));
  const { Listeners: [listener] = [] } = await client.send(
    new ListListenersCommand({ AcceleratorArn: accelerator?.AcceleratorArn }),
  );
  const { EndpointGroups = [] } = await client.send(
    new ListEndpointGroupsCommand({ ListenerArn: listener?.ListenerArn }),
  );
  if (accelerator === undefined || listener === undefined) throw new Error("no accelerator");
  const acceleratorUrl = lab.ready.estate.services[0]?.accelerator?.url ?? "";
  const sourceOf = (vantage: string) => lab.ready.probes[vantage]?.sourceAddress ?? "";
  return {
    world,
    lab,
    client,
    httpPort: Number(new URL(acceleratorUrl).port),
    accelerator,
    listener,
    group: (region) => {
      const found = EndpointGroups.find((group) => group.EndpointGroupRegion === region);
      if (found === undefined) throw new Error(`no group in ${region}`);
      return found;
    },
    deployed: (AcceleratorArn = accelerator.AcceleratorArn) =>
      vi.waitFor(async () => {
        const answer = await client.send(new DescribeAcceleratorCommand({ AcceleratorArn }));
        if (answer.Accelerator?.Status !== "DEPLOYED") throw new Error("not deployed yet");
      }, PATIENCE),
    endpoints: async (EndpointGroupArn) => {
      const answer = await client.send(new DescribeEndpointGroupCommand({ EndpointGroupArn }));
      return answer.EndpointGroup?.EndpointDescriptions ?? [];
    },
    connect: (vantage = "us-east-1", url = acceleratorUrl) => getFrom(url, sourceOf(vantage)),
    served: async (source = sourceOf("us-east-1"), url = acceleratorUrl) => {
      const connections = Array.from({ length: CONNECTIONS }, () => getFrom(url, source));
      const servers = (await Promise.all(connections)).map(({ servedBy }) => servedBy ?? "nobody");
      return [...new Set(servers)].sort();
    },
    close: async () => {
      client.destroy();
      await lab.close();
    },
  };
}
