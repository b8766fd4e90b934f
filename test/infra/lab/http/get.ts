import { Agent, get } from "node:http";

export interface Got {
  readonly status: number;
  readonly servedBy: string | undefined;
  readonly body: string;
  readonly tookUs: number;
}

/** One GET from a source address; `tookUs` runs from the call to the first byte of the answer. */
export function getFrom(url: string, localAddress: string, agent?: Agent): Promise<Got> {
  const once = agent ?? new Agent({ keepAlive: false });
  return new Promise((resolve, reject) => {
    const startMs = performance.now();
    get(url, { localAddress, agent: once }, (response) => {
      const tookUs = (performance.now() - startMs) * 1_000;
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => {
        const servedBy = response.headers["x-served-by"];
        resolve({
          status: response.statusCode ?? 0,
          servedBy: typeof servedBy === "string" ? servedBy : undefined,
          body,
          tookUs,
        });
      });
      response.on("error", reject);
    }).on("error", reject);
  });
}

/** The median time of `count` requests over one warm connection, one after the other. */
export async function medianEchoUs(url: string, from: string, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    await getFrom(url, from, agent);
    return await medianUs(count, () => getFrom(url, from, agent));
  } finally {
    agent.destroy();
  }
}

/** The median time to the first byte of `count` new connections, one after the other. */
export function medianFirstByteUs(url: string, from: string, count: number): Promise<number> {
  return medianUs(count, () => getFrom(url, from));
}

async function medianUs(count: number, attempt: () => Promise<Got>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) times.push((await attempt()).tookUs);
  return times.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? Number.NaN;
}
