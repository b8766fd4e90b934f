import { Agent } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PathDelay } from "../../../../infra/lab/delay/passage.ts";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { createWeather, type Weather } from "../../../../infra/lab/delay/weather.ts";
import { SourceGates } from "../../../../infra/lab/faults/source-gates.ts";
import {
  type EndpointServer,
  openEndpointServer,
} from "../../../../infra/lab/http/endpoint-server.ts";
import {
  openRelayListener,
  type RelayListener,
} from "../../../../infra/lab/http/relay-listener.ts";
import { dialled } from "../faults/dial.ts";
import { type Got, getFrom } from "./get.ts";

const DELAY: PathDelay = {
  rttUs: 10_000,
  handshakeUs: 10_000,
  jitterUs: 0,
  lossRatio: 0,
  serverTimeUs: 1_000,
};
const CLIENT = "127.77.1.1";
const OTHER = "127.77.1.2";
const SILENCE_MS = 200;

describe("infra/lab/http/relay-listener under faults", () => {
  let weather: Weather;
  let gates: SourceGates;
  let server: EndpointServer;
  let relay: RelayListener;
  const agents = new Map<string, Agent>();

  beforeEach(async () => {
    weather = createWeather(seededRandom(1));
    gates = new SourceGates();
    server = await openEndpointServer({ id: "e1", label: "E" }, "127.77.5.9", seededRandom(7));
    const route = ({ address: source }: { address: string }) => ({
      upstream: server,
      // A stranger has no delay.
      delay: source === OTHER || source === CLIENT ? DELAY : null,
    });
    relay = await openRelayListener({ address: "127.77.2.9", port: 0 }, route, weather, gates);
    for (const source of [CLIENT, OTHER]) {
      agents.set(source, new Agent({ keepAlive: true, maxSockets: 1 }));
    }
  });
  afterEach(async () => {
    for (const agent of agents.values()) agent.destroy();
    weather.exact.close();
    weather.coarse.close();
    await relay.close();
    await server.close();
  });

  const warm = (source = CLIENT) => request(source, agents.get(source));
  const request = (source = CLIENT, agent?: Agent) => {
    const got = getFrom(`http://${relay.address}:${relay.port}/echo`, source, agent);
    got.catch(() => undefined);
    return got;
  };
  const silent = (answer: Promise<Got>) =>
    Promise.race([
      answer.then(({ body }) => body),
      new Promise((done) => setTimeout(done, SILENCE_MS, "silence")),
    ]);

  it("refuses, resets and falls silent with the endpoint behind it", async () => {
    await warm();
    await Promise.all([relay.apply({ kind: "refuse" }), server.apply({ kind: "refuse" })]);
    expect(await dialled(relay)).toBe("ECONNREFUSED");
    await expect(warm()).rejects.toThrow();
    await relay.apply({ kind: "black-hole" });
    expect(await dialled(relay)).toBe("silence");
    await Promise.all([relay.apply({ kind: "none" }), server.apply({ kind: "none" })]);
    expect((await warm()).body).toBe("e1\n");
  });

  it("lets an endpoint hang without a word of the relay", async () => {
    for (const kind of ["hang", "error-page"] as const) {
      await relay.apply({ kind });
      expect(await dialled(relay)).toBe("connected");
    }
    await server.apply({ kind: "hang" });
    expect(await silent(request())).toBe("silence");
  });

  it("loses what a client that is cut off sends and is sent, until it may again", async () => {
    await Promise.all([warm(), warm(OTHER)]);
    gates.cutOff(CLIENT, "black-hole");
    const onOpen = warm();
    const onNew = request();
    const ofStranger = request("127.0.0.1");
    expect(await Promise.all([silent(onOpen), silent(onNew)])).toEqual(["silence", "silence"]);
    expect((await ofStranger).body).toBe("e1\n");
    expect((await warm(OTHER)).body).toBe("e1\n");
    gates.rejoin(CLIENT);
    expect(await Promise.all([onOpen, onNew].map(async (got) => (await got).body))).toEqual([
      "e1\n",
      "e1\n",
    ]);
  });

  it("cuts off strangers, too", async () => {
    gates.cutOff("127.0.0.1", "black-hole");
    const answer = request("127.0.0.1");
    expect(await silent(answer)).toBe("silence");
    gates.rejoin("127.0.0.1");
    expect((await answer).body).toBe("e1\n");
  });

  it("lets go of a client that gave up while it was cut off", async () => {
    gates.cutOff(CLIENT, "black-hole");
    const agent = new Agent({ keepAlive: false });
    const answer = request(CLIENT, agent);
    expect(await silent(answer)).toBe("silence");
    agent.destroy();
    await expect(answer).rejects.toThrow();
    gates.rejoin(CLIENT);
    expect((await request()).body).toBe("e1\n");
  });

  it("resets the connections of one client, open and new, and of nobody else", async () => {
    await Promise.all([warm(), warm(OTHER)]);
    gates.cutOff(CLIENT, "refuse");
    await expect(warm()).rejects.toThrow();
    await expect(request()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await warm(OTHER)).body).toBe("e1\n");
    gates.rejoin(CLIENT);
    expect((await warm()).body).toBe("e1\n");
  });
});
