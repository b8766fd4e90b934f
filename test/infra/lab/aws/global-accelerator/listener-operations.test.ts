import {
  CreateListenerCommand,
  type CreateListenerRequest,
  DeleteEndpointGroupCommand,
  DeleteListenerCommand,
  DescribeListenerCommand,
  ListListenersCommand,
  paginateListListeners,
  UpdateListenerCommand,
} from "@aws-sdk/client-global-accelerator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type LabGlobalAccelerator,
  newAccelerator,
  newGroup,
  newListener,
  openLabGlobalAccelerator,
} from "./lab-global-accelerator.ts";

const range = (FromPort: number, ToPort = FromPort) => ({ FromPort, ToPort });

describe("infra/lab/aws/global-accelerator/listener-operations", () => {
  let lab: LabGlobalAccelerator;
  let AcceleratorArn: string;
  beforeEach(async () => {
    lab = await openLabGlobalAccelerator();
    AcceleratorArn = await newAccelerator(lab);
  });
  afterEach(() => lab.close());

  const create = (more: Partial<CreateListenerRequest>) =>
    lab.client.send(
      new CreateListenerCommand({
        AcceleratorArn,
        Protocol: "TCP",
        PortRanges: [range(80)],
        ...more,
      }),
    );

  it("makes a listener below its accelerator", async () => {
    const { Listener } = await create({ PortRanges: [range(80), range(8000, 8010)] });
    expect(Listener).toEqual({
      ListenerArn: expect.stringMatching(new RegExp(`^${AcceleratorArn}/listener/[0-9a-f]{8}$`)),
      Protocol: "TCP",
      ClientAffinity: "NONE",
      PortRanges: [range(80), range(8000, 8010)],
    });
    const ListenerArn = Listener?.ListenerArn ?? "";
    const described = await lab.client.send(new DescribeListenerCommand({ ListenerArn }));
    expect(described.Listener).toEqual(Listener);
  });

  it("is the same listener for the same request with the same token", async () => {
    const first = await create({ IdempotencyToken: "once" });
    expect((await create({ IdempotencyToken: "once" })).Listener).toEqual(first.Listener);
    await expect(
      create({ IdempotencyToken: "once", PortRanges: [range(81)] }),
    ).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  it.each([
    ["backwards", [range(90, 80)]],
    ["port 0", [range(0, 80)]],
    ["beyond the last port", [range(80, 65_536)]],
    ["broken numbers", [range(80.5, 81)]],
    ["overlapping ranges", [range(80, 90), range(85)]],
  ])("refuses ports: %s", async (_, PortRanges) => {
    await expect(create({ PortRanges })).rejects.toMatchObject({
      name: "InvalidPortRangeException",
      message: expect.stringMatching(/^PortRanges: /),
    });
  });

  it("has a port once in an accelerator, and once more for the other protocol", async () => {
    await create({ PortRanges: [range(80, 90)] });
    await expect(create({ PortRanges: [range(90)] })).rejects.toMatchObject({
      name: "InvalidPortRangeException",
    });
    await create({ PortRanges: [range(90)], Protocol: "UDP" });
  });

  it.each([
    [{ PortRanges: [] }, /^PortRanges: must hold at least one/],
    [
      { PortRanges: Array.from({ length: 11 }, (_, n) => range(80 + n)) },
      /^PortRanges: must hold no more than 10/,
    ],
    [{ Protocol: "HTTP" as "TCP" }, /^Protocol: /],
    [{ ClientAffinity: "ALL" as "NONE" }, /^ClientAffinity: /],
  ])("refuses %j", async (more, message) => {
    await expect(create(more)).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: expect.stringMatching(message),
    });
  });

  it("changes what is named and nothing else", async () => {
    const ListenerArn = await newListener(lab, AcceleratorArn);
    const { Listener } = await lab.client.send(
      new UpdateListenerCommand({ ListenerArn, ClientAffinity: "SOURCE_IP" }),
    );
    expect(Listener).toMatchObject({ ClientAffinity: "SOURCE_IP", PortRanges: [range(80, 81)] });
    await lab.client.send(new UpdateListenerCommand({ ListenerArn, PortRanges: [range(81)] }));
    const { Listeners } = await lab.client.send(new ListListenersCommand({ AcceleratorArn }));
    expect(Listeners).toEqual([{ ...Listener, PortRanges: [range(81)] }]);
  });

  it("has room for 10, listed page by page", async () => {
    const made: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      made.push(await newListener(lab, AcceleratorArn, { PortRanges: [range(80 + n)] }));
    }
    await expect(create({ PortRanges: [range(443)] })).rejects.toMatchObject({
      name: "LimitExceededException",
    });
    const listed: (string | undefined)[] = [];
    const pages = paginateListListeners({ client: lab.client, pageSize: 4 }, { AcceleratorArn });
    for await (const { Listeners = [] } of pages) {
      listed.push(...Listeners.map(({ ListenerArn }) => ListenerArn));
    }
    expect(listed).toEqual(made);
  });

  it("is only deleted without endpoint groups", async () => {
    const ListenerArn = await newListener(lab, AcceleratorArn);
    const EndpointGroupArn = await newGroup(lab, ListenerArn);
    const remove = () => lab.client.send(new DeleteListenerCommand({ ListenerArn }));
    await expect(remove()).rejects.toMatchObject({
      name: "AssociatedEndpointGroupFoundException",
    });
    await lab.client.send(new DeleteEndpointGroupCommand({ EndpointGroupArn }));
    await remove();
    await expect(remove()).rejects.toMatchObject({ name: "ListenerNotFoundException" });
  });

  it("names the accelerator or listener that is not there", async () => {
    await expect(create({ AcceleratorArn: "arn:none" })).rejects.toMatchObject({
      name: "AcceleratorNotFoundException",
      message: "There is no accelerator arn:none",
    });
    await expect(
      lab.client.send(new DescribeListenerCommand({ ListenerArn: `${AcceleratorArn}/listener/0` })),
    ).rejects.toMatchObject({ name: "ListenerNotFoundException" });
  });
});
