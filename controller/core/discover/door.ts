import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { FoundAccelerator, Inventory } from "../../contract/inventory.ts";

/** How something is knocked at. */
export interface Door {
  readonly scheme: "http" | "https";
  readonly port: number;
  readonly path: string;
  /** What tells so, in words. */
  readonly basis: string;
}

const USUAL_PORTS = { http: 80, https: 443 } as const;

/** What nothing speaks against. */
export const ASSUMED_DOOR: Door = {
  scheme: "https",
  port: 443,
  path: "/",
  basis: "guessed: nothing that was read tells protocol, port or path",
};

/** The door that the health checks of record sets look at; undefined where none looks at one. */
export function checkedDoor(
  sets: readonly RecordSet[],
  { healthChecks }: Pick<Inventory, "healthChecks">,
): Door | undefined {
  const ids = new Set(sets.flatMap(({ healthCheckId }) => healthCheckId ?? []));
  for (const { spec } of healthChecks) {
    if (!ids.has(spec.id)) continue;
    const { config, id } = spec;
    if (!("port" in config || "requestIntervalS" in config) || config.type === "TCP") continue;
    const scheme = config.type.startsWith("HTTPS") ? "https" : "http";
    const path = "resourcePath" in config ? (config.resourcePath ?? "/") : "/";
    return {
      scheme,
      port: config.port ?? USUAL_PORTS[scheme],
      path: path.startsWith("/") ? path : `/${path}`,
      basis: `as health check ${id} looks at it`,
    };
  }
  return undefined;
}

/** The door that the listeners of an accelerator leave open; undefined where none of them takes TCP. */
export function listenedDoor({ spec }: FoundAccelerator): Door | undefined {
  const ports = listenedPorts({ spec });
  const [first] = ports;
  if (first === undefined) return undefined;
  const port = [443, 80].find((usual) => ports.some((range) => covers(range, usual)));
  const basis = `guessed from the listeners of accelerator ${spec.name}`;
  if (port === 443) return { scheme: "https", port, path: "/", basis };
  return { scheme: "http", port: port ?? first.fromPort, path: "/", basis };
}

/** The same door through an accelerator, or, where that does not listen there, the one that it leaves open. */
export function acceleratedDoor(accelerator: FoundAccelerator, door: Door): Door {
  if (listenedPorts(accelerator).some((range) => covers(range, door.port))) return door;
  const listened = listenedDoor(accelerator);
  return listened === undefined ? door : { ...listened, path: door.path };
}

/** An address of this door at a host. */
export function urlAt(host: string, { scheme, port, path }: Door): string {
  const shown = host.includes(":") ? `[${host}]` : host.replace(/\.$/, "");
  return `${scheme}://${shown}${port === USUAL_PORTS[scheme] ? "" : `:${port}`}${path}`;
}

type Ports = { readonly fromPort: number; readonly toPort: number };

function listenedPorts({ spec }: Pick<FoundAccelerator, "spec">): Ports[] {
  return spec.listeners.flatMap(({ protocol, portRanges }) =>
    protocol === "TCP" ? portRanges : [],
  );
}

function covers({ fromPort, toPort }: Ports, port: number): boolean {
  return fromPort <= port && port <= toPort;
}
