import * as z from "zod";
import { ProbeClientClass } from "./client-class.ts";
import { Identifier } from "./identifier.ts";
import { ServedBy } from "./served-by.ts";
import { HttpVersion, Resolver, TargetUrl } from "./target-address.ts";

/** Epoch microseconds by the controller's clock. */
const AtUs = z.int().nonnegative();

/** A time-out may span so many intervals, which is how many probes of a lane can be under way at once. */
const MOST_IN_FLIGHT = 100;

/** An entry that chooses the endpoint. */
const ChoosingEntry = z.enum(["dns", "accelerator"]);

/** One class of clients by one way in: what it sends, and where. */
export const ArmedLane = z
  .object({
    /** Names the lane within its run. */
    laneId: Identifier,
    entry: ChoosingEntry,
    class: ProbeClientClass,
    /** `http(s)://…`, or `udp://host:port` of a reflector; of `authoritative` its host alone counts. */
    url: TargetUrl,
    /** Whom to ask for the name; the system's name servers without one. `public_resolver` needs it. */
    resolver: Resolver.optional(),
    /** Name servers of the zone, asked in turn. `authoritative` needs them, no other class does. */
    nameServers: z.array(Resolver).max(16).default([]),
    httpVersion: HttpVersion.optional(),
    expect: ServedBy,
  })
  .superRefine((lane, context) => {
    for (const { path, message } of faultsOf(lane)) {
      context.addIssue({ code: "custom", path: [path], message });
    }
  });

export type ArmedLane = z.infer<typeof ArmedLane>;

/**
 * A failover test that a probe is to watch, from `startAtUs` to `endAtUs`, with or without the
 * controller: each lane sends every `intervalMs`, whatever became of the probes before.
 */
export const ArmedRun = z
  .object({
    runId: Identifier,
    startAtUs: AtUs,
    endAtUs: AtUs,
    intervalMs: z.int().min(20).max(1_000),
    timeoutMs: z.int().min(10).max(10_000),
    lanes: z.array(ArmedLane).min(1).max(200),
  })
  .superRefine(({ startAtUs, endAtUs, intervalMs, timeoutMs, lanes }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (endAtUs <= startAtUs) refuse("endAtUs", "must be later than startAtUs");
    if (timeoutMs > MOST_IN_FLIGHT * intervalMs) {
      refuse("timeoutMs", `must be at most ${MOST_IN_FLIGHT} times intervalMs`);
    }
    const ids = lanes.map(({ laneId }) => laneId);
    const twice = ids.find((id, at) => ids.indexOf(id) !== at);
    if (twice !== undefined) refuse("lanes", `name ${twice} twice; give each lane its own laneId`);
  });

export type ArmedRun = z.infer<typeof ArmedRun>;

interface Fault {
  path: "url" | "resolver" | "nameServers" | "entry";
  message: string;
}

type LaneFacts = {
  readonly entry: z.infer<typeof ChoosingEntry>;
  readonly class: ProbeClientClass;
  readonly url: string;
  readonly resolver?: Resolver | undefined;
  readonly nameServers: readonly Resolver[];
};

function faultsOf({ entry, class: kind, url, resolver, nameServers }: LaneFacts): Fault[] {
  const faults: Fault[] = [];
  const scheme = kind === "udp" ? /^udp:/i : /^https?:/i;
  if (kind !== "authoritative" && !scheme.test(url)) {
    const what = kind === "udp" ? "udp://" : "http:// or https://";
    faults.push({ path: "url", message: `must be ${what} for the class ${kind}` });
  }
  if (kind === "public_resolver" && resolver === undefined) {
    faults.push({ path: "resolver", message: "must name the public resolver to ask" });
  }
  if ((kind === "authoritative") !== nameServers.length > 0) {
    const message = "must be given for the class authoritative, and for no other";
    faults.push({ path: "nameServers", message });
  }
  const isAccelerators = kind === "accelerator_fresh" || kind === "accelerator_long_lived";
  if (kind !== "udp" && isAccelerators !== (entry === "accelerator")) {
    faults.push({ path: "entry", message: `must be the other one for the class ${kind}` });
  }
  return faults;
}
