/** What a controller process does: answer probes and people, fold batches, or both. */
export interface Roles {
  api: boolean;
  worker: boolean;
}

export type ParsedRoles = { ok: true; roles: Roles } | { ok: false; message: string };

const KNOWN = ["api", "worker"];

/** Reads `api`, `worker` or `api,worker`. */
export function parseRoles(text: string): ParsedRoles {
  const named = text.split(",").map((name) => name.trim());
  const unknown = named.find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    return { ok: false, message: `"${unknown}" is no role; name api, worker or api,worker.` };
  }
  return { ok: true, roles: { api: named.includes("api"), worker: named.includes("worker") } };
}

export function rolesText({ api, worker }: Roles): string {
  return [...(api ? ["api"] : []), ...(worker ? ["worker"] : [])].join(", ");
}
