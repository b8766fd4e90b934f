import { describe, expect, it } from "vitest";
import { clientGroups, coverageOf } from "../../../../controller/core/advise/client-groups.ts";
import type { PathEvidence } from "../../../../controller/core/advise/path-evidence.ts";
import { SHOP } from "../verdict/status-scene.ts";
import { measuredBucket } from "./measured-bucket.ts";

const group = (id: string, share: number, ...vantages: string[]) => ({
  id,
  label: id,
  share,
  vantages,
});

const measured = (vantage: string, n: number): PathEvidence => ({
  vantage,
  entry: "dns",
  endpoint: null,
  bucket: measuredBucket({ n, lost: 1 }),
});

describe("controller/core/advise/client-groups", () => {
  it("takes the declared groups as they are", () => {
    const clients = [group("brazil", 0.3, "sa-east-1"), group("rest", 0.7, "eu-west-2")];
    expect(clientGroups({ ...SHOP, clientGroups: clients }, [])).toEqual(clients);
  });

  it("makes each vantage a group of its own, with equal shares, where none is declared", () => {
    const vantages = ["a", "b", "c", "d"].map((id) => ({ id, label: `Place ${id}` }));
    const groups = clientGroups(SHOP, vantages);
    expect(groups[2]).toEqual({ id: "c", label: "Place c", share: 0.25, vantages: ["c"] });
    expect(groups.reduce((sum, { share }) => sum + share, 0)).toBe(1);
  });

  it("covers a group by one answer from one of its vantages", () => {
    const groups = [group("asia", 0.6, "a", "b"), group("oceania", 0.4, "c")];
    expect(coverageOf(groups, [])).toBe(0);
    expect(coverageOf(groups, [measured("b", 1), measured("c", 0)])).toBe(0.6);
    expect(coverageOf(groups, [measured("b", 1), measured("c", 1)])).toBe(1);
    expect(coverageOf([], [])).toBe(0);
  });
});
