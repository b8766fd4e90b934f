/** Something to do at a time. */
export interface Deadline {
  readonly atUs: number;
  readonly run: () => void;
}

interface Node extends Deadline {
  readonly order: number;
}

/** A binary heap of deadlines: the earliest first, and of two at the same time the one added first. */
export class DeadlineHeap {
  private readonly nodes: Node[] = [];
  private added = 0;

  get first(): Deadline | undefined {
    return this.nodes[0];
  }

  add(atUs: number, run: () => void): void {
    this.nodes.push({ atUs, run, order: this.added++ });
    this.rise(this.nodes.length - 1);
  }

  takeFirst(): Deadline | undefined {
    const first = this.nodes[0];
    const last = this.nodes.pop();
    if (last !== undefined && first !== last) {
      this.nodes[0] = last;
      this.sink(0);
    }
    return first;
  }

  clear(): void {
    this.nodes.length = 0;
  }

  private rise(from: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.swapIfEarlier(at, above)) return;
      at = above;
    }
  }

  private sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const child = this.isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  private swapIfEarlier(lower: number, upper: number): boolean {
    const below = this.nodes[lower];
    const above = this.nodes[upper];
    if (below === undefined || above === undefined || !this.isEarlier(lower, upper)) return false;
    this.nodes[lower] = above;
    this.nodes[upper] = below;
    return true;
  }

  private isEarlier(one: number, other: number): boolean {
    const a = this.nodes[one];
    const b = this.nodes[other];
    if (a === undefined || b === undefined) return false;
    return a.atUs < b.atUs || (a.atUs === b.atUs && a.order < b.order);
  }
}
