import { basename } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { CSV, faultsOf, HEAD, openFolder, RUNS } from "./scenario-files.ts";

const folder = openFolder();
afterAll(() => {
  folder.remove();
});
let cases = 0;

function write(change: {
  head?: [string, string];
  csv?: [string, string];
  runs?: [string, string];
}) {
  cases += 1;
  const name = `case-${cases}`;
  const changed = (text: string, by: [string, string] | undefined) =>
    by === undefined ? text : text.replace(...by);
  folder.write(`${name}/scenario.yaml`, changed(HEAD, change.head));
  folder.write(`${name}/evidence/a.csv`, changed(CSV, change.csv));
  folder.write(`${name}/failover-runs.yaml`, changed(RUNS, change.runs));
  return `${folder.path}/${name}`;
}

const goals = (text: string): [string, string] => ["  clientGroups:", `  ${text}\n  clientGroups:`];
const traffic = (text: string): [string, string] => [
  "vantages: [fra, par]}",
  `vantages: [fra, par], trafficPerMonth: {${text}}}`,
];

describe("controller/cli/advise-command, given what cannot be", { timeout: 60_000 }, () => {
  it.each<[string, Parameters<typeof write>[0], string]>([
    [
      "a share that is no number",
      { head: ["share: 1", "share: .nan"] },
      "scenario.yaml:14:42: service.clientGroups[0].share: must be a number, not NaN",
    ],
    [
      "a share below zero",
      { head: ["share: 1", "share: -1"] },
      "scenario.yaml:14:42: service.clientGroups[0].share: must be more than 0",
    ],
    [
      "shares that are not all",
      { head: ["share: 1", "share: 0.4"] },
      "scenario.yaml:13:3: service.clientGroups: shares add up to 0.400; make them add up to 1",
    ],
    [
      "a latitude without end",
      { head: ["latitude: 53.35", "latitude: .inf"] },
      "scenario.yaml:9:17: service.endpoints[0].latitude: must be a number, not Infinity",
    ],
    [
      "a recovery time below zero",
      { head: goals("objectives: {rtoS: -5}") },
      "scenario.yaml:13:22: service.objectives.rtoS: must be more than 0",
    ],
    [
      "a recovery time of no number",
      { head: goals("objectives: {rtoS: .nan}") },
      "scenario.yaml:13:22: service.objectives.rtoS: must be a number, not NaN",
    ],
    [
      "an attainment of everybody always",
      { head: goals("objectives: {rtoS: 9, attainmentRatio: 1}") },
      "scenario.yaml:13:42: service.objectives.attainmentRatio: must be less than 1",
    ],
    [
      "a budget below zero",
      { head: goals("constraints: {budgetUsdPerMonth: -1}") },
      "scenario.yaml:13:36: service.constraints.budgetUsdPerMonth: must be 0 or more",
    ],
    [
      "traffic below zero",
      { head: traffic("gbIn: 1, gbOut: -1") },
      "scenario.yaml:14:101: service.clientGroups[0].trafficPerMonth.gbOut: must be 0 or more",
    ],
    [
      "traffic of no number",
      { head: traffic("gbIn: 1, gbOut: .nan") },
      "scenario.yaml:14:101: service.clientGroups[0].trafficPerMonth.gbOut: must be a number, not NaN",
    ],
    [
      "a time below zero",
      { csv: ["24000,12", "-24000,12"] },
      'evidence/a.csv:3: p50_us: is "-24000"; write microseconds, a number from 0 on',
    ],
    [
      "a time of no number",
      { csv: ["24000,12", "NaN,12"] },
      'evidence/a.csv:3: p50_us: is "NaN"; write microseconds, a number from 0 on',
    ],
    [
      "a median of no values",
      { csv: ["24000,12", "24000,0"] },
      'evidence/a.csv:3: n: is "0"; write how many values there were, 1 or more',
    ],
    [
      "a recovery below zero",
      { runs: ["94.5", "-94.5"] },
      "failover-runs.yaml:5:23: [0].recoveryS.europe: must be 0 or more",
    ],
    [
      "a recovery of no number",
      { runs: ["94.5", ".nan"] },
      "failover-runs.yaml:5:23: [0].recoveryS.europe: must be a number, not NaN",
    ],
  ])("names file, line, field and mend of %s", async (_, change, fault) => {
    const path = write(change);
    const { status, err, out } = await runCli(["advise", path]);
    expect(out).toBe("");
    expect(status).toBe(1);
    const name = basename(path);
    expect(faultsOf(folder, path)).toEqual([`${name}/${fault}`]);
    expect(err).toContain(`${name}/${fault}`);
  });
});
