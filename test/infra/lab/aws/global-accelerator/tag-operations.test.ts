import {
  CreateAcceleratorCommand,
  ListTagsForResourceCommand,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-global-accelerator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type LabGlobalAccelerator,
  newGroup,
  newListener,
  openLabGlobalAccelerator,
} from "./lab-global-accelerator.ts";

describe("infra/lab/aws/global-accelerator/tag-operations", () => {
  let lab: LabGlobalAccelerator;
  let accelerator: string;
  beforeEach(async () => {
    lab = await openLabGlobalAccelerator();
    const { Accelerator } = await lab.client.send(
      new CreateAcceleratorCommand({ Name: "shop", Tags: [{ Key: "team", Value: "web" }] }),
    );
    accelerator = Accelerator?.AcceleratorArn ?? "";
  });
  afterEach(() => lab.close());

  const tagsOf = async (ResourceArn: string) =>
    (await lab.client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
  const tag = (ResourceArn: string, ...Tags: Tag[]) =>
    lab.client.send(new TagResourceCommand({ ResourceArn, Tags }));

  it("keeps tags from the making on, adds, overwrites and removes", async () => {
    expect(await tagsOf(accelerator)).toEqual([{ Key: "team", Value: "web" }]);
    await tag(accelerator, { Key: "team", Value: "net" }, { Key: "env", Value: "" });
    expect(await tagsOf(accelerator)).toEqual([
      { Key: "team", Value: "net" },
      { Key: "env", Value: "" },
    ]);
    await lab.client.send(
      new UntagResourceCommand({ ResourceArn: accelerator, TagKeys: ["team", "none"] }),
    );
    expect(await tagsOf(accelerator)).toEqual([{ Key: "env", Value: "" }]);
  });

  it("has room for 50", async () => {
    const tags = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ Key: `key-${n}`, Value: "x" }));
    await tag(accelerator, ...tags(49));
    await expect(tag(accelerator, ...tags(51))).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "Tags: a resource can have no more than 50",
    });
    expect(await tagsOf(accelerator)).toHaveLength(50);
  });

  it("names what is not there by its kind", async () => {
    const listener = await newListener(lab, accelerator);
    const group = await newGroup(lab, listener);
    expect(await tagsOf(listener)).toEqual([]);
    expect(await tagsOf(group)).toEqual([]);
    const wrong: [string, string][] = [
      ["arn:none", "AcceleratorNotFoundException"],
      [`${accelerator}/listener/0`, "ListenerNotFoundException"],
      [`${listener}/endpoint-group/0`, "EndpointGroupNotFoundException"],
    ];
    for (const [arn, name] of wrong) {
      await expect(tagsOf(arn)).rejects.toMatchObject({ name });
      await expect(tag(arn, { Key: "a", Value: "b" })).rejects.toMatchObject({ name });
    }
  });
});
