import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";

const GA_ZONE = "Z2BJ6XQ5FK7U4H";

type Fields = Partial<ResourceRecordSet>;

/** A record set of `www.shop.example.`, type A, with other fields where they are given. */
export function www(fields: Fields = {}): ResourceRecordSet {
  const values = { TTL: 60, ResourceRecords: [{ Value: "192.0.2.1" }] };
  return { Name: "www.shop.example.", Type: "A", ...values, ...fields };
}

function alias(fields: Fields, target: Partial<ResourceRecordSet["AliasTarget"]> = {}) {
  const AliasTarget = {
    HostedZoneId: GA_ZONE,
    DNSName: "a0.awsglobalaccelerator.com.",
    EvaluateTargetHealth: false,
    ...target,
  };
  return { Name: "www.shop.example.", Type: "A" as const, AliasTarget, ...fields };
}

export const create = (...sets: ResourceRecordSet[]): Change[] =>
  sets.map((ResourceRecordSet) => ({ Action: "CREATE", ResourceRecordSet }));
export const upsert = (...sets: ResourceRecordSet[]): Change[] =>
  sets.map((ResourceRecordSet) => ({ Action: "UPSERT", ResourceRecordSet }));
export const remove = (...sets: ResourceRecordSet[]): Change[] =>
  sets.map((ResourceRecordSet) => ({ Action: "DELETE", ResourceRecordSet }));

const numbered = (count: number, fields: (n: number) => Fields) =>
  Array.from({ length: count }, (_, n) => www({ SetIdentifier: `s${n}`, ...fields(n) }));
const named = (count: number, fields: (n: number) => Fields = () => ({})) =>
  Array.from({ length: count }, (_, n) => www({ Name: `n${n}.shop.example.`, ...fields(n) }));
const addresses = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ Value: `10.0.${n >> 8}.${n & 255}` }));
const text = (count: number, length: number) =>
  named(count, () => ({ Type: "TXT", ResourceRecords: [{ Value: longText(length) }] }));

/** A TXT value of this many characters: strings of at most 255 between quotation marks. */
function longText(length: number): string {
  let value = "";
  while (value.length < length) {
    const room = length - value.length;
    const size = Math.min(room, room - 258 > 0 && room - 258 < 4 ? 250 : 258);
    const lead = value === "" ? "" : " ";
    value += `${lead}"${"x".repeat(Math.min(size, 257) - 2 - lead.length)}"`;
  }
  return value;
}

const NO_VALUES: Fields = { TTL: undefined, ResourceRecords: undefined };

/** Fields of one record set that make the request malformed. */
export const MALFORMED: readonly (readonly [string, Fields, RegExp])[] = [
  ["no values and no alias", NO_VALUES, /found none/],
  ["values and an alias", { AliasTarget: alias({}).AliasTarget }, /found more than one/],
  ["no TTL", { TTL: undefined }, /Missing field 'TTL'/],
  ["no values", { ResourceRecords: undefined }, /Missing field 'ResourceRecords'/],
  ["a negative TTL", { TTL: -1 }, /TTL must lie between 0 and 2147483647/],
  ["a TTL above 2^31 - 1", { TTL: 2_147_483_648 }, /TTL must lie/],
  ["a policy without a set identifier", { Weight: 1 }, /Missing field 'SetIdentifier'/],
  ["a set identifier without a policy", { SetIdentifier: "x" }, /Missing field 'Weight, Region/],
  ["two policies", { SetIdentifier: "x", Weight: 1, Failover: "PRIMARY" }, /found more than one/],
  [
    "a long set identifier",
    { SetIdentifier: "x".repeat(129), Weight: 1 },
    /SetIdentifier must lie/,
  ],
  ["a weight of 256", { SetIdentifier: "x", Weight: 256 }, /Weight must lie between 0 and 255/],
  ["a weight below 0", { SetIdentifier: "x", Weight: -1 }, /Weight must lie/],
  [
    "two values in a weighted set",
    { SetIdentifier: "x", Weight: 1, ResourceRecords: addresses(2) },
    /has one ResourceRecord/,
  ],
  [
    "two values in a latency set",
    { SetIdentifier: "x", Region: "us-east-1", ResourceRecords: addresses(2) },
    /has one ResourceRecord/,
  ],
  [
    "a Local Zone in a latency set",
    { SetIdentifier: "x", Region: "us-west-2-lax-1" as "us-west-2" },
    /Region must satisfy enum value set/,
  ],
  ["another failover", { SetIdentifier: "x", Failover: "THIRD" as "PRIMARY" }, /Failover must/],
  ["an empty geolocation", { SetIdentifier: "x", GeoLocation: {} }, /exactly one of ContinentCode/],
  [
    "continent and country",
    { SetIdentifier: "x", GeoLocation: { ContinentCode: "EU", CountryCode: "DE" } },
    /exactly one of ContinentCode/,
  ],
  [
    "a subdivision of a continent",
    { SetIdentifier: "x", GeoLocation: { ContinentCode: "EU", SubdivisionCode: "CA" } },
    /needs the CountryCode/,
  ],
  ["an unknown continent", { SetIdentifier: "x", GeoLocation: { ContinentCode: "XX" } }, /Contin/],
  ["a country in words", { SetIdentifier: "x", GeoLocation: { CountryCode: "DEU" } }, /CountryCo/],
  [
    "geoproximity in two ways",
    { SetIdentifier: "x", GeoProximityLocation: { AWSRegion: "us-east-1", LocalZoneGroup: "y" } },
    /exactly one of AWSRegion/,
  ],
  [
    "a bias of 100",
    { SetIdentifier: "x", GeoProximityLocation: { AWSRegion: "us-east-1", Bias: 100 } },
    /Bias must lie between -99 and 99/,
  ],
  [
    "a latitude with three decimals",
    {
      SetIdentifier: "x",
      GeoProximityLocation: { Coordinates: { Latitude: "1.234", Longitude: "1" } },
    },
    /Latitude must satisfy/,
  ],
  [
    "a longitude beyond the globe",
    {
      SetIdentifier: "x",
      GeoProximityLocation: { Coordinates: { Latitude: "1", Longitude: "181" } },
    },
    /Longitude must lie/,
  ],
  [
    "a long CIDR location",
    { SetIdentifier: "x", CidrRoutingConfig: { CollectionId: "c", LocationName: "x".repeat(17) } },
    /LocationName must satisfy/,
  ],
  [
    "a failover alias without its target's health",
    { ...NO_VALUES, SetIdentifier: "x", Failover: "PRIMARY", AliasTarget: alias({}).AliasTarget },
    /EvaluateTargetHealth must be true/,
  ],
  [
    "a multivalue alias",
    {
      ...NO_VALUES,
      SetIdentifier: "x",
      MultiValueAnswer: true,
      AliasTarget: alias({}).AliasTarget,
    },
    /cannot be used with AliasTarget/,
  ],
  ["multivalue false", { SetIdentifier: "x", MultiValueAnswer: false }, /must be true/],
  ["a multivalue CNAME", { SetIdentifier: "x", MultiValueAnswer: true, Type: "CNAME" }, /CNAME/],
  ["an unknown type", { Type: "SPFX" as "SPF" }, /Type must be one of/],
  ["a name that is none", { Name: "a..shop.example" }, /is not a domain name/],
  ["a label of 64", { Name: `${"x".repeat(64)}.shop.example` }, /is not a domain name/],
];

const own = alias({}, { HostedZoneId: "OWN", DNSName: "leaf.shop.example." });

/** What stands in the zone, a batch that is refused, and why. */
export const REFUSED: readonly (readonly [string, Change[], Change[], RegExp])[] = [
  [
    "creating what is there",
    create(www()),
    create(www({ TTL: 5 })),
    /^\[Tried to create resource record set \[name='www\.shop\.example\.', type='A'\] but it already exists\]$/,
  ],
  [
    "deleting what is not there",
    [],
    remove(www({ SetIdentifier: "x", Weight: 1 })),
    /^\[Tried to delete resource record set \[name='www\.shop\.example\.', type='A', set-identifier='x'\] but it was not found\]$/,
  ],
  ["deleting with another TTL", create(www()), remove(www({ TTL: 5 })), /do not match the current/],
  [
    "deleting with another value",
    create(www()),
    remove(www({ ResourceRecords: addresses(1) })),
    /but the values provided do not match the current values/,
  ],
  ["deleting twice", create(www()), remove(www(), www()), /an invalid set of changes/],
  [
    "upserting twice",
    [],
    upsert(www(), www()),
    /contains an invalid set of changes for a resource record set 'A www\.shop\.example\.'/,
  ],
  [
    "simple beside weighted",
    create(www({ SetIdentifier: "a", Weight: 1 })),
    create(www()),
    /cannot be created as a simple RRSet because a weighted RRSet exists/,
  ],
  [
    "latency beside weighted",
    create(www({ SetIdentifier: "a", Weight: 1 })),
    create(www({ SetIdentifier: "b", Region: "us-east-1" })),
    /cannot be created as a latency RRSet because a weighted RRSet exists/,
  ],
  [
    "one Region twice",
    create(www({ SetIdentifier: "a", Region: "us-east-1" })),
    create(www({ SetIdentifier: "b", Region: "us-east-1" })),
    /same name, type and region us-east-1 already exists/,
  ],
  [
    "two primaries",
    create(www({ SetIdentifier: "a", Failover: "PRIMARY" })),
    create(www({ SetIdentifier: "b", Failover: "PRIMARY" })),
    /failover PRIMARY already exists/,
  ],
  [
    "a country twice",
    create(www({ SetIdentifier: "a", GeoLocation: { CountryCode: "*" } })),
    create(www({ SetIdentifier: "b", GeoLocation: { CountryCode: "*" } })),
    /geolocation \* already exists/,
  ],
  [
    "a CIDR location twice",
    [],
    create(
      ...numbered(2, () => ({ CidrRoutingConfig: { CollectionId: "c", LocationName: "office" } })),
    ),
    /location c\/office already exists/,
  ],
  [
    "weighted sets of two TTLs",
    create(www({ SetIdentifier: "a", Weight: 1 })),
    create(www({ SetIdentifier: "b", Weight: 1, TTL: 5 })),
    /same TTL/,
  ],
  [
    "101 weighted sets",
    [],
    create(...numbered(101, () => ({ Weight: 1 }))),
    /more than 100 weight/,
  ],
  [
    "31 geoproximity sets",
    [],
    create(...numbered(31, () => ({ GeoProximityLocation: { AWSRegion: "us-east-1" } }))),
    /more than 30 geoproximity RRSets/,
  ],
  [
    "a CNAME beside an address",
    create(www()),
    create(www({ Type: "CNAME", ResourceRecords: [{ Value: "a.example" }] })),
    /RRSet of type CNAME with DNS name www\.shop\.example\. is not permitted as it conflicts/,
  ],
  [
    "a CNAME at the apex",
    [],
    create(www({ Name: "shop.example", Type: "CNAME", ResourceRecords: [{ Value: "a.example" }] })),
    /not permitted at apex in zone shop\.example\./,
  ],
  [
    "a name of another zone",
    [],
    create(www({ Name: "www.notshop.example" })),
    /not permitted in z/,
  ],
  [
    "an address that is none",
    [],
    create(www({ ResourceRecords: [{ Value: "300.1.1.1" }] })),
    /IPv4/,
  ],
  ["an IPv6 that is none", [], create(www({ Type: "AAAA" })), /not a valid IPv6 address/],
  ["a bare text", [], create(www({ Type: "TXT" })), /enclosed in quotation marks/],
  ["a mail server without priority", [], create(www({ Type: "MX" })), /MXRRDATANotTwoFields/],
  ["a service without port", [], create(www({ Type: "SRV" })), /SRVRRDATANotFourFields/],
  [
    "a value twice",
    [],
    create(www({ ResourceRecords: [{ Value: "192.0.2.1" }, { Value: "192.0.2.1" }] })),
    /Duplicate Resource Record: '192\.0\.2\.1'/,
  ],
  ["an alias to nothing in the zone", [], create(own), /but that target was not found/],
  [
    "an alias to another type",
    create(www({ Name: "leaf.shop.example", Type: "TXT", ResourceRecords: [{ Value: '"x"' }] })),
    create(own),
    /but that target was not found/,
  ],
  [
    "an alias out of the zone",
    [],
    create(alias({}, { HostedZoneId: "OWN", DNSName: "a.example." })),
    /does not lie within the target zone/,
  ],
  ["an alias of type NS", [], create(alias({ Type: "NS" })), /cannot have the type NS/],
  [
    "the health of CloudFront",
    [],
    create(alias({}, { HostedZoneId: "Z2FDTNDATAQYW2", EvaluateTargetHealth: true })),
    /EvaluateTargetHealth cannot be set to true/,
  ],
  [
    "1,001 records",
    [],
    create(...named(1_001)),
    /^\[Number of records limit of 1000 exceeded\.\]$/,
  ],
  [
    "1,001 aliases",
    [],
    create(...named(1_001).map(({ Name }) => alias({ Name }))),
    /limit of 1000/,
  ],
  ["501 records upserted", [], upsert(...named(501)), /Number of records limit of 1000/],
  ["32,001 characters", [], create(...text(10, 3_200), ...text(1, 3)), /limit of 32000/],
  ["16,003 characters upserted", [], upsert(...text(5, 3_200), ...text(1, 3)), /limit of 32000/],
  ["401 values", [], create(www({ ResourceRecords: addresses(401) })), /more than 400 values/],
  ["a value of 4,001 characters", [], create(...text(1, 4_001)), /longer than 4000 characters/],
];

/** What stands in the zone, and a batch that is taken. */
export const TAKEN: readonly (readonly [string, Change[], Change[]])[] = [
  ["1,000 records in one request", [], create(...named(1_000))],
  ["500 records upserted", [], upsert(...named(500))],
  ["32,000 characters", [], create(...text(10, 3_200))],
  ["16,000 characters upserted", [], upsert(...text(5, 3_200))],
  ["400 values in one set", [], create(www({ ResourceRecords: addresses(400) }))],
  ["100 weighted sets", [], create(...numbered(100, () => ({ Weight: 255 })))],
  [
    "one policy in place of another, in one batch",
    create(www({ SetIdentifier: "a", Weight: 1 })),
    [...remove(www({ SetIdentifier: "a", Weight: 1 })), ...create(www())],
  ],
  [
    "an alias whose target comes later in the batch",
    [],
    create(own, www({ Name: "leaf.shop.example" })),
  ],
  [
    "values deleted in another order",
    create(www({ ResourceRecords: addresses(2) })),
    remove(www({ ResourceRecords: addresses(2).reverse() })),
  ],
  [
    "a wildcard deleted by its plain name",
    create(www({ Name: "*.shop.example" })),
    remove(www({ Name: "\\052.SHOP.example." })),
  ],
  [
    "types with values of their own form",
    [],
    create(
      www({ Type: "MX", ResourceRecords: [{ Value: "10 mail.shop.example" }] }),
      www({ Type: "SRV", ResourceRecords: [{ Value: "1 2 443 a.shop.example" }] }),
      www({ Type: "TXT", ResourceRecords: [{ Value: '"a" "b \\" c"' }] }),
      www({ Type: "AAAA", ResourceRecords: [{ Value: "2001:db8::1" }] }),
    ),
  ],
];
