import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LabClock, startLabClock } from "../../../../infra/lab/clock.ts";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { createWeather } from "../../../../infra/lab/delay/weather.ts";
import { openNameServer } from "../../../../infra/lab/dns/name-server.ts";
import { createNameService } from "../../../../infra/lab/dns/name-service.ts";
import { type Lookup, probeForCheck } from "../../../../infra/lab/health/checker-probe.ts";
import { lookupAt } from "../../../../infra/lab/health/lookup.ts";
import { ROUTE53_LIMITS } from "../../../../infra/lab/health/probe-target.ts";
import { openEndpointServer } from "../../../../infra/lab/http/endpoint-server.ts";
import { shopNames } from "../dns/shop-names.ts";
import { atlas, smallWorld } from "../small-world.ts";

const world = smallWorld("127.90");
const PLACE = { region: "us-east-1", address: "127.90.6.1" } as const;
const OK = "Success: HTTP Status Code 200, OK";

describe("infra/lab/health/checker-probe", () => {
  let clock: LabClock;
  const ends: (() => Promise<void>)[] = [];

  beforeEach(() => {
    clock = startLabClock(1);
  });
  afterEach(async () => {
    clock.close();
    for (const end of ends.splice(0)) await end();
  });

  const serve = async (address: string) => {
    const server = await openEndpointServer({ id: "e1", label: "E" }, address, seededRandom(7));
    ends.push(() => server.close());
    return server.port;
  };
  const probe = (config: HealthCheckConfig, lookup: Lookup, connectMs = 4_000) =>
    probeForCheck("id", config, PLACE, {
      clock,
      lookup,
      limits: { ...ROUTE53_LIMITS, connectMs },
    });
  const never: Lookup = () => Promise.reject(new Error("nobody looks up"));

  it("calls an address without looking anything up", async () => {
    const Port = await serve("127.90.2.1");
    const config: HealthCheckConfig = { Type: "HTTP", IPAddress: "127.90.2.1", Port };
    const named = {
      ...config,
      FullyQualifiedDomainName: "shop.lab.test",
      ResourcePath: "/healthz",
    };
    expect((await probe(named, never)).reason).toBe(OK);
  });

  it("calls the first address of a name, looked up anew each time", async () => {
    const Port = await serve("127.90.2.1");
    const answers = [["127.90.2.1", "127.90.2.2"], ["127.90.2.2"]];
    const asked: string[] = [];
    const lookup: Lookup = (name) => {
      asked.push(name);
      return Promise.resolve(answers.shift() ?? []);
    };
    const config: HealthCheckConfig = { Type: "TCP", FullyQualifiedDomainName: "a.test", Port };
    expect((await probe(config, lookup)).ok).toBe(true);
    expect((await probe(config, lookup)).reason).toBe("Failure: Connection refused.");
    expect((await probe(config, lookup)).reason).toBe(
      "Failure: DNS resolution failed: NOERROR, no address",
    );
    expect(asked).toEqual(["a.test", "a.test", "a.test"]);
  });

  it("waits for a name no longer than for a connection", async () => {
    const config: HealthCheckConfig = { Type: "HTTP", FullyQualifiedDomainName: "a.test" };
    const { ok, reason } = await probe(config, () => new Promise(() => undefined), 30);
    expect([ok, reason]).toEqual([false, "Failure: DNS resolution failed: TIMEOUT"]);
  });

  it("asks the lab's name server", async () => {
    const weather = createWeather(seededRandom(1));
    const at = { address: world.dnsAddress, port: 0 };
    const names = await openNameServer(
      at,
      createNameService(world, atlas, shopNames(world, atlas)),
      weather,
    );
    ends.push(async () => {
      weather.exact.close();
      await names.close();
    });
    const lookup = lookupAt(names);
    const [address = ""] = await lookup("shop.lab.test");
    expect(world.endpoints.map((endpoint) => endpoint.address)).toContain(address);
    const config: HealthCheckConfig = {
      Type: "HTTP_STR_MATCH",
      FullyQualifiedDomainName: "shop.lab.test",
      Port: await serve(address),
      ResourcePath: "/healthz",
      SearchString: "ok",
    };
    expect((await probe(config, lookup)).reason).toBe(OK);
    const unknown = { ...config, FullyQualifiedDomainName: "nothing.shop.lab.test" };
    expect((await probe(unknown, lookup)).reason).toBe("Failure: DNS resolution failed: NXDOMAIN");
    const foreign = { ...config, FullyQualifiedDomainName: "elsewhere.test" };
    expect((await probe(foreign, lookup)).reason).toBe("Failure: DNS resolution failed: REFUSED");
  });
});
