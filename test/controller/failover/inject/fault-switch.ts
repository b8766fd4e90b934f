import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const TOKEN = "hook-token";

/** A fault switch on loopback, as an endpoint would have one. */
export type FaultSwitch = {
  readonly url: string;
  /** `METHOD body` of all that it was asked. */
  readonly asked: string[];
  inForce: boolean;
  /** Takes the place of its next answers, one each. */
  readonly instead: ((request: IncomingMessage, answer: ServerResponse) => void)[];
  close(): Promise<void>;
};

export async function openFaultSwitch(): Promise<FaultSwitch> {
  const door = {
    url: "",
    asked: [] as string[],
    inForce: false,
    instead: [] as FaultSwitch["instead"],
  };
  const server = createServer((request, answer) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      door.asked.push(`${request.method} ${body}`.trim());
      const instead = door.instead.shift();
      if (instead !== undefined) return instead(request, answer);
      if (request.headers.authorization !== `Bearer ${TOKEN}`) return answer.writeHead(401).end();
      if (request.method !== "GET") door.inForce = request.method === "PUT";
      answer.writeHead(200, { "content-type": "application/json" });
      return answer.end(JSON.stringify({ inForce: door.inForce, fault: null }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fault`;
  return Object.assign(door, {
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  });
}
