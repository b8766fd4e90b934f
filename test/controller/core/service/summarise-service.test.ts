import { expect, it } from "vitest";
import { ServiceFile } from "../../../../controller/contract/service-file.ts";
import { serviceOfFile } from "../../../../controller/core/service/service-of-file.ts";
import { summariseService } from "../../../../controller/core/service/summarise-service.ts";
import { SAMPLE_FILE } from "./sample-service-file.ts";

const summary = (file: ServiceFile) => summariseService(serviceOfFile(file));

it("tells a service in short", () => {
  expect(summary(SAMPLE_FILE)).toEqual({
    id: "shop",
    label: "Shop",
    endpoints: 2,
    clientGroups: 2,
    entries: ["dns", "accelerator"],
    incumbent: "dns",
  });
});

it("has no incumbent where the file names none", () => {
  const { incumbent: _none, ...file } = SAMPLE_FILE;
  expect(summary(ServiceFile.parse(file)).incumbent).toBeNull();
});
