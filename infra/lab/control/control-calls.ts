import type { z } from "zod";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import { FaultBody, PartitionBody } from "./control-bodies.ts";
import type { TrueLog } from "./true-log.ts";

/** A call as it came in; `body` is undefined where nothing was sent. */
export type ControlCall = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
};

export type ControlAnswer = { readonly status: number; readonly body: object };

/** What a lab lets be done to it. */
export type Controls = {
  readonly faults: EndpointFaults;
  readonly log: TrueLog;
  /** Source addresses by vantage. */
  readonly sources: ReadonlyMap<string, string>;
  readonly endpoints: readonly string[];
};

type Refusal = { readonly status: number; readonly message: string; readonly mend: string };

/** `/v1/endpoints/ireland/fault`. */
const SWITCH = /^\/v1\/endpoints\/([^/]+)\/(fault|partition)$/;

/**
 * Answers a call. A switch says of itself whether what it brings about holds, may be turned on twice and off
 * twice, and names the field and the mend of what it refuses.
 */
export async function controlAnswer(call: ControlCall, controls: Controls): Promise<ControlAnswer> {
  if (call.path === "/v1/events") return events(call, controls);
  const [, id, what] = SWITCH.exec(call.path) ?? [];
  if (id === undefined) {
    return refused({
      status: 404,
      message: `there is no ${call.path}`,
      mend: "ask for /v1/events, /v1/endpoints/{id}/fault or /v1/endpoints/{id}/partition",
    });
  }
  const endpoint = decodeURIComponent(id);
  if (!controls.endpoints.includes(endpoint)) {
    const mend = `name one of ${controls.endpoints.join(", ")}`;
    return refused({ status: 404, message: `there is no endpoint ${endpoint}`, mend });
  }
  return what === "fault"
    ? await faultSwitch(endpoint, call, controls)
    : partitionSwitch(endpoint, call, controls);
}

async function faultSwitch(
  endpoint: string,
  { method, body }: ControlCall,
  { faults }: Controls,
): Promise<ControlAnswer> {
  if (method === "PUT") {
    const read = FaultBody.safeParse(body ?? {});
    if (!read.success) return refused(invalid(read.error));
    await faults.set(endpoint, read.data);
  } else if (method === "DELETE") {
    await faults.clear(endpoint);
  } else if (method !== "GET") return refused(wrongMethod(method));
  const fault = faults.faultOf(endpoint);
  const inForce = fault.kind !== "none";
  return { status: 200, body: { inForce, fault: inForce ? fault : null } };
}

function partitionSwitch(
  endpoint: string,
  { method, body }: ControlCall,
  { faults, sources }: Controls,
): ControlAnswer {
  if (method === "PUT") {
    const read = PartitionBody.safeParse(body ?? {});
    if (!read.success) return refused(invalid(read.error));
    const unknown = read.data.vantages.find((vantage) => !sources.has(vantage));
    if (unknown !== undefined) {
      const mend = `name some of ${[...sources.keys()].join(", ")}`;
      return refused({ status: 400, message: `vantages: ${unknown} is no vantage`, mend });
    }
    const addresses = read.data.vantages.flatMap((vantage) => sources.get(vantage) ?? []);
    faults.cutOff(endpoint, addresses, read.data.kind);
  } else if (method === "DELETE") faults.rejoin(endpoint);
  else if (method !== "GET") return refused(wrongMethod(method));
  const cut = new Set(faults.gatesOf(endpoint).sources);
  const vantages = [...sources].filter(([, source]) => cut.has(source)).map(([id]) => id);
  return { status: 200, body: { inForce: cut.size > 0, vantages } };
}

function events({ method, query }: ControlCall, { log }: Controls): ControlAnswer {
  if (method !== "GET") return refused(wrongMethod(method));
  const since = Number(query.get("since") ?? 0);
  if (!Number.isSafeInteger(since) || since < 0) {
    const message = "since: is no number of an event";
    return refused({ status: 400, message, mend: "write a whole number from 0 on" });
  }
  return { status: 200, body: { events: log.since(since) } };
}

function invalid(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  const field = issue?.path.join(".") || "body";
  const mend = 'send JSON such as {"kind": "black-hole"}';
  return { status: 400, message: `${field}: ${issue?.message ?? "is wrong"}`, mend };
}

function wrongMethod(method: string): Refusal {
  return { status: 405, message: `${method} is not known here`, mend: "use GET, PUT or DELETE" };
}

export function refused({ status, message, mend }: Refusal): ControlAnswer {
  return { status, body: { message, mend } };
}
