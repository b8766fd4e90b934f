import {
  DescribeServicesCommand,
  type Filter,
  GetAttributeValuesCommand,
  GetProductsCommand,
  ListPriceListsCommand,
  type PricingClient,
} from "@aws-sdk/client-pricing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApiServer } from "../../../../../infra/lab/aws/api-server.ts";
import { openLabPricing, pricingClient } from "./lab-pricing.ts";

describe("infra/lab/aws/pricing", () => {
  let server: ApiServer;
  let client: PricingClient;

  // Each asks as often as it likes: rates have tests of their own.
  beforeEach(async () => {
    server = await openLabPricing();
    client = pricingClient(server.endpoint);
  });
  afterEach(async () => {
    client.destroy();
    await server.close();
  });

  const products = async (ServiceCode: string, Filters: Filter[] = [], MaxResults = 100) => {
    const answer = await client.send(new GetProductsCommand({ ServiceCode, Filters, MaxResults }));
    return { answer, texts: (answer.PriceList ?? []).map(String) };
  };
  const filter = (Field: string, Value: string, Type: Filter["Type"] = "TERM_MATCH"): Filter => ({
    Type,
    Field,
    Value,
  });

  it("names its services and their attributes", async () => {
    const { Services, FormatVersion } = await client.send(new DescribeServicesCommand({}));
    expect(FormatVersion).toBe("aws_v1");
    expect(Services?.map(({ ServiceCode }) => ServiceCode)).toEqual([
      "AWSDataTransfer",
      "AWSELB",
      "AWSGlobalAccelerator",
      "AmazonEC2",
      "AmazonRoute53",
      "AmazonVPC",
    ]);
    expect(Services?.[3]?.AttributeNames).toEqual(
      expect.arrayContaining(["instanceType", "regionCode", "tenancy", "usagetype"]),
    );
  });

  it.each([
    ["eu-central-1", true],
    ["ap-south-1", true],
    ["us-west-2", false],
    ["eu-wset-1", false],
  ])("has an endpoint in %s: %s", async (region, isThere) => {
    const there = pricingClient(server.endpoint, { region });
    const answer = there.send(new DescribeServicesCommand({}));
    await (isThere
      ? expect(answer).resolves.toBeDefined()
      : expect(answer).rejects.toMatchObject({
          name: "InvalidSignatureException",
          message: `Credential should be scoped to a valid region, not '${region}'.`,
        }));
    there.destroy();
  });

  it("lists the values of an attribute", async () => {
    const ask = new GetAttributeValuesCommand({
      ServiceCode: "AmazonEC2",
      AttributeName: "instanceType",
    });
    const { AttributeValues } = await client.send(ask);
    expect(AttributeValues?.map(({ Value }) => Value)).toEqual([
      "t3.medium",
      "t3.micro",
      "t4g.micro",
      "t4g.nano",
    ]);
  });

  it("answers products as texts of JSON in the shape of aws_v1, labelled as the lab's", async () => {
    const { answer, texts } = await products("AmazonRoute53", [filter("usagetype", "HostedZone")]);
    expect(answer).toMatchObject({ FormatVersion: "aws_v1" });
    expect(answer.NextToken).toBeUndefined();
    expect(texts).toHaveLength(1);
    const product = JSON.parse(texts[0] ?? "") as Record<string, unknown>;
    expect(product).toMatchObject({
      product: {
        productFamily: "DNS Zone",
        attributes: { servicecode: "AmazonRoute53", usagetype: "HostedZone" },
        sku: expect.stringMatching(/^[0-9A-Z]{16}$/),
      },
      serviceCode: "AmazonRoute53",
      publicationDate: "2026-11-01T09:00:00Z",
    });
    expect(texts[0]).toContain("Lab data, not a price of AWS");
    expect(texts[0]).toContain('"pricePerUnit":{"USD":"0.5000000000"}');
  });

  it("pages to the end, each product once", async () => {
    const filters = [filter("transferType", "InterRegion Outbound")];
    const { answer, texts } = await products("AWSDataTransfer", filters, 100);
    const seen = [...texts];
    let token = answer.NextToken;
    while (token !== undefined) {
      const page = await client.send(
        new GetProductsCommand({
          ServiceCode: "AWSDataTransfer",
          Filters: filters,
          MaxResults: 100,
          NextToken: token,
        }),
      );
      seen.push(...(page.PriceList ?? []).map(String));
      token = page.NextToken;
    }
    expect(seen.length).toBeGreaterThan(500);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each<[string, Filter[], number]>([
    ["all filters at once", [filter("instanceType", "t3.micro"), filter("tenancy", "Host")], 0],
    ["a part of a text", [filter("usagetype", "BoxUsage:t3.me", "CONTAINS")], 6],
    ["one of several", [filter("instanceType", "t3.micro,t4g.nano", "ANY_OF")], 14],
    ["none of several", [filter("instanceType", "t3.micro,t4g.nano", "NONE_OF")], 14],
    ["an attribute that nothing has", [filter("flavour", "mint")], 0],
  ])("filters by %s", async (_, filters, count) => {
    expect((await products("AmazonEC2", filters)).texts).toHaveLength(count);
  });

  it("lists price lists by Region", async () => {
    const ask = new ListPriceListsCommand({
      ServiceCode: "AWSELB",
      EffectiveDate: new Date("2026-11-02"),
      CurrencyCode: "USD",
    });
    const { PriceLists } = await client.send(ask);
    expect(PriceLists?.map(({ RegionCode }) => RegionCode)).toEqual([
      "ap-southeast-2",
      "eu-west-1",
      "us-east-1",
    ]);
  });

  it.each([
    ["a service that it has not", { ServiceCode: "AmazonMoon" }, "NotFoundException"],
    ["a page too large", { ServiceCode: "AWSELB", MaxResults: 101 }, "InvalidParameterException"],
    ["a token of its own", { ServiceCode: "AWSELB", NextToken: "x" }, "InvalidNextTokenException"],
  ])("refuses %s", async (_, input, name) => {
    await expect(client.send(new GetProductsCommand(input))).rejects.toMatchObject({ name });
  });

  it("refuses the token of another question", async () => {
    const { answer } = await products("AmazonEC2", [], 1);
    const ask = new GetProductsCommand({
      ServiceCode: "AWSELB",
      MaxResults: 1,
      ...(answer.NextToken === undefined ? {} : { NextToken: answer.NextToken }),
    });
    await expect(client.send(ask)).rejects.toMatchObject({ name: "InvalidNextTokenException" });
  });

  it("checks the signature like every other service of the lab", async () => {
    const credentials = { accessKeyId: "AKIALABPRICING", secretAccessKey: "another" };
    const stranger = pricingClient(server.endpoint, { credentials });
    await expect(stranger.send(new DescribeServicesCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    stranger.destroy();
  });
});
