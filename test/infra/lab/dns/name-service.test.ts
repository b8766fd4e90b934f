import { fc, it } from "@fast-check/vitest";
import { decode, encode } from "dns-packet";
import { describe, expect } from "vitest";
import { createNameService } from "../../../../infra/lab/dns/name-service.ts";
import { atlas, smallWorld, vantageOf } from "../small-world.ts";
import { addressesOf, isAuthoritative, query, rcodeOf, subnetRecord } from "./ask.ts";
import { shopNames } from "./shop-names.ts";

const world = smallWorld();
const serve = createNameService(world, atlas, shopNames(world, atlas));
const [virginia, ireland] = world.endpoints.map((endpoint) => endpoint.address);
const source = (id: string) => vantageOf(world, id).sourceAddress;

function ask(message: Buffer, from = "127.0.0.1") {
  const answered = serve(message, from);
  if (answered === undefined) throw new Error("no answer");
  return { reply: decode(answered.message), delay: answered.delay };
}

function echoedScope(reply: ReturnType<typeof decode>) {
  return reply.additionals?.flatMap((record) =>
    record.type === "OPT"
      ? record.options.map((option) =>
          "scopePrefixLength" in option ? option.scopePrefixLength : null,
        )
      : [],
  );
}

describe("infra/lab/dns/name-service", () => {
  it("answers with authority, the TTL and the question as it was asked", () => {
    const { reply } = ask(query("Shop.LAB.test"), source("us-east-1"));
    expect(reply).toMatchObject({ id: 4_711, type: "response" });
    expect(isAuthoritative(reply)).toBe(true);
    expect(reply.questions?.[0]?.name).toBe("Shop.LAB.test");
    expect(reply.answers).toMatchObject([{ type: "A", ttl: 60, data: virginia }]);
    expect(reply.additionals).toEqual([]);
  });

  it("tells the client by the subnet before the source address", () => {
    const frankfurt = vantageOf(world, "eu-central-1").clientSubnet.split("/")[0] ?? "";
    const { reply } = ask(
      query("shop.lab.test", "A", [subnetRecord(frankfurt)]),
      source("us-east-1"),
    );
    expect(addressesOf(reply)).toEqual([ireland]);
    expect(echoedScope(reply)).toEqual([24]);
    const unknown = ask(
      query("shop.lab.test", "A", [subnetRecord("203.0.113.0")]),
      source("eu-central-1"),
    );
    expect(addressesOf(unknown.reply)).toEqual([ireland]);
    expect(echoedScope(unknown.reply)).toEqual([0]);
  });

  it("follows Route 53's belief for Cape Town", () => {
    expect(addressesOf(ask(query("shop.lab.test"), source("af-south-1")).reply)).toEqual([
      virginia,
    ]);
  });

  it("leads pinned names to their endpoint, whoever asks", () => {
    for (const from of [source("us-east-1"), source("eu-central-1"), "127.0.0.1"]) {
      expect(addressesOf(ask(query("shop-euw1.shop.lab.test"), from).reply)).toEqual([ireland]);
    }
    const pinned = ask(query("shop-euw1.shop.lab.test", "A", [subnetRecord("198.18.1.0")]));
    expect(echoedScope(pinned.reply)).toEqual([0]);
  });

  it.each([
    ["a name that is not there", "nothing.shop.lab.test", "A", 3, true, 1],
    ["a type that is not there", "shop.lab.test", "AAAA", 0, true, 1],
    ["a foreign name", "example.com", "A", 5, false, 0],
    ["a name that only looks like it", "ashop.lab.test", "A", 5, false, 0],
  ] as const)("answers %s as it should", (_what, name, type, rcode, authoritative, soas) => {
    const { reply } = ask(query(name, type));
    expect(rcodeOf(reply)).toBe(rcode);
    expect(isAuthoritative(reply)).toBe(authoritative);
    expect(addressesOf(reply)).toEqual([]);
    expect(reply.authorities?.map((record) => record.type)).toEqual(Array(soas).fill("SOA"));
  });

  it("answers for its SOA", () => {
    expect(addressesOf(ask(query("shop.lab.test", "SOA")).reply)).toEqual(["SOA"]);
  });

  it("refuses other operations and strange numbers of questions", () => {
    const status = encode({ type: "query", id: 1, flags: 2 << 11, questions: [] });
    expect(rcodeOf(ask(status).reply)).toBe(4);
    const none = encode({ type: "query", id: 1, questions: [] });
    expect(rcodeOf(ask(none).reply)).toBe(1);
  });

  it("never answers an answer", () => {
    const response = encode({
      type: "response",
      id: 1,
      questions: [{ type: "A", name: "shop.lab.test" }],
    });
    expect(serve(response, "127.0.0.1")).toBeUndefined();
  });

  it("delays by the asker's way to the nearest edge, and a stranger not at all", () => {
    expect(ask(query("shop.lab.test"), source("us-east-1")).delay?.rttUs).toBe(1_000);
    expect(ask(query("shop.lab.test")).delay).toBeNull();
    expect(
      ask(query("shop.lab.test", "A", [subnetRecord("198.18.4.0")])).delay?.rttUs,
    ).toBeGreaterThan(8_000);
  });

  it.prop([fc.uint8Array({ maxLength: 600 })], { numRuns: 500 })("survives any bytes", (bytes) => {
    const answered = serve(Buffer.from(bytes), source("us-east-1"));
    if (bytes.length < 4) expect(answered).toBeUndefined();
    if (answered !== undefined) expect(answered.message.length).toBeGreaterThanOrEqual(12);
  });

  it.prop([fc.nat(200), fc.nat(255), fc.nat(200), fc.nat(255)], {
    numRuns: 1_000,
    // A long label with a byte beyond ASCII.
    examples: [[69, 46, 177, 128]],
  })("survives a damaged query", (at, value, otherAt, otherValue) => {
    const message = query("shop.lab.test", "A", [subnetRecord("198.18.1.0")]);
    message[at % message.length] = value;
    message[otherAt % message.length] = otherValue;
    const answered = serve(message, source("us-east-1"));
    if (answered !== undefined) expect(() => decode(answered.message)).not.toThrow();
  });
});
