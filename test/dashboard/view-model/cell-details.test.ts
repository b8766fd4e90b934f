import { describe, expect, it } from "vitest";
import { cellDetails } from "../../../dashboard/view-model/cell-details.ts";
import { cannedMatrix } from "../../helpers/dashboard-answers.ts";

const AT_MS = Date.UTC(2025, 2, 2, 14, 3, 10);
const matrix = cannedMatrix("direct", "echo_rtt", 900_000, AT_MS);

function detailsOf(vantage: string, endpoint: string) {
  const cell = matrix.cells.find((each) => each.vantage === vantage && each.endpoint === endpoint);
  if (cell === undefined) throw new Error("no such cell");
  const details = cellDetails(matrix, cell, "p95");
  return { ...details, lines: Object.fromEntries(details.lines.map((each) => [each.term, each])) };
}

describe("dashboard/view-model/cell-details", () => {
  it("says the direction, three decimals, the interval, the bound and the age", () => {
    const { title, subtitle, lines } = detailsOf("us-east-1", "api-euw1");
    expect(title).toBe("from us-east-1 to api-euw1");
    expect(subtitle).toBe("Direct · Echo RTT");
    expect(lines["p95"]?.text).toMatch(
      /^\d+\.\d{3}\u202fms \(\d+\.\d{3}\u202fms to \d+\.\d{3}\u202fms\)$/,
    );
    expect(lines["p95"]?.strong).toBe(true);
    expect(lines["p50"]?.strong).toBe(false);
    expect(lines["n"]?.text).toBe("450 of 450 sent");
    expect(lines["Loss"]?.text).toContain("at most 0.7");
    expect(lines["Served by"]?.text).toBe("api-euw1 100\u202f%");
    expect(lines["Newest"]?.text).toBe("14:03:07 UTC, 3\u202fs ago");
  });

  it("says what is missing for a quantile", () => {
    expect(detailsOf("eu-north-1", "api-sae1").lines["p95"]?.text).toBe("n=4 < 59");
  });

  it("has no figures for a silent probe", () => {
    const { lines } = detailsOf("me-central-1", "api-use1");
    expect(Object.keys(lines)).toEqual(["State"]);
  });
});
