import { Worker } from "node:worker_threads";

/** A web server that stands still when it is asked for `/freeze`. */
export interface FreezingServer {
  url: string;
  close(): Promise<number>;
}

/** Plain script, because a worker thread of Node 20 reads no TypeScript. */
const SERVER = `
  const { createServer } = require("node:http");
  const { parentPort, workerData } = require("node:worker_threads");
  const server = createServer((request, response) => {
    if (request.url === "/freeze") {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData);
    }
    response.end();
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
  return { url: `http://127.0.0.1:${port}`, close: () => worker.terminate() };
}
