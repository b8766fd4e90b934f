import { describe, expect, it } from "vitest";
import { clientOfQuery } from "../../../../infra/lab/dns/clients.ts";
import { atlas, smallWorld, vantageOf } from "../small-world.ts";

const world = smallWorld();
const virginia = vantageOf(world, "us-east-1");
const frankfurt = vantageOf(world, "eu-central-1");
const inSubnet = (subnet: string) => subnet.replace("0/24", "7");
const subnet = { address: inSubnet(frankfurt.clientSubnet), prefixLength: 32 };
const ipv6 = { address: "2001:db8::", prefixLength: 48 };

describe("infra/lab/dns/clients", () => {
  it.each([
    ["a vantage", virginia.sourceAddress, undefined, "US", 32],
    ["a resolver in a vantage's subnet", subnet.address, undefined, "DE", 32],
    ["the subnet before the resolver", virginia.sourceAddress, subnet, "DE", 32],
    ["a subnet that nobody knows", virginia.sourceAddress, ipv6, "US", 48],
    ["a stranger", "203.0.113.9", undefined, undefined, 32],
    ["a stranger with IPv6", "2001:db8::1", undefined, undefined, 128],
    ["a resolver that nobody names", undefined, undefined, "US", undefined],
    ["a resolver that nobody names, for a subnet", undefined, subnet, "DE", 32],
  ])("takes for the client: %s", (_, address, sent, country, prefixLength) => {
    const { client } = clientOfQuery(world, atlas, { address, subnet: sent });
    expect(client.place?.country).toBe(country);
    expect(client.network?.prefixLength).toBe(prefixLength);
  });

  it("tells who was named from who stands at the source address", () => {
    const sent = { address: virginia.sourceAddress, subnet };
    expect(clientOfQuery(world, atlas, sent)).toMatchObject({ named: frankfurt, source: virginia });
  });
});
