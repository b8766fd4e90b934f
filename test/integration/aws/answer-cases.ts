import type { ResourceRecordSet } from "@aws-sdk/client-route-53";

/** What the cases lead to beside the world's endpoints: addresses for examples (RFC 5737). */
const [A, B, C, D] = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"] as const;

/** A record set as far as the cases tell them apart; the fields in small letters are for the test to spell out. */
export interface CaseSet
  extends Omit<Partial<ResourceRecordSet>, "Name" | "Type" | "HealthCheckId" | "AliasTarget"> {
  /** An address. */
  to?: string;
  /** A label in the zone that it is an alias to, with its health. */
  alias?: string;
  /** A resource that it is an alias to. */
  resource?: "accelerator" | "balancer";
  /** A check that always finds its endpoint well, or one that never does. */
  check?: "well" | "ill";
  /** Of the CIDR collection: `narrow` is eu-central-1's own block, `wide` one that holds also af-south-1's. */
  location?: "narrow" | "wide" | "*";
}

export interface AnswerCase {
  readonly title: string;
  /** By label in the zone; the first is asked for. */
  readonly names: Readonly<Record<string, readonly CaseSet[]>>;
  /** By vantage: everything that it is led to. */
  readonly gets: Readonly<Record<string, readonly string[]>>;
  /** How often each asks, where lots are drawn: so often that shares are compared. */
  readonly draws?: number;
  /** Another name to ask for than the first label. */
  readonly asks?: string;
}

/** Who asks, where each has one answer of its own. */
const by = (usw2: string, euc1: string, afs1: string, perth: string, lisbon: string) => ({
  "us-west-2": [usw2],
  "eu-central-1": [euc1],
  "af-south-1": [afs1],
  "ap-southeast-2-per-1a": [perth],
  "office-lisbon": [lisbon],
});
const all = (to: string) => by(to, to, to, to, to);

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html */
export const ANSWER_CASES: readonly AnswerCase[] = [
  { title: "simple", names: { simple: [{ to: A }] }, gets: all(A) },
  {
    title: "simple with two values",
    names: {
      pair: [{ ResourceRecords: [{ Value: A }, { Value: B }] }],
    },
    gets: { "us-west-2": [A, B], "office-lisbon": [A, B] },
    draws: 2,
  },
  {
    title: "simple by a wildcard",
    names: { "*.any": [{ to: A }] },
    asks: "some.any",
    gets: all(A),
  },
  { title: "no record", names: {}, asks: "nowhere", gets: all("none") },
  {
    title: "weighted, one with 0",
    names: {
      weighted: [
        { to: A, Weight: 3 },
        { to: B, Weight: 1 },
        { to: C, Weight: 0 },
      ],
    },
    gets: { "us-west-2": [A, B], "office-lisbon": [A, B] },
    draws: 32,
  },
  {
    title: "weighted, the heavy one unhealthy",
    names: {
      limping: [
        { to: A, Weight: 200, check: "ill" },
        { to: B, Weight: 1, check: "well" },
      ],
    },
    gets: { "us-west-2": [B], "office-lisbon": [B] },
    draws: 4,
  },
  {
    // The world's Route 53 takes Cape Town for near to Virginia.
    title: "latency",
    names: {
      latency: [
        { to: A, Region: "us-east-1" },
        { to: B, Region: "eu-west-1" },
        { to: C, Region: "ap-southeast-2" },
      ],
    },
    gets: by(A, B, A, C, B),
  },
  {
    title: "latency, Ireland unhealthy",
    names: {
      farther: [
        { to: A, Region: "us-east-1", check: "well" },
        { to: B, Region: "eu-west-1", check: "ill" },
        { to: C, Region: "ap-southeast-2" },
      ],
    },
    gets: by(A, A, A, C, A),
  },
  {
    title: "failover, the primary healthy",
    names: {
      primary: [
        { to: A, Failover: "PRIMARY", check: "well" },
        { to: B, Failover: "SECONDARY" },
      ],
    },
    gets: all(A),
  },
  {
    title: "failover, the primary unhealthy",
    names: {
      secondary: [
        { to: A, Failover: "PRIMARY", check: "ill" },
        { to: B, Failover: "SECONDARY" },
      ],
    },
    gets: all(B),
  },
  {
    title: "failover, both unhealthy",
    names: {
      neither: [
        { to: A, Failover: "PRIMARY", check: "ill" },
        { to: B, Failover: "SECONDARY", check: "ill" },
      ],
    },
    gets: { "us-west-2": [A], "office-lisbon": [A] },
  },
  {
    title: "geolocation: country, continent, default; the smallest unhealthy",
    names: {
      area: [
        { to: A, GeoLocation: { ContinentCode: "EU" } },
        { to: B, GeoLocation: { CountryCode: "PT" } },
        { to: C, GeoLocation: { CountryCode: "AU" }, check: "ill" },
        { to: D, GeoLocation: { CountryCode: "*" } },
      ],
    },
    gets: by(D, A, D, D, B),
  },
  {
    title: "geolocation without a default",
    names: {
      outside: [
        { to: A, GeoLocation: { ContinentCode: "EU" } },
        { to: B, GeoLocation: { ContinentCode: "AF" } },
      ],
    },
    gets: by("none", A, B, "none", A),
  },
  {
    title: "geoproximity without bias",
    names: {
      near: [
        { to: A, GeoProximityLocation: { AWSRegion: "us-east-1" } },
        { to: B, GeoProximityLocation: { AWSRegion: "eu-west-1" } },
        { to: C, GeoProximityLocation: { Coordinates: { Latitude: "19.08", Longitude: "72.88" } } },
        { to: D, GeoProximityLocation: { LocalZoneGroup: "us-west-2-lax-1" } },
      ],
    },
    gets: by(D, B, C, C, B),
  },
  {
    title: "geoproximity with bias: Ireland's area shrinks, Mumbai's grows",
    names: {
      biased: [
        { to: A, GeoProximityLocation: { AWSRegion: "us-east-1" } },
        { to: B, GeoProximityLocation: { AWSRegion: "eu-west-1", Bias: -85 } },
        {
          to: C,
          GeoProximityLocation: {
            Coordinates: { Latitude: "19.08", Longitude: "72.88" },
            Bias: 20,
          },
        },
        { to: D, GeoProximityLocation: { LocalZoneGroup: "us-west-2-lax-1" } },
      ],
    },
    gets: by(D, C, C, C, A),
  },
  {
    title: "ip-based: the narrowest block, a wider one, the default",
    names: {
      blocks: [
        { to: A, location: "narrow" },
        { to: B, location: "wide" },
        { to: C, location: "*" },
      ],
    },
    gets: by(C, A, B, C, C),
  },
  {
    title: "ip-based without a default",
    names: { closed: [{ to: A, location: "wide" }] },
    gets: by("none", A, A, "none", "none"),
  },
  {
    title: "multivalue, one unhealthy",
    names: {
      several: [
        { to: A, MultiValueAnswer: true, check: "well" },
        { to: B, MultiValueAnswer: true },
        { to: C, MultiValueAnswer: true, check: "ill" },
      ],
    },
    gets: { "us-west-2": [A, B], "office-lisbon": [A, B] },
    draws: 4,
  },
  {
    title: "a tree of aliases: latency over weighted, failover and a branch that is unhealthy",
    names: {
      tree: [
        { alias: "tree-use1", Region: "us-east-1" },
        { alias: "tree-euw1", Region: "eu-west-1" },
        { alias: "tree-apse2", Region: "ap-southeast-2" },
      ],
      "tree-use1": [
        { to: A, Weight: 1 },
        { to: B, Weight: 0 },
      ],
      "tree-euw1": [{ to: B, check: "ill", MultiValueAnswer: true }],
      "tree-apse2": [
        { to: C, Failover: "PRIMARY", check: "ill" },
        { to: D, Failover: "SECONDARY" },
      ],
    },
    gets: by(A, A, A, D, A),
  },
  {
    title: "an alias to the accelerator",
    names: { fast: [{ resource: "accelerator" }] },
    // Without Cape Town: what Route 53 takes for near there is not what the accelerator does.
    gets: {
      "us-west-2": ["shop-use1"],
      "eu-central-1": ["shop-euw1"],
      "ap-southeast-2-per-1a": ["shop-apse2"],
    },
  },
  {
    title: "an alias to a load balancer",
    names: { balanced: [{ resource: "balancer" }] },
    gets: all("shop-use1"),
  },
];
