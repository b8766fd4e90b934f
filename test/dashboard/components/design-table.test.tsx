import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AdviceReasons } from "../../../dashboard/components/advice-reasons.tsx";
import { DesignTables } from "../../../dashboard/components/design-table.tsx";
import { cannedRecommendation } from "../../helpers/dashboard-answers.ts";
import { firmRecommendation } from "../../helpers/firm-recommendation.ts";

const AT_MS = 1_740_924_000_000;
const firm = firmRecommendation(AT_MS);

describe("dashboard/components/design-table", () => {
  it("is a table with headers in both directions; what was ruled out opens on request", () => {
    const html = renderToStaticMarkup(<DesignTables recommendation={firm} rtoS={120} />);
    const [shown = "", folded = ""] = html.split("<details");
    expect([...shown.matchAll(/<th scope="row"/g)]).toHaveLength(3);
    expect(shown).toContain("Back within 120\u202fs");
    expect(shown).toContain("in use");
    expect(folded).toMatch(/<summary>2 more designs, and why not/);
    expect(folded).toContain("72 % of the users are back within 120 s");
  });

  it("says nothing of designs where none were compared", () => {
    const recommendation = cannedRecommendation(AT_MS);
    const tables = <DesignTables recommendation={recommendation} rtoS={undefined} />;
    expect(renderToStaticMarkup(tables)).toBe("");
    expect(renderToStaticMarkup(<AdviceReasons recommendation={recommendation} />)).toBe("");
  });
});

describe("dashboard/components/advice-reasons", () => {
  it("tells why, what would change the answer, and what has changed since", () => {
    const html = renderToStaticMarkup(<AdviceReasons recommendation={firm} />);
    expect(html).toContain("South America gains most");
    expect(html).toContain("Above 9 800 GB a month");
    expect(html).toContain("193 of 200 draws");
    expect(html).toContain("What changed since REC-0007");
  });
});
