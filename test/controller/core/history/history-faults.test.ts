import { describe, expect, it } from "vitest";
import type { HistoryImport } from "../../../../controller/contract/history-import.ts";
import { historyFaults } from "../../../../controller/core/history/history-faults.ts";
import { summariseHistory } from "../../../../controller/core/history/summarise-history.ts";
import { ESTATE } from "../../../helpers/estate.ts";

const NOW_MS = 1_700_000_000_000;
const DAY_MS = 86_400_000;
const [shop] = ESTATE.services;
if (shop === undefined) throw new Error("the estate of the tests has no service");
const vantages = new Set(ESTATE.vantages.map(({ id }) => id));
const [vantage = "", endpoint = ""] = [ESTATE.vantages[0]?.id, shop.endpoints[0]?.id];

const history: HistoryImport = {
  isochroneHistory: 1,
  source: "simulated",
  origin: "a test",
  paths: [
    {
      vantage,
      entry: "direct",
      endpoint,
      medians: [
        [NOW_MS - 2 * DAY_MS, 20_000, 60],
        [NOW_MS - DAY_MS, 20_000, 60],
      ],
      days: [],
    },
  ],
  failoverRuns: [
    {
      id: "run-1",
      atMs: NOW_MS - DAY_MS,
      entry: "dns",
      endpoint,
      ttlS: null,
      intervalS: null,
      failureThreshold: null,
      recoveryS: { [vantage]: 80 },
    },
  ],
};
const [path] = history.paths;
const [run] = history.failoverRuns;
const faultsOf = (change: object) =>
  historyFaults({ ...history, ...change } as HistoryImport, shop, vantages, NOW_MS).map(
    ({ path: field, message }) => `${field} ${message}`,
  );

describe("controller/core/history/history-faults", () => {
  it("finds none in a history of the service", () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    [{ paths: [{ ...path, vantage: "mars" }] }, "paths.0.vantage mars is no vantage of the estate"],
    [
      { paths: [{ ...path, endpoint: "mars" }] },
      `paths.0.endpoint mars is no endpoint of ${shop.id}`,
    ],
    [
      { paths: [{ ...path, medians: [[NOW_MS + DAY_MS, 20_000, 60]] }] },
      "paths.0 has times to come; times are epoch milliseconds, UTC",
    ],
    [
      { failoverRuns: [{ ...run, endpoint: "mars" }] },
      `failoverRuns.0.endpoint mars is no endpoint of ${shop.id}`,
    ],
    [
      { failoverRuns: [{ ...run, atMs: NOW_MS + DAY_MS }] },
      "failoverRuns.0.atMs is a time to come",
    ],
    [
      { failoverRuns: [{ ...run, recoveryS: { mars: 3 } }] },
      `failoverRuns.0.recoveryS mars: no client group of ${shop.id}`,
    ],
  ])("names the field that is not of the service", (change, fault) => {
    expect(faultsOf(change)).toEqual([fault]);
  });

  it("tells of twenty at most", () => {
    const paths = Array.from({ length: 50 }, () => ({ ...path, vantage: "mars" }));
    expect(faultsOf({ paths })).toHaveLength(20);
  });
});

describe("controller/core/history/summarise-history", () => {
  it("says what it holds and from when to when", () => {
    expect(summariseHistory(history, { hash: "00", importedAtMs: NOW_MS })).toEqual({
      hash: "00",
      source: "simulated",
      origin: "a test",
      importedAtMs: NOW_MS,
      fromMs: NOW_MS - 2 * DAY_MS,
      toMs: NOW_MS - DAY_MS + 300_000,
      paths: 1,
      medians: 2,
      failoverRuns: { dns: 1, accelerator: 0 },
    });
  });

  it("knows no times where no path has a value", () => {
    const paths = history.paths.map((own) => ({ ...own, medians: [] }));
    const told = summariseHistory({ ...history, paths }, { hash: "00", importedAtMs: NOW_MS });
    expect(told).toMatchObject({ fromMs: null, toMs: null, medians: 0 });
  });
});
