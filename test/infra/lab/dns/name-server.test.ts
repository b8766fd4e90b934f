import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { createWeather, type Weather } from "../../../../infra/lab/delay/weather.ts";
import { openNameServer } from "../../../../infra/lab/dns/name-server.ts";
import { createNameService } from "../../../../infra/lab/dns/name-service.ts";
import type { DnsDoor } from "../../../../infra/lab/dns/udp-door.ts";
import { atlas, smallWorld, vantageOf } from "../small-world.ts";
import { addressesOf, askTcp, askUdp, query, rcodeOf, subnetRecord } from "./ask.ts";
import { shopNames } from "./shop-names.ts";

const world = smallWorld("127.84");
const lisbon = vantageOf(world, "office-lisbon").sourceAddress;

describe("infra/lab/dns/name-server", () => {
  let weather: Weather;
  let door: DnsDoor;

  beforeEach(async () => {
    weather = createWeather(seededRandom(1));
    const at = { address: world.dnsAddress, port: 0 };
    door = await openNameServer(
      at,
      createNameService(world, atlas, shopNames(world, atlas)),
      weather,
    );
  });
  afterEach(async () => {
    weather.exact.close();
    await door.close();
  });

  it("answers over UDP after the way to the nearest edge", async () => {
    const { reply, tookUs } = await askUdp(door, query("shop.lab.test"), lisbon);
    expect(addressesOf(reply)).toEqual(["127.84.2.2"]);
    // Lisbon to Frankfurt by the great circle, and the office's last mile.
    expect(tookUs).toBeGreaterThan(35_000);
    // Twice the way at most would be a retry; how punctual the lab is, its own tests of times say.
    expect(tookUs).toBeLessThan(500_000);
  });

  it("answers over TCP on the same port, several questions in one piece", async () => {
    const frankfurt = [subnetRecord("198.18.2.0")];
    const { replies } = await askTcp(door, [
      query("shop.lab.test"),
      query("shop.lab.test", "A", frankfurt),
    ]);
    expect(replies.map(addressesOf)).toEqual([["127.84.2.1"], ["127.84.2.2"]]);
  });

  it("takes two round trips over a new TCP connection", async () => {
    const { tookUs } = await askTcp(door, [query("shop.lab.test")], lisbon);
    expect(tookUs).toBeGreaterThan(70_000);
    expect(tookUs).toBeLessThan(110_000);
  });

  it("goes on after bytes that are no message", async () => {
    const garbage = await askUdp(door, Buffer.from("nonsense that is not DNS"));
    expect(rcodeOf(garbage.reply)).toBe(1);
    const { reply } = await askUdp(door, query("shop.lab.test"));
    expect(addressesOf(reply)).toEqual(["127.84.2.1"]);
  });

  it("says what to do when the port is taken", async () => {
    const again = openNameServer(
      door,
      createNameService(world, atlas, shopNames(world, atlas)),
      weather,
    );
    await expect(again).rejects.toThrow(/^Port \d+ on 127\.84\.4\.1 is taken; choose another one/);
  });
});
