import { describe } from "vitest";
import { planLines, planListLines } from "../../../controller/cli/render/failover-plan-lines.ts";
import type { Page } from "../../../controller/cli/render/page.ts";
import { FailoverPlan } from "../../../controller/contract/failover/failover-plan.ts";
import { planChange } from "../../../controller/failover/plan-change.ts";
import { WRITTEN_PLAN } from "../../helpers/failover-plan.ts";
import { describeGolden } from "./describe-golden.ts";
import { NOW_MS } from "./sample-answers.ts";

const listed = (more: object) =>
  planChange(FailoverPlan.parse({ ...WRITTEN_PLAN, ...more }), [], { by: "ana", nowMs: NOW_MS })
    .plan;
const PLAN = listed({});
const SCHEDULED = listed({
  id: "virginia-nights",
  label: "Virginia at night",
  timeZone: "Europe/Berlin",
  schedule: { cron: "30 2 * * tue" },
  approver: "operations",
  hypothesis: { rtoS: 120, rpoS: 5, forbiddenEndpoints: ["ap-southeast-2"] },
});

const RENDERINGS: Readonly<Record<string, (page: Page) => string[]>> = {
  "failover-plans": (page) => planListLines([PLAN, SCHEDULED], page),
  "failover-plan": (page) => planLines(SCHEDULED, page),
};

describe("controller/cli/render/failover-plan-lines", () => {
  describeGolden(RENDERINGS);
});
