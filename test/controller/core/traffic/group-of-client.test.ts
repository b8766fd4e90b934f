import { describe, expect, it } from "vitest";
import { type Client, groupOfClient } from "../../../../controller/core/traffic/group-of-client.ts";

const groupOf = groupOfClient([
  { id: "europe", country: "PT", match: { countries: ["DE", "FR"] } },
  { id: "america", country: "US" },
  { id: "office", country: "DE", match: { cidrs: ["198.51.100.0/24"] } },
]);
const client = (fields: Partial<Client>): Client => ({
  group: null,
  address: null,
  country: null,
  ...fields,
});

describe("controller/core/traffic/group-of-client", () => {
  it.each<[Partial<Client>, string | undefined]>([
    [{ group: "america", country: "DE" }, "america"],
    [{ group: "unheard-of", country: "DE" }, "europe"],
    [{ address: "198.51.100.4", country: "US" }, "office"],
    [{ address: "203.0.113.4", country: "us" }, "america"],
    [{ address: "nowhere", country: "FR" }, "europe"],
    [{ country: "PT" }, undefined],
    [{}, undefined],
  ])("puts %j into %s", (fields, group) => {
    expect(groupOf(client(fields))).toBe(group);
  });
});
