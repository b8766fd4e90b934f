import { Worker } from "node:worker_threads";

/** When a server stood still, in epoch milliseconds. */
interface Freeze {
  fromMs: number;
  toMs: number;
}

/** A web server that stands still when it is asked to. */
export interface FreezingServer {
  url: string;
  /** Freezes it; resolves when it has thawed. */
  freeze(): Promise<Freeze>;
  close(): Promise<number>;
}

/** Plain script, because a worker thread of Node 20 reads no TypeScript. */
const SERVER = `
  const { createServer } = require("node:http");
  const { parentPort, workerData } = require("node:worker_threads");
  const server = createServer((request, response) => {
    const fromMs = Date.now();
    if (request.url === "/freeze") {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData);
    }
    response.end(JSON.stringify({ fromMs, toMs: Date.now() }));
  });
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

/**
 * Starts it in a thread of its own. While it is frozen the system still takes connections and requests
 * for it, and nobody answers.
 */
export async function startFreezingServer(freezeMs: number): Promise<FreezingServer> {
  const worker = new Worker(SERVER, { eval: true, workerData: freezeMs });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    freeze: async () => (await (await fetch(`${url}/freeze`)).json()) as Freeze,
    close: () => worker.terminate(),
  };
}
