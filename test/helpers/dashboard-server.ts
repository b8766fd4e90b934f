import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { API } from "../../controller/contract/api.ts";
import type { Entry, Metric } from "../../controller/contract/measured.ts";
import type { Trouble } from "../../controller/contract/trouble.ts";
import { cannedEstate, cannedMatrix, cannedStatus } from "./dashboard-answers.ts";
import { firmRecommendation } from "./firm-recommendation.ts";

const PAGES = fileURLToPath(new URL("../../dist/dashboard", import.meta.url));
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** As strict as the controller's own: everything from the same origin, nothing inlined. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

export interface DashboardServer {
  address: string;
  /** From now on every call of this path is answered with this status; null answers normally. */
  fail(path: string, status: number | null): void;
  /** The controller's trouble: named in the status, or instead of every answer where `away`. */
  trouble(trouble: Trouble | null, away?: boolean): void;
  /** Tells every page that there are new measurements. */
  announce(): void;
  close(): Promise<void>;
}

/**
 * The built pages with canned answers behind them, on a free loopback port.
 * @param pages folder with the built pages
 * @throws Error when the pages are not built
 */
export async function serveDashboard(pages = PAGES): Promise<DashboardServer> {
  if (!existsSync(join(pages, "index.html"))) {
    throw new Error("dist/dashboard is missing: run npm run build first");
  }
  const failing = new Map<string, number>();
  let trouble: Trouble | null = null;
  let isAway = false;
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://loopback");
    const status = failing.get(url.pathname);
    if (status !== undefined) sendJson(response, status, problem(status));
    else if (trouble !== null && isAway && url.pathname.startsWith("/v1/")) {
      const { code, sentence: message, mend } = trouble;
      sendJson(response, 503, { ...problem(503), code, message, mend });
    } else if (url.pathname === API.status) {
      sendJson(response, 200, { ...cannedStatus(Date.now()), trouble });
    } else if (url.pathname === API.events) listen(response, listeners);
    else if (url.pathname.startsWith("/v1/")) answer(response, url);
    else void sendPage(response, pages, url.pathname);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    fail: (path, status) => {
      if (status === null) failing.delete(path);
      else failing.set(path, status);
    },
    trouble: (next, away = false) => {
      trouble = next;
      isAway = away;
    },
    announce: () => {
      const event = { kind: "measurements", atMs: Date.now(), vantages: [] };
      for (const listener of listeners)
        listener.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, url: URL): void {
  const body = bodyOf(url, Date.now());
  if (body === undefined) sendJson(response, 404, problem(404));
  else sendJson(response, 200, body);
}

function bodyOf({ pathname, searchParams: query }: URL, atMs: number): unknown {
  switch (pathname) {
    case API.estate:
      return cannedEstate();
    case API.recommendations:
      return [firmRecommendation(atMs)];
    case API.matrix: {
      const entry = (query.get("entry") ?? "direct") as Entry;
      const metric = (query.get("metric") ?? "echo_rtt") as Metric;
      return cannedMatrix(entry, metric, Number(query.get("windowMs") ?? 900_000), atMs);
    }
    default:
      return undefined;
  }
}

function problem(status: number) {
  return {
    code: `canned-${status}`,
    message: `the store gave no answer (${status})`,
    mend: "Try again in a minute.",
    fields: [],
    requestId: "req-42",
  };
}

function listen(response: ServerResponse, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": here\n\n");
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** A file of the pages; any other path is a screen, which the page itself finds. */
async function sendPage(response: ServerResponse, pages: string, path: string): Promise<void> {
  const known = /^\/(assets\/)?[\w.-]+\.(js|css|svg)$/.test(path);
  const file = join(pages, known ? path : "index.html");
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-security-policy": POLICY,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}
