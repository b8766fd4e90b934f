import type { LabClock } from "../clock.ts";
import { LabProblem } from "../lab-problem.ts";
import {
  type EndpointFault,
  type FaultEvent,
  type FaultTime,
  NO_FAULT,
  type Partition,
} from "./endpoint-fault.ts";
import { SourceGates } from "./source-gates.ts";

/** Something that an endpoint is reached through; it does what the fault says. */
export interface FaultyDoor {
  /** Resolves when the fault holds. */
  apply(fault: EndpointFault): Promise<void>;
}

/** An endpoint and the addresses that it answers on. */
export interface FaultyEndpoint {
  readonly id: string;
  readonly addresses: readonly string[];
}

/** Longest time-out that timers keep, 2^31 - 1 ms. */
const LONGEST_MS = 2_147_483_647;

/** A long-lived lab forgets the oldest ones. */
const MOST_EVENTS = 10_000;

interface Board {
  readonly doors: Set<FaultyDoor>;
  readonly gates: SourceGates;
  fault: EndpointFault;
}

/**
 * The switchboard of what is wrong with the endpoints of a world. One fault for an endpoint as a
 * whole, and beside it clients that are cut off from it. Everything that is set is in `events`, with
 * the times that are true.
 */
export class EndpointFaults {
  readonly #clock: LabClock;
  readonly #boards: ReadonlyMap<string, Board>;
  readonly #byAddress = new Map<string, Board>();
  readonly #events: FaultEvent[] = [];
  readonly #listeners = new Set<(event: FaultEvent) => void>();

  constructor(endpoints: readonly FaultyEndpoint[], clock: LabClock) {
    this.#clock = clock;
    this.#boards = new Map(
      endpoints.map(({ id }) => [
        id,
        { doors: new Set(), gates: new SourceGates(), fault: NO_FAULT },
      ]),
    );
    for (const { id, addresses } of endpoints) {
      for (const address of addresses) this.#byAddress.set(address, this.#boardOf(id));
    }
  }

  /** The latest ones, in their order. */
  get events(): readonly FaultEvent[] {
    return this.#events;
  }

  /** Tells of everything that is set from now on; the answer ends that. */
  onEvent(listener: (event: FaultEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Has a door obey the endpoint's faults from now on; the answer ends that. */
  attach(endpointId: string, door: FaultyDoor): () => void {
    const { doors } = this.#boardOf(endpointId);
    doors.add(door);
    return () => doors.delete(door);
  }

  faultOf(endpointId: string): EndpointFault {
    return this.#boardOf(endpointId).fault;
  }

  /** Who is cut off from the endpoint. */
  gatesOf(endpointId: string): SourceGates {
    return this.#boardOf(endpointId).gates;
  }

  /** What meets a connection from a client's address to an address of an endpoint, before any socket. */
  partitionBetween(source: string, address: string): Partition | undefined {
    return this.#byAddress.get(address)?.gates.partitionOf(source);
  }

  /**
   * Sets the fault of an endpoint in place of an earlier one. Resolves when it is in force
   * everywhere. Throws LabProblem for an unknown endpoint and a wrong time.
   */
  async set(endpointId: string, fault: EndpointFault): Promise<FaultEvent> {
    const board = this.#boardOf(endpointId);
    if (fault.kind === "slow" && !(fault.ms >= 0 && fault.ms <= LONGEST_MS)) {
      throw new LabProblem(`A slow endpoint needs ms from 0 to ${LONGEST_MS}, not ${fault.ms}.`);
    }
    if (fault.kind === "brown-out" && !(fault.errorRatio >= 0 && fault.errorRatio <= 1)) {
      throw new LabProblem(`A brown-out needs errorRatio from 0 to 1, not ${fault.errorRatio}.`);
    }
    const askedAt = this.#now();
    board.fault = fault;
    await Promise.all([...board.doors].map((door) => door.apply(fault)));
    return this.#log({ endpointId, fault, askedAt, inForceAt: this.#now() });
  }

  /** Makes an endpoint as a whole good again; clients that are cut off stay so. */
  clear(endpointId: string): Promise<FaultEvent> {
    return this.set(endpointId, NO_FAULT);
  }

  /** Cuts clients off from an endpoint, told by their source addresses. */
  cutOff(endpointId: string, sources: readonly string[], kind: Partition): FaultEvent {
    const askedAt = this.#now();
    const { gates } = this.#boardOf(endpointId);
    for (const source of sources) gates.cutOff(source, kind);
    return this.#log({ endpointId, fault: { kind, sources }, askedAt, inForceAt: this.#now() });
  }

  /** Lets clients through again; all of them where none is named. */
  rejoin(endpointId: string, wanted?: readonly string[]): FaultEvent {
    const askedAt = this.#now();
    const { gates } = this.#boardOf(endpointId);
    const sources = wanted ?? gates.sources;
    for (const source of sources) gates.rejoin(source);
    const fault = { kind: "none", sources } as const;
    return this.#log({ endpointId, fault, askedAt, inForceAt: this.#now() });
  }

  #boardOf(endpointId: string): Board {
    const board = this.#boards.get(endpointId);
    if (board !== undefined) return board;
    const known = [...this.#boards.keys()].join(", ");
    throw new LabProblem(`The world has no endpoint ${endpointId}; it has ${known}.`);
  }

  #now(): FaultTime {
    return {
      monotonicUs: Number(process.hrtime.bigint() / 1_000n),
      wallMs: Date.now(),
      labMs: this.#clock.nowMs(),
    };
  }

  #log(event: FaultEvent): FaultEvent {
    this.#events.push(event);
    if (this.#events.length > MOST_EVENTS) this.#events.shift();
    for (const listener of this.#listeners) listener(event);
    return event;
  }
}
