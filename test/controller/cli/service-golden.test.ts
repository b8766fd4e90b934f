import { describe } from "vitest";
import { serviceChangeLines } from "../../../controller/cli/render/change-lines.ts";
import type { Page } from "../../../controller/cli/render/page.ts";
import { serviceLines, serviceListLines } from "../../../controller/cli/render/service-lines.ts";
import { fileOfService } from "../../../controller/core/service/file-of-service.ts";
import { serviceDifferences } from "../../../controller/core/service/service-differences.ts";
import { serviceOfFile } from "../../../controller/core/service/service-of-file.ts";
import { summariseService } from "../../../controller/core/service/summarise-service.ts";
import { SAMPLE_FILE } from "../core/service/sample-service-file.ts";
import { describeGolden } from "./describe-golden.ts";

const SERVICE = serviceOfFile(SAMPLE_FILE);
const SHOWN = fileOfService(SERVICE);
const [FIRST, SECOND] = SHOWN.endpoints;
const CHANGED = {
  ...SHOWN,
  endpoints: [FIRST, { ...FIRST, id: "shop-apse2", label: "Sydney", place: "ap-southeast-2" }],
  objectives: { ...SHOWN.objectives, rtoS: 30, rpoS: undefined },
};

const change = {
  service: "shop",
  outcome: "changed" as const,
  beginsEstate: false,
  vantagesAdded: ["office-lisbon", "op-seoul"],
  vantagesChanged: ["eu-west-1"],
};

const RENDERINGS: Readonly<Record<string, (page: Page) => string[]>> = {
  services: (page) =>
    serviceListLines(
      [SERVICE, { ...SERVICE, id: "checkout", label: "Checkout", incumbent: undefined }].map(
        (service) => summariseService(service),
      ),
      page,
    ),
  service: (page) => serviceLines(SHOWN, page),
  "service-change": (page) =>
    serviceChangeLines({ change, differences: serviceDifferences(SHOWN, CHANGED) }, page),
};

describe("controller/cli/render/service-lines", () => {
  if (SECOND === undefined) throw new Error("the sample has one endpoint only");
  describeGolden(RENDERINGS);
});
