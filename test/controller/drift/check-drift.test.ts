import { describe, expect, it } from "vitest";
import { Estate } from "../../../controller/contract/estate.ts";
import type { KeptDrift } from "../../../controller/contract/kept-drift.ts";
import { checkDrift, type DriftDependencies } from "../../../controller/drift/check-drift.ts";
import { SHOP, VANTAGES } from "../core/drift/sample-shop.ts";

const ESTATE = Estate.parse({
  environment: { name: "test" },
  vantages: VANTAGES,
  services: ["bakery", "shop", "works"].map((id) => ({ ...SHOP, id })),
});

/** A store of an estate of which nothing was measured yet, with everything that is done to it. */
function openStore(broken: ReadonlySet<string> = new Set()) {
  const done: string[] = [];
  const kept: KeptDrift[] = [];
  const tell = <T>(what: string, value: T): Promise<T> => {
    done.push(what);
    return Promise.resolve(value);
  };
  const store: DriftDependencies["store"] = {
    estate: { read: () => tell("estate", ESTATE) },
    inventory: { read: () => tell("inventory", null) },
    prices: { read: () => tell("prices", null) },
    recommendations: { latest: (service: string) => tell(`recommendation ${service}`, null) },
    index: { activeSince: (service: string) => tell(`index ${service}`, []) },
    buckets: { sums: () => Promise.resolve({ bySeries: new Map() }) },
    changes: { publish: () => Promise.resolve() },
    drift: {
      read: (service: string, against: string) => tell(`report ${against} ${service}`, null),
      write: (drift: KeptDrift) => {
        kept.push(drift);
        return Promise.resolve();
      },
      keepOnly: (services: readonly string[]) => tell(`keep ${services.join(" ")}`, undefined),
      baseline: (service: string) =>
        broken.has(service)
          ? Promise.reject(new Error(`${service} is not readable`))
          : tell(`baseline ${service}`, null),
    },
  } as unknown as DriftDependencies["store"];
  return { store, done, kept };
}

const tell = () => Promise.reject(new Error("there is nothing to tell"));

function keptOf(kept: readonly KeptDrift[]): string[] {
  return kept.map(({ report }) => `${report.basis.against} ${report.service}`);
}

describe("controller/drift/check-drift", () => {
  it("gathers what a service is held against once, and prices and AWS once for all", async () => {
    const { store, done, kept } = openStore();
    await checkDrift({ store, tell, now: () => 1_000 });
    expect(keptOf(kept)).toEqual([
      "declared bakery",
      "recommended bakery",
      "declared shop",
      "recommended shop",
      "declared works",
      "recommended works",
    ]);
    expect(done).toHaveLength(new Set(done).size);
    expect(done).toContain("keep bakery shop works");
  });

  it("checks the other services where one cannot be checked, and then says so", async () => {
    const { store, done, kept } = openStore(new Set(["bakery", "works"]));
    const check = checkDrift({ store, tell, now: () => 1_000 });
    await expect(check).rejects.toThrow("bakery is not readable");
    expect(keptOf(kept)).toEqual(["declared shop", "recommended shop"]);
    expect(done).toContain("keep bakery shop works");
  });
});
