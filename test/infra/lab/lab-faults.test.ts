import { Agent } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Lab, openLab } from "../../../infra/lab/lab.ts";
import { dialled } from "./faults/dial.ts";
import { getFrom } from "./http/get.ts";
import { atlas, byId, smallWorld, vantageOf } from "./small-world.ts";

const world = smallWorld("127.89");
const ENDPOINT = "shop-euw1";
/** An answer is waited for longer than silence, so that a busy machine does not look like a fault. */
const ANSWER_MS = 10_000;
const SILENCE_MS = 400;

describe("infra/lab/lab under faults", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
  });
  afterEach(async () => {
    await lab.faults.clear(ENDPOINT);
    lab.faults.rejoin(ENDPOINT);
  });
  afterAll(() => lab.close());

  const service = () => byId(lab.ready.estate.services, "shop", (one) => one.id);
  const directUrl = () => byId(service().endpoints, ENDPOINT, (one) => one.id).url;
  const pinnedUrl = () => service().accelerator?.pinned[ENDPOINT] ?? "";
  const sourceOf = (vantage: string) => vantageOf(world, vantage).sourceAddress;
  const at = (url: string) => {
    const { hostname, port } = new URL(url);
    return { address: hostname, port: Number(port) };
  };

  /** The status, the code of the failure, or `silence`. */
  const outcome = async (url: string, waitMs = ANSWER_MS, vantage = "eu-central-1") => {
    const agent = new Agent();
    const answer = getFrom(url, sourceOf(vantage), agent).then(
      ({ status }) => status,
      (error: NodeJS.ErrnoException) => error.code,
    );
    const late = new Promise((done) => setTimeout(done, waitMs, "silence").unref());
    const first = await Promise.race([answer, late]);
    agent.destroy();
    return first;
  };

  it.each([
    ["refuse", "ECONNREFUSED", "ECONNRESET"],
    ["black-hole", "silence", "silence"],
    ["hang", "silence", "silence"],
    ["error-page", 503, 503],
  ] as const)(
    "shows %s on every way to the endpoint, and on no other",
    async (kind, direct, edge) => {
      const { inForceAt, askedAt } = await lab.faults.set(ENDPOINT, { kind });
      expect(inForceAt.monotonicUs).toBeGreaterThanOrEqual(askedAt.monotonicUs);
      const waitMs = direct === "silence" ? SILENCE_MS : ANSWER_MS;
      expect(await outcome(directUrl(), waitMs)).toBe(direct);
      // The edge takes every connection, and makes one of its own to the endpoint.
      expect(await dialled(at(pinnedUrl()))).toBe("connected");
      expect(await outcome(pinnedUrl(), waitMs)).toBe(edge);
      const other = byId(service().endpoints, "shop-use1", (one) => one.id).url;
      expect(await outcome(other)).toBe(200);
      await lab.faults.clear(ENDPOINT);
      expect(await outcome(directUrl())).toBe(200);
      expect(await outcome(pinnedUrl())).toBe(200);
    },
  );

  it("cuts vantages off, on the direct way", async () => {
    lab.faults.cutOff(ENDPOINT, [sourceOf("eu-central-1")], "black-hole");
    expect(await outcome(directUrl(), SILENCE_MS)).toBe("silence");
    expect(await outcome(directUrl(), ANSWER_MS, "office-lisbon")).toBe(200);
    expect(await outcome(pinnedUrl())).toBe(200);
    lab.faults.rejoin(ENDPOINT);
    expect(await outcome(directUrl())).toBe(200);
  });
});
