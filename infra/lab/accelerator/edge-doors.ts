import type { Weather } from "../delay/weather.ts";
import { listenProblem, type SocketAddress } from "../http/listening.ts";
import type { Route } from "../http/relay-connection.ts";
import { openRelayListener, type RelayListener } from "../http/relay-listener.ts";
import type { Flow } from "./flow.ts";

/** The way of a new connection; undefined for one that nothing takes. */
export type RouteOfFlow = (flow: Flow) => Route | undefined;

/** The ports of accelerators that are open, on their static addresses. */
export class EdgeDoors {
  readonly #weather: Weather;
  readonly #onProblem: (sentence: string) => void;
  readonly #doors = new Map<string, RelayListener>();
  #routeOf: RouteOfFlow = () => undefined;
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  /** @param onProblem told why a port could not be opened */
  constructor(weather: Weather, onProblem: (sentence: string) => void) {
    this.#weather = weather;
    this.#onProblem = onProblem;
  }

  /** Says from now on where connections go; before that they are reset. */
  lead(routeOf: RouteOfFlow): void {
    this.#routeOf = routeOf;
  }

  /** Opens a port before anything is deployed. Rejects with the system's error when it cannot listen. */
  async open(at: SocketAddress): Promise<SocketAddress & { close(): Promise<void> }> {
    const { address } = at;
    const door = await openRelayListener(
      at,
      (source) => this.#routeOf({ source, destination: { address, port: door.port } }),
      this.#weather,
    );
    const key = keyOf(door);
    this.#doors.set(key, door);
    const close = async () => {
      if (this.#doors.get(key) === door) this.#doors.delete(key);
      await door.close();
    };
    return { address, port: door.port, close };
  }

  /** Opens what is wanted and shuts the rest; connections that stand stay so. Resolves when that is done. */
  show(wanted: readonly SocketAddress[]): Promise<void> {
    this.#turn = this.#turn.then(() => this.#show(wanted));
    return this.#turn;
  }

  /** Ends all connections, too. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#turn;
    await Promise.all([...this.#doors.values()].map((door) => door.close()));
    this.#doors.clear();
  }

  async #show(wanted: readonly SocketAddress[]): Promise<void> {
    if (this.#closed) return;
    const keys = new Set(wanted.map(keyOf));
    for (const [key, door] of this.#doors) {
      if (!keys.has(key)) await this.#try(door, () => this.#shut(key, door));
    }
    for (const at of wanted) await this.#try(at, () => this.#openOne(at));
  }

  /** A door is kept for its connections, and opened again when it is wanted again. */
  async #shut(key: string, door: RelayListener): Promise<void> {
    await door.apply({ kind: "refuse" });
    if (!door.isIdle) return;
    this.#doors.delete(key);
    await door.close();
  }

  async #openOne(at: SocketAddress): Promise<void> {
    const door = this.#doors.get(keyOf(at));
    if (door === undefined) await this.open(at);
    else await door.apply({ kind: "none" });
  }

  async #try(at: SocketAddress, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      const problem = listenProblem(error, at);
      this.#onProblem(problem instanceof Error ? problem.message : String(problem));
    }
  }
}

const keyOf = ({ address, port }: SocketAddress) => `${address}:${port}`;
