import { describe, expect, it } from "vitest";
import type { MatchedGroup } from "../../../controller/core/traffic/group-of-client.ts";
import { type ReadLogOptions, readLog } from "../../../controller/traffic/read-log.ts";

const GROUPS: MatchedGroup[] = [
  {
    id: "europe",
    match: { cidrs: ["198.51.100.0/24", "2001:db8:1::/48"], countries: ["DE", "FR"] },
  },
  { id: "america", country: "US" },
  { id: "office", match: { cidrs: ["198.51.100.128/25"] } },
];

async function* bytesOf(text: string, chunk = 7) {
  await Promise.resolve();
  const bytes = new TextEncoder().encode(text);
  // The beginning comes whole, as it does from files.
  yield bytes.subarray(0, 300);
  for (let at = 300; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
}

const read = (text: string, options: ReadLogOptions = {}) =>
  readLog(bytesOf(text), GROUPS, options);

async function requestsOf(text: string, options: ReadLogOptions = {}) {
  const { byGroup, unmatched, notUnderstood } = await read(text, options);
  const requests = [...byGroup].map(([id, volume]) => [id, volume.requests]);
  return { ...Object.fromEntries(requests), nobody: unmatched.requests, lost: notUnderstood.rows };
}

describe("controller/traffic/read-log", () => {
  it("adds up a CSV of clients, each row a request", async () => {
    const text = [
      "\uFEFFTimestamp,Client IP,Country,Bytes In,Bytes Out,Path",
      '2026-10-01T00:00:00Z,198.51.100.7,,100,2000,"/a,b"',
      "2026-10-01T12:00:00Z,198.51.100.200,,10,20,/",
      "2026-10-01T13:00:00Z,2001:db8:1::9,,1,2,/",
      "",
      "2026-10-02T00:00:00Z,203.0.113.9,us,50,500,/",
      "2026-10-02T00:00:00Z,203.0.113.9,BR,5,6,/",
      "2026-10-02T00:00:00Z,203.0.113.9,BR,5,many,/",
      "yesterday,203.0.113.9,BR,5,6,/",
      "2026-10-02T00:00:00Z,,,5,6,/",
    ].join("\r\n");
    expect(await read(text)).toEqual({
      rows: 8,
      notUnderstood: { rows: 3, firstLines: [8, 9, 10] },
      byGroup: new Map([
        ["europe", { requests: 2, bytesIn: 101, bytesOut: 2_002 }],
        ["office", { requests: 1, bytesIn: 10, bytesOut: 20 }],
        ["america", { requests: 1, bytesIn: 50, bytesOut: 500 }],
      ]),
      unmatched: {
        requests: 1,
        bytesIn: 5,
        bytesOut: 6,
        most: [{ name: "BR", requests: 1 }],
      },
      times: {
        fromMs: Date.UTC(2026, 9, 1),
        toMs: Date.UTC(2026, 9, 2),
        stepMs: 3_600_000,
      },
    });
  });

  it("takes sums by group, with other delimiters and names of columns", async () => {
    const text = "who;n\neurope;7\namerica;3\nasia;2\n";
    expect(await requestsOf(text, { columns: { group: "who", requests: "n" } })).toEqual({
      europe: 7,
      america: 3,
      nobody: 2,
      lost: 0,
    });
  });

  it("reads standard logs of CloudFront, several behind each other", async () => {
    const head =
      "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs-bytes\n";
    const row = (client: string, day = "2026-10-01") =>
      `${day}\t01:13:11\tFRA2\t1000\t${client}\tGET\t30\n`;
    const text = `${head}${row("198.51.100.1")}${row("203.0.113.1")}${head}${row("198.51.100.2", "2026-10-03")}`;
    expect(await requestsOf(text)).toEqual({ europe: 2, nobody: 1, lost: 0 });
    const { times, byGroup } = await read(text);
    expect(times?.fromMs).toBe(Date.UTC(2026, 9, 1, 1, 13, 11));
    expect(times?.toMs).toBe(Date.UTC(2026, 9, 3, 1, 13, 11));
    expect(byGroup.get("europe")).toEqual({ requests: 2, bytesIn: 60, bytesOut: 2_000 });
  });

  it("reads access logs of an Application Load Balancer", async () => {
    const row = (client: string) =>
      `h2 2026-10-01T22:23:00.186641Z app/my-lb/50dc6c495c0c9188 ${client} 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET https://www.example.com:443/ HTTP/2.0" "curl/7.46.0 \\"x\\" y" ECDHE TLSv1.2 arn:aws "Root=1"\n`;
    const text = `${row("198.51.100.1:2817")}${row("[2001:db8:1::7]:443")}${row("203.0.113.1:1")}`;
    expect(await requestsOf(text)).toEqual({ europe: 2, nobody: 1, lost: 0 });
    expect((await read(text)).byGroup.get("europe")?.bytesOut).toBe(732);
  });

  it.each<[string, string, ReadLogOptions]>([
    ["no column tells whose a row is; there are path, status", "path,status\n/,200\n", {}],
    [
      "there is no column who for group; there are client_ip, bytes",
      "client_ip,bytes\n198.51.100.1,5\n",
      { columns: { group: "who" } },
    ],
    ["no line #Fields: names the columns", "a\tb\n", { format: "cloudfront" }],
    ["a row is longer than 100 kB", `client_ip\n"${"198.51.100.1\n".repeat(20_000)}`, {}],
  ])("says %j", async (message, text, options) => {
    await expect(read(text, options)).rejects.toThrow(message);
  });

  it("counts a quote left open as a row that was not understood", async () => {
    expect(await requestsOf('client_ip,path\n198.51.100.1,/\n198.51.100.1,"/\n')).toEqual({
      europe: 1,
      nobody: 0,
      lost: 1,
    });
  });

  it("finds nothing in an empty file", async () => {
    expect((await read("")).rows).toBe(0);
  });

  it("takes bytes only as fast as it counts them, and keeps none", async () => {
    const chunks = 100;
    const chunk = new TextEncoder().encode("198.51.100.1,10\n".repeat(1_000));
    let given = 0;
    let most = 0;
    let counted = 0;
    async function* source() {
      await Promise.resolve();
      yield new TextEncoder().encode("client_ip,bytes\n");
      for (given = 1; given <= chunks; given += 1) {
        most = Math.max(most, given * 1_000 - counted);
        yield chunk;
      }
    }
    const progress = (rows: number) => {
      counted = rows;
    };
    const tally = await readLog(source(), GROUPS, { progress });
    expect(tally.rows).toBe(chunks * 1_000);
    expect(most).toBeLessThan(20_000);
  });
});
