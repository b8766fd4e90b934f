import { describe, expect, it } from "vitest";
import { Matrix } from "../../../../controller/contract/matrix.ts";
import {
  composeMatrix,
  type MatrixScope,
  matrixSeries,
} from "../../../../controller/core/matrix/compose-matrix.ts";
import { seriesKey } from "../../../../probe/contract/path.ts";
import { answers } from "../../../helpers/contributions.ts";
import { ESTATE } from "../../../helpers/estate.ts";

const TO_MS = 1_800_000_000_000;
const scope = (more: Partial<MatrixScope> = {}): MatrixScope => ({
  vantages: ESTATE.vantages,
  service: "shop",
  entry: "direct",
  metric: "echo_rtt",
  fromMs: TO_MS - 900_000,
  toMs: TO_MS,
  ...more,
});
const [ireland, virginia] = ESTATE.vantages;
const reports = [ireland, virginia].flatMap((vantage, at) =>
  vantage === undefined
    ? []
    : [{ vantage, newestBatchAtMs: at === 0 ? TO_MS - 1_000 : null, version: null }],
);

describe("controller/core/matrix/compose-matrix", () => {
  it("has a cell for every vantage and endpoint, row by row, in their states", () => {
    const key = seriesKey({
      vantage: "eu-west-1",
      service: "shop",
      entry: "direct",
      endpoint: "eu-west-1",
      metric: "echo_rtt",
    });
    const bySeries = new Map([[key, [{ bucket: answers(TO_MS - 33_000, 600, 30), minutes: 4 }]]]);
    const matrix = Matrix.parse(
      composeMatrix(ESTATE, scope(), { bySeries, resolutionMs: 60_000, reports, nowMs: TO_MS }),
    );
    expect(matrix.rows.map(({ id }) => id)).toEqual(["eu-west-1", "us-east-1"]);
    expect(matrix.columns.map(({ endpoint }) => endpoint)).toEqual(["eu-west-1", "us-east-1"]);
    expect(
      matrix.cells.map(({ vantage, endpoint, state }) => `${vantage} ${endpoint} ${state}`),
    ).toEqual([
      "eu-west-1 eu-west-1 value",
      "eu-west-1 us-east-1 few",
      "us-east-1 eu-west-1 probe",
      "us-east-1 us-east-1 probe",
    ]);
    expect(matrix.cells.map(({ summary }) => summary?.n ?? null)).toEqual([30, null, null, null]);
  });

  it("puts what the entry chooses before the endpoints it can be held to", () => {
    const columns = (entry: MatrixScope["entry"]) =>
      composeMatrix(ESTATE, scope({ entry }), {
        bySeries: new Map(),
        resolutionMs: 60_000,
        reports,
        nowMs: TO_MS,
      })?.columns.map(({ endpoint }) => endpoint);
    expect(columns("dns")).toEqual([null, "us-east-1"]);
    expect(columns("accelerator")).toEqual([null]);
  });

  it("marks what nobody is asked to measure", () => {
    const facts = { bySeries: new Map(), resolutionMs: 60_000, reports, nowMs: TO_MS };
    const matrix = composeMatrix(ESTATE, scope({ metric: "udp_rtt" }), facts);
    expect(new Set(matrix?.cells.map(({ state }) => state))).toEqual(new Set(["none"]));
  });

  it("knows no matrix of an unknown service", () => {
    const facts = { bySeries: new Map(), resolutionMs: 60_000, reports, nowMs: TO_MS };
    expect(composeMatrix(ESTATE, scope({ service: "no" }), facts)).toBeNull();
    expect(matrixSeries(ESTATE, scope({ service: "no" }))).toEqual([]);
  });
});
