import type {
  AcceleratorConfig,
  GroupConfig,
  ListenerConfig,
} from "../../accelerator/accelerator-config.ts";
import type { AcceleratorPlane } from "../../accelerator/accelerator-plane.ts";
import type { LabClock } from "../../clock.ts";
import { acceleratorArnOf } from "./arns.ts";
import { checkAccelerator } from "./check-accelerator.ts";
import { noSuchAccelerator, noSuchGroup, noSuchListener } from "./problems.ts";

/** An accelerator with what only the API knows of it. Times are Unix ms of the lab. */
export interface StoredAccelerator extends AcceleratorConfig {
  readonly name: string;
  readonly ipAddressType: "IPV4" | "DUAL_STACK";
  /** Held, but not served: the lab has no IPv6. */
  readonly ipv6Addresses: readonly string[];
  /** The first label of its DNS names. */
  readonly dnsLabel: string;
  readonly flowLogs: {
    readonly enabled: boolean;
    readonly bucket?: string;
    readonly prefix?: string;
  };
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  /** From when on the edges have all of it; before that it is IN_PROGRESS. */
  readonly deployedAtMs: number;
}

export interface StoreMeans {
  readonly clock: Pick<LabClock, "nowMs" | "after">;
  /** How long a change is IN_PROGRESS, in lab time. */
  readonly deployAfterMs: number;
  readonly plane: AcceleratorPlane;
}

/**
 * The accelerators of an account, in the order in which they were made. Every change is seen by the
 * API at once, and by the edges when it is deployed.
 */
export class AcceleratorStore {
  readonly #means: StoreMeans;
  readonly #accelerators = new Map<string, StoredAccelerator>();

  constructor(means: StoreMeans) {
    this.#means = means;
  }

  get nowMs(): number {
    return this.#means.clock.nowMs();
  }

  list(): readonly StoredAccelerator[] {
    return [...this.#accelerators.values()];
  }

  /** Throws AcceleratorNotFoundException. */
  get(arn: string): StoredAccelerator {
    const found = this.#accelerators.get(arn);
    if (found === undefined) throw noSuchAccelerator(arn);
    return found;
  }

  /** Throws ListenerNotFoundException. */
  listener(arn: string): { accelerator: StoredAccelerator; listener: ListenerConfig } {
    const accelerator = this.#accelerators.get(acceleratorArnOf(arn));
    const listener = accelerator?.listeners.find((one) => one.arn === arn);
    if (accelerator === undefined || listener === undefined) throw noSuchListener(arn);
    return { accelerator, listener };
  }

  /** Throws EndpointGroupNotFoundException. */
  group(arn: string): { listener: ListenerConfig; group: GroupConfig } {
    const accelerator = this.#accelerators.get(acceleratorArnOf(arn));
    for (const listener of accelerator?.listeners ?? []) {
      const group = listener.groups.find((one) => one.arn === arn);
      if (group !== undefined) return { listener, group };
    }
    throw noSuchGroup(arn);
  }

  /**
   * Takes in an accelerator, new or changed. Throws InvalidArgumentException and
   * InvalidPortRangeException where its parts do not go together; then nothing has changed.
   */
  put(changed: StoredAccelerator): StoredAccelerator {
    checkAccelerator(changed);
    const { clock, deployAfterMs, plane } = this.#means;
    const nowMs = clock.nowMs();
    const stored = { ...changed, modifiedAtMs: nowMs, deployedAtMs: nowMs + deployAfterMs };
    this.#accelerators.set(stored.arn, stored);
    clock.after(deployAfterMs, () => {
      if (this.#accelerators.has(stored.arn)) plane.deploy(stored);
    });
    return stored;
  }

  /** Takes in an accelerator that has been there and deployed for long, with healthy endpoints. */
  putDeployed(accelerator: StoredAccelerator): void {
    checkAccelerator(accelerator);
    this.#accelerators.set(accelerator.arn, accelerator);
    this.#means.plane.deploy(accelerator, "HEALTHY");
  }

  /** Adds a listener or puts it in the place of the one with its ARN. */
  putListener(acceleratorArn: string, listener: ListenerConfig): void {
    const accelerator = this.get(acceleratorArn);
    this.put({ ...accelerator, listeners: replaced(accelerator.listeners, listener) });
  }

  /** Adds a group to a listener or puts it in the place of the one with its ARN. */
  putGroup(listenerArn: string, group: GroupConfig): void {
    const { accelerator, listener } = this.listener(listenerArn);
    const changed = { ...listener, groups: replaced(listener.groups, group) };
    this.putListener(accelerator.arn, changed);
  }

  removeListener(arn: string): void {
    const { accelerator } = this.listener(arn);
    const listeners = accelerator.listeners.filter((one) => one.arn !== arn);
    this.put({ ...accelerator, listeners });
  }

  removeGroup(arn: string): void {
    const { listener } = this.group(arn);
    const groups = listener.groups.filter((one) => one.arn !== arn);
    this.putListener(acceleratorArnOf(arn), { ...listener, groups });
  }

  remove(arn: string): void {
    this.#accelerators.delete(this.get(arn).arn);
    this.#means.plane.withdraw(arn);
  }
}

function replaced<Part extends { readonly arn: string }>(
  parts: readonly Part[],
  part: Part,
): readonly Part[] {
  const isThere = parts.some(({ arn }) => arn === part.arn);
  return isThere ? parts.map((one) => (one.arn === part.arn ? part : one)) : [...parts, part];
}
