import {
  AddEndpointsCommand,
  DescribeEndpointGroupCommand,
  type EndpointConfiguration,
  type EndpointIdentifier,
  RemoveEndpointsCommand,
  UpdateAcceleratorCommand,
} from "@aws-sdk/client-global-accelerator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ALB,
  type LabGlobalAccelerator,
  newAccelerator,
  newGroup,
  newListener,
  openLabGlobalAccelerator,
} from "./lab-global-accelerator.ts";

const EIP = "eipalloc-0123456789abcdef0";

describe("infra/lab/aws/global-accelerator/endpoint-operations", () => {
  let lab: LabGlobalAccelerator;
  let accelerator: string;
  let EndpointGroupArn: string;
  beforeEach(async () => {
    lab = await openLabGlobalAccelerator();
    accelerator = await newAccelerator(lab);
    const listener = await newListener(lab, accelerator);
    EndpointGroupArn = await newGroup(lab, listener, {
      EndpointConfigurations: [{ EndpointId: ALB }],
    });
  });
  afterEach(() => lab.close());

  const add = (...EndpointConfigurations: EndpointConfiguration[]) =>
    lab.client.send(new AddEndpointsCommand({ EndpointGroupArn, EndpointConfigurations }));
  const remove = (...EndpointIdentifiers: EndpointIdentifier[]) =>
    lab.client.send(new RemoveEndpointsCommand({ EndpointGroupArn, EndpointIdentifiers }));
  const inGroup = async () => {
    const { EndpointGroup } = await lab.client.send(
      new DescribeEndpointGroupCommand({ EndpointGroupArn }),
    );
    return EndpointGroup?.EndpointDescriptions?.map(
      ({ EndpointId, Weight, ClientIPPreservationEnabled: kept }) => [EndpointId, Weight, kept],
    );
  };

  it("adds endpoints beside those that are there, and answers with the new ones", async () => {
    const answer = await add({ EndpointId: EIP, Weight: 7 });
    expect(answer).toMatchObject({
      EndpointGroupArn,
      EndpointDescriptions: [{ EndpointId: EIP, Weight: 7, HealthState: "INITIAL" }],
    });
    expect(answer.EndpointDescriptions).toHaveLength(1);
    expect(await inGroup()).toEqual([
      [ALB, 128, true],
      [EIP, 7, false],
    ]);
  });

  it("takes a load balancer twice, with and without the client's address, but not thrice", async () => {
    await add({ EndpointId: ALB, ClientIPPreservationEnabled: false, Weight: 1 });
    await expect(add({ EndpointId: ALB })).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: `${ALB}: stands twice in the endpoint group`,
    });
    await remove({ EndpointId: ALB, ClientIPPreservationEnabled: true });
    expect(await inGroup()).toEqual([[ALB, 1, false]]);
  });

  it("removes all that are named, or none", async () => {
    await add({ EndpointId: EIP });
    await expect(remove({ EndpointId: EIP }, { EndpointId: "none" })).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "EndpointIdentifiers: none is not in the group",
    });
    expect(await inGroup()).toHaveLength(2);
    await remove({ EndpointId: EIP }, { EndpointId: ALB });
    expect(await inGroup()).toEqual([]);
  });

  it("needs the client's address everywhere in a dual-stack accelerator", async () => {
    const dual = new UpdateAcceleratorCommand({
      AcceleratorArn: accelerator,
      IpAddressType: "DUAL_STACK",
    });
    await add({ EndpointId: EIP });
    await expect(lab.client.send(dual)).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: `A dual-stack accelerator needs ClientIPPreservationEnabled of ${EIP}`,
    });
    await remove({ EndpointId: EIP });
    await lab.client.send(dual);
    await expect(add({ EndpointId: EIP })).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
  });

  it("asks for at least one endpoint, and a group that is there", async () => {
    await expect(add()).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(remove()).rejects.toMatchObject({ name: "InvalidArgumentException" });
    EndpointGroupArn = "arn:none";
    await expect(add({ EndpointId: EIP })).rejects.toMatchObject({
      name: "EndpointGroupNotFoundException",
    });
  });
});
