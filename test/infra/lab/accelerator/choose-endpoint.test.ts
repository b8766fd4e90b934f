import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Candidate,
  type CandidateGroup,
  chooseEndpoint,
  eligibleEndpoints,
} from "../../../../infra/lab/accelerator/choose-endpoint.ts";
import { drawOfFlow } from "../../../../infra/lab/accelerator/flow.ts";

type Group = CandidateGroup<Candidate>;

const endpoint = (id: string, weight = 128, isHealthy = true): Candidate => ({
  id,
  weight,
  isHealthy,
});
const group = (id: string, endpoints: Candidate[], dialPercent = 100): Group => ({
  id,
  dialPercent,
  endpoints,
});

const drawOf = (port: number) =>
  drawOfFlow(
    { source: { address: "127.1.1.1", port }, destination: { address: "127.1.3.1", port: 80 } },
    "NONE",
  );

const FLOWS = 4_000;

/** Shares of many connections, by endpoint. */
function sharesOf(groups: readonly Group[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (let port = 0; port < FLOWS; port += 1) {
    const id = chooseEndpoint(groups, drawOf(port))?.id ?? "none";
    shares.set(id, (shares.get(id) ?? 0) + 1 / FLOWS);
  }
  return shares;
}

/** Five standard errors of a share: the flows are fixed, so this can only fail by a wrong rule. */
const within = (share: number) => 5 * Math.sqrt((share * (1 - share)) / FLOWS) + 1e-9;

function expectShares(groups: readonly Group[], expected: Readonly<Record<string, number>>) {
  const shares = sharesOf(groups);
  for (const [id, share] of Object.entries(expected)) {
    expect(Math.abs((shares.get(id) ?? 0) - share), `${id}: ${shares.get(id)}`).toBeLessThanOrEqual(
      within(share),
    );
  }
  expect([...shares.keys()].every((id) => id in expected)).toBe(true);
}

const anyEndpoints = fc
  .array(fc.record({ weight: fc.integer({ min: 0, max: 255 }), isHealthy: fc.boolean() }), {
    maxLength: 4,
  })
  .map((list) => list.map((one) => ({ ...one, id: "" })));
const anyGroups = fc
  .array(
    fc.record({
      dialPercent: fc.double({ min: 0, max: 100, noNaN: true }),
      endpoints: anyEndpoints,
    }),
    {
      maxLength: 6,
    },
  )
  .map((list): Group[] =>
    list.map((one, at) => ({
      ...one,
      id: `g${at}`,
      endpoints: one.endpoints.map((each, index) => ({ ...each, id: `g${at}e${index}` })),
    })),
  );
const isAble = ({ weight, isHealthy }: Candidate) => isHealthy && weight > 0;

describe("infra/lab/accelerator/choose-endpoint", () => {
  it("takes the nearest group while its dial is 100", () => {
    expectShares([group("a", [endpoint("a1")]), group("b", [endpoint("b1")])], { a1: 1 });
  });

  it("shares a group out by weights", () => {
    const four = [endpoint("a", 4), endpoint("b", 5), endpoint("c", 5), endpoint("d", 6)];
    expectShares([group("g", four)], { a: 0.2, b: 0.25, c: 0.25, d: 0.3 });
  });

  it("passes on what a dial keeps out, group by group", () => {
    const groups = [
      group("a", [endpoint("a1")], 50),
      group("b", [endpoint("b1")], 20),
      group("c", [endpoint("c1")]),
    ];
    expectShares(groups, { a1: 0.5, b1: 0.1, c1: 0.4 });
  });

  it("sends to the nearest group what no dial lets in", () => {
    const groups = [group("a", [endpoint("a1")], 30), group("b", [endpoint("b1")], 50)];
    expectShares(groups, { a1: 0.3 + 0.35, b1: 0.35 });
  });

  it("sends nobody new to a group with dial 0", () => {
    const groups = [group("a", [endpoint("a1")], 0), group("b", [endpoint("b1")])];
    expectShares(groups, { b1: 1 });
  });

  it("lets the dial 0 go when nothing else is healthy", () => {
    const groups = [
      group("a", [endpoint("a1", 128, false)]),
      group("b", [endpoint("b1")], 0),
      group("c", [endpoint("c1")]),
    ];
    expectShares(groups, { b1: 1 });
  });

  it("keeps what can stay in its group when an endpoint there is unhealthy", () => {
    const groups = [
      group("a", [endpoint("a1", 100, false), endpoint("a2", 1)]),
      group("b", [endpoint("b1")]),
    ];
    expectShares(groups, { a2: 1 });
  });

  it("never fails over to weight 0", () => {
    const groups = [
      group("a", [endpoint("a1", 128, false), endpoint("a2", 0)]),
      group("b", [endpoint("b1", 0)]),
      group("c", [endpoint("c1")]),
    ];
    expectShares(groups, { c1: 1 });
  });

  it("fails open to any endpoint of the nearest group, weights or not", () => {
    const sick = (id: string) => group(id, [endpoint(`${id}1`, 128, false)]);
    const a = group("a", [endpoint("a1", 255, false), endpoint("a2", 0)]);
    // The fourth group is healthy, but is not looked at.
    const groups = [a, sick("b"), sick("c"), group("d", [endpoint("d1")])];
    expectShares(groups, { a1: 0.5, a2: 0.5 });
  });

  it("keeps the part of the fourth group that its dial gives it", () => {
    const sick = (id: string, dial: number) => group(id, [endpoint(`${id}1`, 128, false)], dial);
    const groups = [sick("a", 50), sick("b", 0), sick("c", 0), group("d", [endpoint("d1")])];
    expectShares(groups, { a1: 0.5, d1: 0.5 });
  });

  it("overlooks groups without endpoints, and has no answer where all are", () => {
    expectShares([group("a", []), group("b", [endpoint("b1", 128, false)])], { b1: 1 });
    expect(chooseEndpoint([group("a", [])], drawOf(1))).toBeUndefined();
    expect(chooseEndpoint([], drawOf(1))).toBeUndefined();
  });

  it("takes an unhealthy or weightless endpoint only when the three nearest groups have nothing", () => {
    fc.assert(
      fc.property(anyGroups, fc.nat(65_535), (groups, port) => {
        const chosen = chooseEndpoint(groups, drawOf(port));
        const filled = groups.filter(({ endpoints }) => endpoints.length > 0);
        if (filled.length === 0) {
          expect(chosen).toBeUndefined();
          return;
        }
        expect(chosen).toBeDefined();
        if (chosen !== undefined && !isAble(chosen)) {
          expect(filled.slice(0, 3).some(({ endpoints }) => endpoints.some(isAble))).toBe(false);
          expect(filled[0]?.endpoints).toContain(chosen);
        }
      }),
    );
  });

  it("moves nobody but the clients of an endpoint that turns unhealthy", () => {
    fc.assert(
      fc.property(anyGroups, fc.nat(65_535), fc.nat(), (groups, port, at) => {
        const all = groups.flatMap(({ endpoints }) => endpoints);
        const fallen = all[at % Math.max(1, all.length)];
        const before = chooseEndpoint(groups, drawOf(port));
        fc.pre(before !== undefined && isAble(before) && before.id !== fallen?.id);
        const after = chooseEndpoint(
          groups.map((one) => ({
            ...one,
            endpoints: one.endpoints.map((each) =>
              each.id === fallen?.id ? { ...each, isHealthy: false } : each,
            ),
          })),
          drawOf(port),
        );
        expect(after?.id).toBe(before?.id);
      }),
    );
  });

  it("has everything among the eligible that some connection goes to, and nothing else", () => {
    const endpoints = (at: string) =>
      fc.array(
        fc.record({
          id: fc.integer({ min: 0, max: 9 }).map((n) => `${at}${n}`),
          weight: fc.constantFrom(0, 128),
          isHealthy: fc.boolean(),
        }),
        { maxLength: 3 },
      );
    const anyGroup = (id: string) =>
      fc.record({
        id: fc.constant(id),
        dialPercent: fc.constantFrom(0, 50, 100),
        endpoints: endpoints(id),
      });
    fc.assert(
      fc.property(fc.tuple(...["a", "b", "c", "d"].map(anyGroup)), (groups) => {
        const seen = new Set<string>();
        for (let port = 0; port < 400; port += 1) {
          seen.add(chooseEndpoint(groups, drawOf(port))?.id ?? "none");
        }
        seen.delete("none");
        expect([...new Set(eligibleEndpoints(groups).map(({ id }) => id))].sort()).toEqual(
          [...seen].sort(),
        );
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});
