import {
  type Change,
  ChangeCidrCollectionCommand,
  type ChangeCidrCollectionRequest,
  ChangeResourceRecordSetsCommand,
  type CidrCollectionChange,
  CreateCidrCollectionCommand,
  CreateHostedZoneCommand,
  DeleteCidrCollectionCommand,
  GetChangeCommand,
  paginateListCidrBlocks,
  paginateListCidrCollections,
  paginateListCidrLocations,
} from "@aws-sdk/client-route-53";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveNames } from "../../../../../infra/lab/cloud/serve-names.ts";
import { seededRandom } from "../../../../../infra/lab/delay/random.ts";
import { STRANGER } from "../../../../../infra/lab/dns/routing/client.ts";
import { resolveName } from "../../../../../infra/lab/dns/routing/resolve.ts";
import { quietHealth } from "../../health/quiet-health.ts";
import { atlas } from "../../small-world.ts";
import { INSYNC_AFTER_MS, type LabRoute53, openLabRoute53 } from "../lab-route53.ts";

const put = (LocationName: string, ...CidrList: string[]): CidrCollectionChange => ({
  Action: "PUT",
  LocationName,
  CidrList,
});
const remove = (LocationName: string, ...CidrList: string[]): CidrCollectionChange => ({
  Action: "DELETE_IF_EXISTS",
  LocationName,
  CidrList,
});
const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => `10.${(from + n) >> 8}.${(from + n) & 255}.0/24`);

describe("infra/lab/aws/route53/cidr-operations", () => {
  let lab: LabRoute53;
  let id: string;

  beforeEach(async () => {
    lab = await openLabRoute53();
    id = (await create("offices")).Collection?.Id ?? "";
  });
  afterEach(() => lab.close());

  const create = (Name: string, CallerReference = Name) =>
    lab.client.send(new CreateCidrCollectionCommand({ Name, CallerReference }));
  const change = (
    Changes: CidrCollectionChange[],
    fields: Partial<ChangeCidrCollectionRequest> = {},
  ) => lab.client.send(new ChangeCidrCollectionCommand({ Id: id, Changes, ...fields }));
  const discard = (Id = id) => lab.client.send(new DeleteCidrCollectionCommand({ Id }));
  const blocks = async (LocationName?: string, pageSize = 100) => {
    const found: string[] = [];
    const paging = { client: lab.client, pageSize };
    for await (const page of paginateListCidrBlocks(paging, { CollectionId: id, LocationName })) {
      found.push(
        ...(page.CidrBlocks ?? []).map((each) => `${each.LocationName} ${each.CidrBlock}`),
      );
    }
    return found;
  };

  /** Records of one location each, in a zone of their own. */
  const route = async (zone: string, ...locations: (readonly [string, string])[]) => {
    const command = new CreateHostedZoneCommand({ Name: zone, CallerReference: zone });
    const HostedZoneId = (await lab.client.send(command)).HostedZone?.Id;
    const Changes = locations.map(
      ([LocationName, Value]): Change => ({
        Action: "CREATE",
        ResourceRecordSet: {
          Name: `www.${zone}`,
          Type: "A",
          TTL: 60,
          SetIdentifier: LocationName,
          CidrRoutingConfig: { CollectionId: id, LocationName },
          ResourceRecords: [{ Value }],
        },
      }),
    );
    await lab.client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }),
    );
  };

  it("makes collections, up to five, each once", async () => {
    const made = await create("offices");
    expect(made).toMatchObject({
      Collection: {
        Arn: `arn:aws:route53:::cidrcollection/${id}`,
        Id: id,
        Name: "offices",
        Version: 1,
      },
      Location: `https://route53.amazonaws.com/2013-04-01/cidrcollection/${id}`,
      $metadata: { httpStatusCode: 201 },
    });
    await expect(create("offices", "other")).rejects.toMatchObject({
      name: "CidrCollectionAlreadyExistsException",
    });
    for (const name of ["a", "b", "c", "d"]) await create(name);
    await expect(create("e")).rejects.toMatchObject({ name: "LimitsExceeded" });
    await expect(create("a b")).rejects.toThrow(/Name must have 1 to 64 letters.*but is 'a b'/);
    await expect(create("e", "")).rejects.toThrow(/CallerReference must have 1 to 64/);
    const names: (string | undefined)[] = [];
    for await (const page of paginateListCidrCollections({ client: lab.client, pageSize: 2 }, {})) {
      expect(page.CidrCollections?.length).toBeLessThanOrEqual(2);
      names.push(...(page.CidrCollections ?? []).map(({ Name }) => Name));
    }
    expect(names).toEqual(["offices", "a", "b", "c", "d"]);
  });

  it("puts and deletes blocks, and counts the versions", async () => {
    await change([
      put("lisbon", "203.0.113.0/24", "2001:DB8:0::/48"),
      put("porto", "198.51.0.0/16"),
    ]);
    expect(await blocks()).toEqual([
      "lisbon 2001:db8::/48",
      "lisbon 203.0.113.0/24",
      "porto 198.51.0.0/16",
    ]);
    expect(await blocks(undefined, 1)).toEqual(await blocks());
    expect(await blocks("porto")).toEqual(["porto 198.51.0.0/16"]);
    await expect(blocks("faro")).rejects.toMatchObject({ name: "NoSuchCidrLocationException" });
    const locations: (string | undefined)[] = [];
    const paging = { client: lab.client, pageSize: 1 };
    for await (const page of paginateListCidrLocations(paging, { CollectionId: id })) {
      locations.push(...(page.CidrLocations ?? []).map(({ LocationName }) => LocationName));
    }
    expect(locations).toEqual(["lisbon", "porto"]);
    await change([remove("lisbon", "203.0.113.0/24", "192.0.2.0/24")], { CollectionVersion: 2 });
    expect(await blocks("lisbon")).toEqual(["lisbon 2001:db8::/48"]);
    await expect(
      change([put("faro", "192.0.2.0/24")], { CollectionVersion: 2 }),
    ).rejects.toMatchObject({
      name: "CidrCollectionVersionMismatchException",
      message: "The version of the CIDR collection is 3, not 2.",
      $metadata: { httpStatusCode: 409 },
    });
    expect((await create("offices")).Collection?.Version).toBe(3);
  });

  it("keeps a block in one location, lets it move, and lets blocks overlap", async () => {
    await change([put("lisbon", "203.0.113.0/24"), put("iberia", "203.0.0.0/16")]);
    await expect(
      change([put("faro", "192.0.2.0/24"), put("porto", "203.0.113.0/24")]),
    ).rejects.toMatchObject({
      name: "CidrBlockInUseException",
      message: "The CIDR block 203.0.113.0/24 is already in use in the location lisbon.",
      $metadata: { httpStatusCode: 400 },
    });
    expect(await blocks()).toEqual(["iberia 203.0.0.0/16", "lisbon 203.0.113.0/24"]);
    await change([put("porto", "203.0.113.0/24"), remove("lisbon", "203.0.113.0/24")]);
    expect(await blocks()).toEqual(["iberia 203.0.0.0/16", "porto 203.0.113.0/24"]);
    // Only the location that is named loses a block.
    await change([remove("lisbon", "203.0.113.0/24")]);
    expect(await blocks("porto")).toEqual(["porto 203.0.113.0/24"]);
  });

  it("holds a thousand blocks", async () => {
    await change([put("many", ...numbered(0, 1_000))]);
    await expect(change([put("more", "192.0.2.0/24")])).rejects.toMatchObject({
      name: "LimitsExceeded",
    });
    await expect(change([put("many", ...numbered(0, 1_000), "192.0.2.0/24")])).rejects.toThrow(
      /Changes must hold 1 to 1000 CIDR blocks/,
    );
    expect(await blocks()).toHaveLength(1_000);
  });

  it.each<[string, CidrCollectionChange[], RegExp]>([
    ["no change", [], /Changes must hold 1 to 1000/],
    ["no block", [put("lisbon")], /CidrList of lisbon must not be empty/],
    ["the default location", [put("*", "192.0.2.0/24")], /LocationName must have .* but is '\*'/],
    ["a long name", [put("x".repeat(17), "192.0.2.0/24")], /LocationName must have 1 to 16/],
    ["too narrow a block", [put("lisbon", "192.0.2.0/25")], /CidrList: .* narrower than \/24/],
    [
      "an unknown action",
      [{ ...put("lisbon", "192.0.2.0/24"), Action: "POST" as "PUT" }],
      /Action must be one of \[DELETE_IF_EXISTS, PUT\], but is POST/,
    ],
    [
      "both at once",
      [put("lisbon", "192.0.2.0/24"), remove("lisbon", "192.0.2.0/24")],
      /put and delete 192\.0\.2\.0\/24 of lisbon/,
    ],
  ])("refuses %s", async (_, changes, message) => {
    await expect(change(changes)).rejects.toMatchObject({
      name: "InvalidInput",
      message: expect.stringMatching(message),
    });
  });

  it("knows no other collection, and no token of another list", async () => {
    const nobody = "00000000-0000-4000-8000-000000000000";
    const gone = { name: "NoSuchCidrCollectionException", $metadata: { httpStatusCode: 404 } };
    await expect(change([put("a", "192.0.2.0/24")], { Id: nobody })).rejects.toMatchObject(gone);
    await expect(discard(nobody)).rejects.toMatchObject(gone);
    const pages = paginateListCidrCollections(
      { client: lab.client, startingToken: "bm90aGluZw" },
      {},
    );
    await expect(pages.next()).rejects.toThrow(/NextToken 'bm90aGluZw' leads to nothing/);
  });

  it("lets records name only locations that are there", async () => {
    await change([put("lisbon", "203.0.113.0/24")]);
    await expect(route("a.example", ["porto", "192.0.2.1"])).rejects.toMatchObject({
      name: "InvalidChangeBatch",
      message: expect.stringContaining(`the CIDR collection ${id} has no location porto`),
    });
    await route("b.example", ["lisbon", "192.0.2.1"], ["*", "192.0.2.2"]);
    await expect(change([remove("lisbon", "203.0.113.0/24")])).rejects.toMatchObject({
      name: "CidrBlockInUseException",
      message: expect.stringContaining("Record sets name the location lisbon"),
    });
    await expect(discard()).rejects.toMatchObject({ name: "CidrCollectionInUseException" });
  });

  it("deletes what is empty and not named", async () => {
    await route("a.example", ["*", "192.0.2.2"]);
    await expect(discard()).rejects.toThrow(/is named by record sets and cannot be deleted/);
    const other = (await create("other")).Collection?.Id;
    await discard(other);
    await expect(discard(other)).rejects.toMatchObject({ name: "NoSuchCidrCollectionException" });
  });

  it("answers by blocks once they are INSYNC, as GetChange tells", async () => {
    await change([put("lisbon", "203.0.113.0/24")]);
    await route("a.example", ["lisbon", "192.0.2.1"], ["*", "192.0.2.2"]);
    lab.clocks.labMs += INSYNC_AFTER_MS;
    const names = serveNames([lab.route53], {
      clock: { factor: 1, nowMs: () => lab.clocks.labMs },
      random: seededRandom(1),
      health: quietHealth(),
      atlas,
      targets: { find: () => undefined },
    });
    const answerFor = (address: string) => {
      const [zone] = names.zones();
      if (zone === undefined) throw new Error("no zone");
      const client = { ...STRANGER, network: { address, prefixLength: 32 } };
      const { sets } = resolveName(
        zone,
        { name: "www.a.example.", type: "A" },
        client,
        names.means,
      );
      return sets[0]?.values;
    };
    expect(answerFor("203.0.113.7")).toEqual(["192.0.2.1"]);
    expect(answerFor("198.51.100.7")).toEqual(["192.0.2.2"]);
    const { Id } = await change([put("lisbon", "198.51.100.0/24")]);
    const status = async () =>
      (await lab.client.send(new GetChangeCommand({ Id }))).ChangeInfo?.Status;
    expect([await status(), answerFor("198.51.100.7")]).toEqual(["PENDING", ["192.0.2.2"]]);
    lab.clocks.labMs += INSYNC_AFTER_MS;
    expect([await status(), answerFor("198.51.100.7")]).toEqual(["INSYNC", ["192.0.2.1"]]);
  });
});
