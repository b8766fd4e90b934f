import {
  CreateAcceleratorCommand,
  DeleteAcceleratorCommand,
  DeleteListenerCommand,
  DescribeAcceleratorAttributesCommand,
  DescribeAcceleratorCommand,
  ListAcceleratorsCommand,
  ListByoipCidrsCommand,
  ListCrossAccountAttachmentsCommand,
  ListCustomRoutingAcceleratorsCommand,
  paginateListAccelerators,
  UpdateAcceleratorAttributesCommand,
  UpdateAcceleratorCommand,
} from "@aws-sdk/client-global-accelerator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  BEGAN_MS,
  DEPLOY_AFTER_MS,
  type LabGlobalAccelerator,
  newAccelerator,
  newListener,
  openLabGlobalAccelerator,
} from "./lab-global-accelerator.ts";

describe("infra/lab/aws/global-accelerator/accelerator-operations", () => {
  let lab: LabGlobalAccelerator;
  beforeEach(async () => {
    lab = await openLabGlobalAccelerator();
  });
  afterEach(() => lab.close());

  const describeOne = async (AcceleratorArn: string) =>
    (await lab.client.send(new DescribeAcceleratorCommand({ AcceleratorArn }))).Accelerator;

  it("makes an accelerator with names, addresses and times as AWS has them", async () => {
    const { Accelerator } = await lab.client.send(new CreateAcceleratorCommand({ Name: "shop" }));
    expect(Accelerator).toEqual({
      AcceleratorArn: expect.stringMatching(
        /^arn:aws:globalaccelerator::111122223333:accelerator\/[0-9a-f-]{36}$/,
      ),
      Name: "shop",
      IpAddressType: "IPV4",
      Enabled: true,
      IpSets: [
        { IpFamily: "IPv4", IpAddressFamily: "IPv4", IpAddresses: ["127.1.3.1", "127.1.3.2"] },
      ],
      DnsName: expect.stringMatching(/^a[0-9a-f]{16}\.awsglobalaccelerator\.com$/),
      Status: "IN_PROGRESS",
      CreatedTime: new Date(BEGAN_MS),
      LastModifiedTime: new Date(BEGAN_MS),
      Events: [],
    });
    expect(await describeOne(Accelerator?.AcceleratorArn ?? "")).toEqual(Accelerator);
  });

  it("answers in us-west-2 alone", async () => {
    const elsewhere = lab.clientWith({ region: "us-east-1" });
    await expect(elsewhere.send(new ListAcceleratorsCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
      message: "Credential should be scoped to a valid region, not 'us-east-1'.",
    });
  });

  it("gives a dual-stack accelerator two more addresses and another name", async () => {
    const { Accelerator } = await lab.client.send(
      new CreateAcceleratorCommand({ Name: "shop", IpAddressType: "DUAL_STACK" }),
    );
    expect(Accelerator?.IpSets?.map(({ IpAddressFamily }) => IpAddressFamily)).toEqual([
      "IPv4",
      "IPv6",
    ]);
    expect(Accelerator?.DualStackDnsName).toMatch(
      /^a[0-9a-f]{16}\.dualstack\.awsglobalaccelerator\.com$/,
    );
  });

  it("is IN_PROGRESS until the edges have it, after every change anew", async () => {
    const arn = await newAccelerator(lab);
    lab.pass(DEPLOY_AFTER_MS - 1);
    expect(await describeOne(arn)).toMatchObject({ Status: "IN_PROGRESS" });
    expect(lab.deployed.has(arn)).toBe(false);
    lab.pass(1);
    expect(await describeOne(arn)).toMatchObject({ Status: "DEPLOYED" });
    expect(lab.deployed.get(arn)).toMatchObject({ enabled: true, listeners: [] });
    const listener = await newListener(lab, arn);
    expect(await describeOne(arn)).toMatchObject({
      Status: "IN_PROGRESS",
      LastModifiedTime: new Date(BEGAN_MS + DEPLOY_AFTER_MS),
    });
    expect(lab.deployed.get(arn)?.listeners).toEqual([]);
    lab.pass(DEPLOY_AFTER_MS);
    expect(lab.deployed.get(arn)?.listeners).toMatchObject([{ arn: listener }]);
  });

  it("is the same accelerator for the same request with the same token", async () => {
    const once = new CreateAcceleratorCommand({ Name: "shop", IdempotencyToken: "once" });
    const first = await lab.client.send(once);
    expect((await lab.client.send(once)).Accelerator).toEqual(first.Accelerator);
    await expect(
      lab.client.send(new CreateAcceleratorCommand({ Name: "other", IdempotencyToken: "once" })),
    ).rejects.toMatchObject({ name: "InvalidArgumentException" });
    expect((await lab.client.send(new ListAcceleratorsCommand({}))).Accelerators).toHaveLength(1);
  });

  it("changes name and state", async () => {
    const arn = await newAccelerator(lab);
    const { Accelerator } = await lab.client.send(
      new UpdateAcceleratorCommand({ AcceleratorArn: arn, Name: "other", Enabled: false }),
    );
    expect(Accelerator).toMatchObject({ AcceleratorArn: arn, Name: "other", Enabled: false });
    await lab.client.send(new UpdateAcceleratorCommand({ AcceleratorArn: arn, Enabled: true }));
    expect(await describeOne(arn)).toMatchObject({ Name: "other", Enabled: true });
  });

  it("is only deleted when disabled and without listeners", async () => {
    const arn = await newAccelerator(lab);
    const ListenerArn = await newListener(lab, arn);
    lab.pass(DEPLOY_AFTER_MS);
    const remove = () => lab.client.send(new DeleteAcceleratorCommand({ AcceleratorArn: arn }));
    await expect(remove()).rejects.toMatchObject({ name: "AcceleratorNotDisabledException" });
    await lab.client.send(new UpdateAcceleratorCommand({ AcceleratorArn: arn, Enabled: false }));
    await expect(remove()).rejects.toMatchObject({ name: "AssociatedListenerFoundException" });
    await lab.client.send(new DeleteListenerCommand({ ListenerArn }));
    await remove();
    expect(lab.deployed.has(arn)).toBe(false);
    await expect(describeOne(arn)).rejects.toMatchObject({
      name: "AcceleratorNotFoundException",
      $metadata: { httpStatusCode: 404 },
    });
    // What was still on its way to the edges does not come back.
    lab.pass(DEPLOY_AFTER_MS);
    expect(lab.deployed.has(arn)).toBe(false);
  });

  it("lists page by page, ten on a page where nothing else is said", async () => {
    const made: string[] = [];
    for (let n = 0; n < 12; n += 1) made.push(await newAccelerator(lab, `shop-${n}`));
    const { Accelerators, NextToken } = await lab.client.send(new ListAcceleratorsCommand({}));
    expect(Accelerators).toHaveLength(10);
    expect(NextToken).toBeDefined();
    const listed: (string | undefined)[] = [];
    let pages = 0;
    for await (const page of paginateListAccelerators({ client: lab.client, pageSize: 5 }, {})) {
      pages += 1;
      listed.push(...(page.Accelerators ?? []).map(({ AcceleratorArn }) => AcceleratorArn));
    }
    expect(pages).toBe(3);
    expect(listed).toEqual(made);
    await expect(
      lab.client.send(new ListAcceleratorsCommand({ NextToken: "none" })),
    ).rejects.toMatchObject({ name: "InvalidNextTokenException" });
    await expect(
      lab.client.send(new ListAcceleratorsCommand({ MaxResults: 101 })),
    ).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  it("has room for 20", async () => {
    for (let n = 0; n < 20; n += 1) await newAccelerator(lab, `shop-${n}`);
    await expect(newAccelerator(lab, "one-more")).rejects.toMatchObject({
      name: "LimitExceededException",
    });
  });

  it.each([
    [{ Name: "-shop" }, /^Name: must be 1 to 64/],
    [{ Name: "shop." }, /^Name: /],
    [{ Name: "a_b" }, /^Name: /],
    [{ Name: "x".repeat(65) }, /^Name: /],
    [{ Name: "shop", IpAddresses: ["198.51.100.1"] }, /^IpAddresses: .* brought to the account/],
    [{ Name: "shop", Tags: [{ Key: "aws:x", Value: "y" }] }, /^Tags.0.Key: must not begin/],
  ])("refuses %j", async (request, message) => {
    await expect(lab.client.send(new CreateAcceleratorCommand(request))).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: expect.stringMatching(message),
    });
  });

  it("keeps the settings of flow logs", async () => {
    const AcceleratorArn = await newAccelerator(lab);
    const attributes = async () =>
      (await lab.client.send(new DescribeAcceleratorAttributesCommand({ AcceleratorArn })))
        .AcceleratorAttributes;
    expect(await attributes()).toEqual({ FlowLogsEnabled: false });
    const update = (more: object) =>
      lab.client.send(new UpdateAcceleratorAttributesCommand({ AcceleratorArn, ...more }));
    await expect(update({ FlowLogsEnabled: true })).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "FlowLogsS3Bucket: is needed where flow logs are enabled",
    });
    await update({ FlowLogsEnabled: true, FlowLogsS3Bucket: "logs", FlowLogsS3Prefix: "ga/" });
    expect(await attributes()).toEqual({
      FlowLogsEnabled: true,
      FlowLogsS3Bucket: "logs",
      FlowLogsS3Prefix: "ga/",
    });
  });

  it("has no attachments, custom routing accelerators and address ranges", async () => {
    const attachments = await lab.client.send(new ListCrossAccountAttachmentsCommand({}));
    expect(attachments.CrossAccountAttachments).toEqual([]);
    const custom = await lab.client.send(new ListCustomRoutingAcceleratorsCommand({}));
    expect(custom.Accelerators).toEqual([]);
    expect((await lab.client.send(new ListByoipCidrsCommand({}))).ByoipCidrs).toEqual([]);
  });

  it("is at home in us-west-2 only", async () => {
    const elsewhere = lab.clientWith({ region: "eu-west-1" });
    await expect(elsewhere.send(new ListAcceleratorsCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
      message: "Credential should be scoped to a valid region, not 'eu-west-1'.",
    });
  });

  it("throttles, and says so as JSON services do", async () => {
    const list = () => lab.client.send(new ListAcceleratorsCommand({}));
    for (let n = 0; n < 50; n += 1) await list();
    await expect(list()).rejects.toMatchObject({
      name: "ThrottlingException",
      $metadata: { httpStatusCode: 400 },
    });
    lab.rest();
    await list();
  });
});
