import type { Partition } from "./endpoint-fault.ts";

/** Which clients of an endpoint are cut off from it. Told by their source addresses. */
export class SourceGates {
  readonly #cutOff = new Map<
    string,
    { readonly partition: Partition; readonly held: (() => void)[] }
  >();
  readonly #onRefuse = new Set<(source: string) => void>();

  /** Undefined for a client that gets through. */
  partitionOf(source: string): Partition | undefined {
    return this.#cutOff.get(source)?.partition;
  }

  get sources(): readonly string[] {
    return [...this.#cutOff.keys()];
  }

  cutOff(source: string, partition: Partition): void {
    const held = this.#cutOff.get(source)?.held ?? [];
    this.#cutOff.set(source, { partition, held });
    if (partition !== "refuse") return;
    for (const tell of this.#onRefuse) tell(source);
  }

  /** What was held up travels on now, as packets sent again would. */
  rejoin(source: string): void {
    const held = this.#cutOff.get(source)?.held ?? [];
    this.#cutOff.delete(source);
    for (const run of held) run();
  }

  /** Lets something of an open connection arrive: now, or when the client is no longer cut off. */
  pass(source: string, run: () => void): void {
    const gate = this.#cutOff.get(source);
    if (gate === undefined) run();
    else gate.held.push(run);
  }

  /** Tells when a client's connections are to be reset; the answer ends that. */
  onRefuse(tell: (source: string) => void): () => void {
    this.#onRefuse.add(tell);
    return () => this.#onRefuse.delete(tell);
  }
}
