import {
  ChangeTagsForResourceCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  ListTagsForResourceCommand,
  ListTagsForResourcesCommand,
  type Tag,
  type TagResourceType,
} from "@aws-sdk/client-route-53";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LabRoute53, openLabRoute53 } from "../lab-route53.ts";

describe("infra/lab/aws/route53/tag-operations", () => {
  let lab: LabRoute53;
  let zoneId: string;
  const createZone = async (Name: string) => {
    const command = new CreateHostedZoneCommand({ Name, CallerReference: Name });
    return (await lab.client.send(command)).HostedZone?.Id?.replace("/hostedzone/", "") ?? "";
  };
  const change = (AddTags: Tag[], RemoveTagKeys?: string[]) =>
    lab.client.send(
      new ChangeTagsForResourceCommand({
        ResourceType: "hostedzone",
        ResourceId: zoneId,
        AddTags,
        RemoveTagKeys,
      }),
    );
  const list = async (ResourceId = zoneId, ResourceType: TagResourceType = "hostedzone") => {
    const command = new ListTagsForResourceCommand({ ResourceType, ResourceId });
    return (await lab.client.send(command)).ResourceTagSet;
  };

  beforeEach(async () => {
    lab = await openLabRoute53();
    zoneId = await createZone("shop.example");
  });
  afterEach(() => lab.close());

  it("adds, overwrites and removes", async () => {
    expect((await list())?.Tags).toEqual([]);
    await change([tag("stage", "test"), tag("team", "a & b")]);
    await change([tag("stage", "")], ["team", "unknown"]);
    const expected = { ResourceType: "hostedzone", ResourceId: zoneId, Tags: [tag("stage", "")] };
    expect(await list()).toEqual(expected);
  });

  it("lists several resources of one type", async () => {
    const other = await createZone("other.example");
    await change([tag("a", "1")]);
    const ResourceIds = [other, zoneId];
    const of = (ids: string[]) =>
      lab.client.send(
        new ListTagsForResourcesCommand({ ResourceType: "hostedzone", ResourceIds: ids }),
      );
    const { ResourceTagSets } = await of(ResourceIds);
    expect(ResourceTagSets?.map((set) => set.ResourceId)).toEqual(ResourceIds);
    expect(ResourceTagSets?.map((set) => set.Tags)).toEqual([[], [tag("a", "1")]]);
    const many = Array.from({ length: 11 }, () => zoneId);
    await expect(of(many)).rejects.toMatchObject({ name: "InvalidInput" });
  });

  it("tags health checks as well", async () => {
    const HealthCheckConfig = { Type: "TCP", IPAddress: "127.77.2.1", Port: 80 } as const;
    const command = new CreateHealthCheckCommand({ CallerReference: "x", HealthCheckConfig });
    const { HealthCheck } = await lab.client.send(command);
    expect((await list(HealthCheck?.Id, "healthcheck"))?.Tags).toEqual([]);
  });

  it("refuses a resource that is not there, or not of a kind that has tags", async () => {
    await expect(list("ZNONE")).rejects.toMatchObject({ name: "NoSuchHostedZone" });
    await expect(list("x", "healthcheck")).rejects.toMatchObject({ name: "NoSuchHealthCheck" });
    const kind = "accelerator" as TagResourceType;
    await expect(list("x", kind)).rejects.toMatchObject({ name: "InvalidInput" });
    await change([tag("a", "1")]);
    await lab.client.send(new DeleteHostedZoneCommand({ Id: zoneId }));
    await expect(list()).rejects.toMatchObject({ name: "NoSuchHostedZone" });
  });

  it.each([
    ["an eleventh tag", Array.from({ length: 11 }, (_, n) => tag(`k${n}`, "v"))],
    ["a reserved key", [tag("aws:x", "v")]],
    ["a long key", [tag("k".repeat(129), "v")]],
    ["a long value", [tag("k", "v".repeat(257))]],
    ["nothing to do", []],
  ])("refuses %s and changes nothing", async (_, tags) => {
    await change([tag("stage", "test")]);
    await expect(change(tags)).rejects.toMatchObject({ name: "InvalidInput" });
    expect((await list())?.Tags).toEqual([tag("stage", "test")]);
  });
});

function tag(Key: string, Value: string): Tag {
  return { Key, Value };
}
