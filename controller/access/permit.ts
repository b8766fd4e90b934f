import { Role } from "../store/access-records.ts";
import type { Identity } from "./identify.ts";

/** Who may use a route: everybody, probes, or people from a role upwards. */
export type Need = "open" | "probe" | Role;

/** What comes of a request: go on, say who you are, or you may not. */
export type Permission = "granted" | "unknown" | "forbidden";

/** Decides whether somebody may use a route. */
export function permit(identity: Identity | null, need: Need): Permission {
  if (need === "open") return "granted";
  if (identity === null) return "unknown";
  if (need === "probe") return identity.kind === "probe" ? "granted" : "forbidden";
  if (identity.kind === "probe") return "forbidden";
  return rank(identity.holder.role) >= rank(need) ? "granted" : "forbidden";
}

/**
 * Whether a request that changes something comes from the page itself. Browsers send the cookie of a
 * session along with requests that other sites cause; `SameSite=Strict` stops those, and this stops
 * them where a browser does not know it (OWASP, Cross-Site Request Forgery Prevention).
 */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined) return false;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function rank(role: Role): number {
  return Role.options.indexOf(role);
}
