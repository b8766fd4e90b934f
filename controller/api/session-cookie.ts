import type {} from "@fastify/cookie";
import type { FastifyReply } from "fastify";
import { SESSION_LIFETIME_MS } from "../access/grant-access.ts";

export const SESSION_COOKIE = "isochrone_session";

/** Kept from scripts and from requests that other sites cause; sent over TLS only where there is TLS. */
function attributes(isSecure: boolean) {
  return { path: "/", httpOnly: true, sameSite: "strict", secure: isSecure } as const;
}

export function setSessionCookie(reply: FastifyReply, secret: string): void {
  const isSecure = reply.request.protocol === "https";
  reply.setCookie(SESSION_COOKIE, secret, {
    ...attributes(isSecure),
    maxAge: SESSION_LIFETIME_MS / 1_000,
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, attributes(reply.request.protocol === "https"));
}
