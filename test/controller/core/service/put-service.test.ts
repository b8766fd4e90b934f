import { describe, expect, it } from "vitest";
import { Estate } from "../../../../controller/contract/estate.ts";
import { ServiceFile } from "../../../../controller/contract/service-file.ts";
import { putService } from "../../../../controller/core/service/put-service.ts";
import { serviceOfFile } from "../../../../controller/core/service/service-of-file.ts";
import { ESTATE } from "../../../helpers/estate.ts";
import { SAMPLE_FILE } from "./sample-service-file.ts";

const VANTAGE = {
  id: "office-lisbon",
  kind: "custom" as const,
  label: "Lisbon office",
  latitude: 38.72,
  longitude: -9.14,
};

function put(estate: Estate | null, change: Partial<ServiceFile> = {}) {
  const result = putService(estate, ServiceFile.parse({ ...SAMPLE_FILE, ...change }));
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  expect(Estate.parse(result.estate)).toEqual(result.estate);
  return result;
}

function faults(estate: Estate | null, change: Partial<ServiceFile> = {}) {
  const result = putService(estate, ServiceFile.parse({ ...SAMPLE_FILE, ...change }));
  return result.ok ? [] : result.faults.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("controller/core/service/put-service", () => {
  it("replaces a service in its place and leaves the others alone", () => {
    const other = { ...serviceOfFile(SAMPLE_FILE), id: "other" };
    const estate = { ...ESTATE, services: [...ESTATE.services, other] };
    const { estate: after, change } = put(estate);
    expect(after.services.map(({ id }) => id)).toEqual(["shop", "other"]);
    expect(after.services[0]).toEqual(serviceOfFile(SAMPLE_FILE));
    expect(after.services[1]).toBe(other);
    expect(change).toEqual({
      service: "shop",
      outcome: "changed",
      beginsEstate: false,
      vantagesAdded: [],
      vantagesChanged: [],
    });
  });

  it("adds one at the end, and knows one that says the same", () => {
    const added = put(ESTATE, { id: "second" });
    expect(added.change.outcome).toBe("added");
    expect(added.estate.services.map(({ id }) => id)).toEqual(["shop", "second"]);
    const stored = Estate.parse(JSON.parse(JSON.stringify(added.estate)));
    expect(put(stored, { id: "second" }).change.outcome).toBe("unchanged");
  });

  it("takes vantages of the file into the estate, and declares known ones anew", () => {
    const [first] = ESTATE.vantages;
    if (first === undefined) throw new Error("no vantage");
    const vantages = [VANTAGE, { ...first, label: "Dublin" }];
    const { estate, change } = put(ESTATE, { vantages });
    expect(change).toMatchObject({
      vantagesAdded: ["office-lisbon"],
      vantagesChanged: ["eu-west-1"],
    });
    expect(estate.vantages.map(({ label }) => label)).toEqual([
      "Dublin",
      "N. Virginia",
      "Lisbon office",
    ]);
    expect(put(estate, { vantages }).change).toMatchObject({
      vantagesAdded: [],
      vantagesChanged: [],
    });
  });

  it("begins an estate with the first service, if that names vantages", () => {
    const clientGroups = [{ id: "all", label: "All", share: 1, vantages: ["office-lisbon"] }];
    const rest = { clientGroups, objectives: {}, constraints: {} };
    const { estate, change } = put(null, { vantages: [VANTAGE], ...rest });
    expect(change).toMatchObject({ outcome: "added", beginsEstate: true });
    expect(estate).toMatchObject({ environment: { name: "default" }, vantages: [VANTAGE] });
    expect(faults(null)).toEqual([
      "vantages: is missing: nothing is declared yet, so the first service has to name the places where probes stand",
    ]);
  });

  it("finds vantages that nobody declared, and a service too many", () => {
    const clientGroups = [{ id: "all", label: "All", share: 1, vantages: ["eu-west-1", "mars"] }];
    expect(faults(ESTATE, { clientGroups, objectives: {}, constraints: {} })).toEqual([
      "clientGroups.0.vantages.1: mars: no such vantage in the estate; name one of it, or describe this one under vantages",
    ]);
    const services = Array.from({ length: 100 }, (_, at) => ({
      ...serviceOfFile(SAMPLE_FILE),
      id: `service-${at}`,
    }));
    expect(faults({ ...ESTATE, services })).toEqual([
      "id: the estate has 100 services, which is the most; remove one first",
    ]);
    expect(faults({ ...ESTATE, services }, { id: "service-7" })).toEqual([]);
  });
});
