import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type {
  CreateHealthCheckRequest,
  HealthCheck,
  HealthCheckConfig,
  UpdateHealthCheckRequest,
} from "@aws-sdk/client-route-53";
import { ServiceProblem } from "../service-problem.ts";
import { completeConfig, updatedConfig } from "./health-check-config.ts";
import { invalidInput, noSuchHealthCheck } from "./problems.ts";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const MOST_HEALTH_CHECKS = 200;
const LONGEST_REFERENCE = 64;

type KnownHealthCheck = HealthCheck & { readonly Id: string; readonly HealthCheckVersion: number };

/** Whoever does what the checks say. */
export interface HealthCheckWatcher {
  /** A check was made or changed. */
  put(id: string, config: HealthCheckConfig): void;
  remove(id: string): void;
}

/** The account's health checks, in the order in which they were made. */
export class HealthChecks {
  readonly #watcher: HealthCheckWatcher;
  readonly #checks = new Map<string, KnownHealthCheck>();
  /** Every caller reference ever used; that of a deleted check cannot be used again. */
  readonly #references = new Map<string, string>();

  constructor(watcher: HealthCheckWatcher) {
    this.#watcher = watcher;
  }

  list(): readonly KnownHealthCheck[] {
    return [...this.#checks.values()];
  }

  has(id: string): boolean {
    return this.#checks.has(id);
  }

  /** Throws NoSuchHealthCheck. */
  get(id: string | undefined): KnownHealthCheck {
    const check = this.#checks.get(id ?? "");
    if (check === undefined) throw noSuchHealthCheck(id ?? "");
    return check;
  }

  /**
   * A new check, or the one that the same request made before. Throws InvalidInput,
   * HealthCheckAlreadyExists, TooManyHealthChecks.
   */
  create({ CallerReference = "", HealthCheckConfig }: CreateHealthCheckRequest): HealthCheck {
    if (CallerReference.length < 1 || CallerReference.length > LONGEST_REFERENCE) {
      throw invalidInput(`CallerReference must have a length of 1 to ${LONGEST_REFERENCE}`);
    }
    if (HealthCheckConfig === undefined) throw invalidInput("HealthCheckConfig is needed");
    const config = completeConfig(HealthCheckConfig);
    this.#needChildren(config);
    const earlier = this.#references.get(CallerReference);
    if (earlier !== undefined) return this.#same(earlier, config);
    if (this.#checks.size >= MOST_HEALTH_CHECKS) {
      const message = `Cannot create more than ${MOST_HEALTH_CHECKS} health checks.`;
      throw new ServiceProblem("TooManyHealthChecks", message);
    }
    const Id = randomUUID();
    const made = { Id, CallerReference, HealthCheckConfig: config, HealthCheckVersion: 1 };
    this.#references.set(CallerReference, Id);
    this.#checks.set(Id, made);
    this.#watcher.put(Id, config);
    return made;
  }

  /** Throws NoSuchHealthCheck, InvalidInput, and HealthCheckVersionMismatch. */
  update(request: UpdateHealthCheckRequest): HealthCheck {
    const before = this.get(request.HealthCheckId);
    const { HealthCheckVersion: expected = before.HealthCheckVersion } = request;
    if (expected !== before.HealthCheckVersion) {
      const message = `The health check's version is ${before.HealthCheckVersion}, not ${expected}.`;
      throw new ServiceProblem("HealthCheckVersionMismatch", message, 409);
    }
    const config = updatedConfig(before.HealthCheckConfig ?? { Type: undefined }, request);
    this.#needChildren(config);
    const after = {
      ...before,
      HealthCheckConfig: config,
      HealthCheckVersion: before.HealthCheckVersion + 1,
    };
    this.#checks.set(before.Id, after);
    this.#watcher.put(before.Id, config);
    return after;
  }

  /** Throws NoSuchHealthCheck. Records may still name the check; it counts as healthy for them. */
  delete(id: string | undefined): void {
    const { Id } = this.get(id);
    this.#checks.delete(Id);
    this.#watcher.remove(Id);
  }

  #same(id: string, config: HealthCheckConfig): HealthCheck {
    const present = this.#checks.get(id);
    if (present !== undefined && isDeepStrictEqual(present.HealthCheckConfig, config)) {
      return present;
    }
    const message =
      "A health check with this caller reference has other settings, or was deleted; choose another CallerReference.";
    throw new ServiceProblem("HealthCheckAlreadyExists", message, 409);
  }

  #needChildren({ ChildHealthChecks = [] }: HealthCheckConfig): void {
    const missing = ChildHealthChecks.find((id) => !this.#checks.has(id));
    if (missing === undefined) return;
    throw invalidInput(`Invalid parameter: ChildHealthChecks names ${missing}, which is not there`);
  }
}
