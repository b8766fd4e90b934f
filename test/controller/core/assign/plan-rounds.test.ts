import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  Cadence,
  type PlacedVantage,
  type Service,
} from "../../../../controller/contract/estate.ts";
import { planRounds } from "../../../../controller/core/assign/plan-rounds.ts";
import { Round } from "../../../../probe/contract/assignment.ts";
import { ESTATE } from "../../../helpers/estate.ts";

const [shop] = ESTATE.services as [Service];
const [ireland] = ESTATE.vantages as [PlacedVantage];

describe("controller/core/assign/plan-rounds", () => {
  test.prop([
    fc.integer({ min: 100, max: 100_000_000 }),
    fc.integer({ min: 500, max: 100_000_000 }),
    fc.integer({ min: 100, max: 60_000 }),
  ])("keeps every cadence within what a round may be", (echoMs, connectionMs, timeoutMs) => {
    const cadence = Cadence.parse({
      echoIntervalMs: echoMs,
      connectionIntervalMs: connectionMs,
      timeoutMs,
    });
    const rounds = planRounds({ ...shop, cadence }, ireland);
    expect(rounds.map((round) => Round.parse(round))).toEqual(rounds);
    for (const { spreadMs, intervalMs } of rounds)
      expect(spreadMs * 2).toBeLessThanOrEqual(intervalMs);
  });

  it("asks in the version of HTTP that the service declares, and in none without one", () => {
    const versionsOf = (service: Service) =>
      new Set(
        planRounds(service, ireland).flatMap(({ targets }) =>
          targets.map(({ httpVersion }) => httpVersion),
        ),
      );
    expect(versionsOf({ ...shop, httpVersion: "2" })).toEqual(new Set(["2"]));
    expect(versionsOf(shop)).toEqual(new Set([undefined]));
  });

  it("pings the hosts of every way in where that is wanted", () => {
    const cadence = { ...shop.cadence, icmpIntervalMs: 1_000 };
    const [direct] = shop.endpoints;
    const endpoints = [
      { ...direct, url: "https://[2001:db8::1]:8443/a?b" },
      ...shop.endpoints.slice(1),
    ];
    const rounds = planRounds({ ...shop, cadence, endpoints } as Service, ireland);
    const round = rounds.find(({ metric }) => metric === "icmp_rtt");
    expect(Round.parse(round)).toEqual(round);
    expect(round?.intervalMs).toBe(1_000);
    expect(round?.targets.map(({ entry, url }) => `${entry} ${url}`)).toEqual([
      "direct icmp://[2001:db8::1]",
      "direct icmp://127.0.0.1",
      "dns icmp://shop.test",
      "dns icmp://us.shop.test",
      "accelerator icmp://127.0.0.1",
    ]);
    expect(round?.targets[2]).toMatchObject({ endpoint: null, resolver: ireland.resolver });
    expect(round?.targets[2]).not.toHaveProperty("servedByHeader");
    expect(planRounds(shop, ireland).map(({ metric }) => metric)).not.toContain("icmp_rtt");
  });

  it("times no resolution where there is no Route 53 name", () => {
    const { dns: _none, ...rest } = shop;
    expect(planRounds(rest, ireland).map(({ metric }) => metric)).toEqual(["echo_rtt", "ttfb_new"]);
  });
});
