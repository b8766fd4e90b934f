import { EdgeDoors } from "./accelerator/edge-doors.ts";
import type { LabReady } from "./announcement.ts";
import { roleArnOf } from "./aws/sts/roles.ts";
import { startLabClock } from "./clock.ts";
import { HOME_REGION } from "./cloud/accounts.ts";
import { type Cloud, openCloud } from "./cloud/open-cloud.ts";
import { openControlDoor } from "./control/control-door.ts";
import { TrueLog } from "./control/true-log.ts";
import { seededRandom } from "./delay/random.ts";
import { createWeather } from "./delay/weather.ts";
import { openNameServer } from "./dns/name-server.ts";
import { createNameService } from "./dns/name-service.ts";
import { estateOf } from "./estate.ts";
import { EndpointFaults } from "./faults/endpoint-faults.ts";
import { type EndpointServer, openEndpointServer } from "./http/endpoint-server.ts";
import { openFront } from "./http/front.ts";
import type { Atlas } from "./places/atlas.ts";
import { truthOf } from "./truth.ts";
import type { World, WorldEndpoint } from "./world/world.ts";

/** A running world. */
export interface Lab {
  readonly ready: LabReady;
  /** The switchboard of what is wrong with the endpoints. */
  readonly faults: EndpointFaults;
  /** What AWS holds in this world. */
  readonly cloud: Cloud;
  close(): Promise<void>;
}

/** Ports to listen on; 0 lets the system choose. */
export interface LabPorts {
  readonly httpPort: number;
  readonly dnsPort: number;
  /** Of the AWS APIs. */
  readonly awsPort: number;
}

/**
 * Brings a world to life on loopback. Throws LabProblem when a port is taken or the system lacks an
 * address; then nothing is left open.
 */
export async function openLab(world: World, atlas: Atlas, ports: LabPorts): Promise<Lab> {
  const weather = createWeather(seededRandom(world.seed));
  const clock = startLabClock(world.clockFactor);
  const faults = new EndpointFaults(
    world.endpoints.map(({ id, address, backstageAddress }) => ({
      id,
      addresses: [address, backstageAddress],
    })),
    clock,
  );
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    clock.close();
    weather.exact.close();
    weather.coarse.close();
    await Promise.all(opened.splice(0).map((part) => part.close()));
  };
  try {
    const servers = new Map<string, EndpointServer>();
    const brownOut = seededRandom(world.seed + 2);
    for (const endpoint of world.endpoints) {
      const server = await openEndpointServer(endpoint, endpoint.backstageAddress, brownOut);
      faults.attach(endpoint.id, server);
      servers.set(endpoint.id, server);
      opened.push(server);
    }
    const backstage = ({ id }: WorldEndpoint) => {
      const server = servers.get(id);
      if (server === undefined) throw new Error(`endpoint ${id} has no server`);
      return server;
    };
    const doors = new EdgeDoors(weather, (sentence) => process.emitWarning(sentence, "LabWarning"));
    const meets = { backstage, weather, faults, doors };
    const front = await openFront(world, atlas, meets, ports.httpPort);
    opened.push(front);
    const cloud = await openCloud(world, atlas, {
      clock,
      // Chance of its own: how often a check asks must not change what the network does.
      random: seededRandom(world.seed + 1),
      faults,
      doors,
      backstage,
      httpPort: front.httpPort,
      apiPort: ports.awsPort,
    });
    opened.push(cloud);
    const names = await openNameServer(
      { address: world.dnsAddress, port: ports.dnsPort },
      createNameService(world, atlas, cloud.names),
      weather,
    );
    opened.push(names);
    const log = new TrueLog({ faults, onHealth: (listener) => cloud.health.onEvent(listener) });
    const control = await openControlDoor(
      { address: world.controlAddress, port: 0 },
      {
        ...{ faults, log, endpoints: world.endpoints.map(({ id }) => id) },
        sources: new Map(
          world.vantages.map(({ vantage, sourceAddress }) => [vantage.id, sourceAddress]),
        ),
      },
    );
    opened.push(control);
    const ready = readyOf(world, atlas, cloud, {
      ...{ ...front, dnsPort: names.port },
      control: { url: control.url, token: control.token },
    });
    return { ready, faults, cloud, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function readyOf(
  world: World,
  atlas: Atlas,
  { api, key, role, injectRole, names, edges }: Cloud,
  { control, ...doors }: Parameters<typeof estateOf>[1] & Pick<LabReady, "control">,
): LabReady {
  const { accessKeyId, secretAccessKey } = key;
  return {
    kind: "lab-ready",
    estate: estateOf(world, doors),
    probes: Object.fromEntries(
      world.vantages.map(({ vantage, sourceAddress }) => [vantage.id, { sourceAddress }]),
    ),
    allow: [world.block],
    control,
    truth: truthOf(world, atlas, { names, edges, httpPort: doors.httpPort }),
    aws: {
      endpoint: api.endpoint,
      region: HOME_REGION,
      accessKeyId,
      secretAccessKey,
      accounts: [
        {
          id: key.accountId,
          inject: { roleArn: roleArnOf(injectRole), externalId: injectRole.externalId },
        },
        { id: role.accountId, roleArn: roleArnOf(role), externalId: role.externalId },
      ],
    },
  };
}
