import { type Selection, type Selector, same } from "./quote.ts";

/** In what things are counted that are no time and no volume. */
const COUNTED = /^(?!(hrs?|hours?|gb|gigabytes?|seconds?|queries)$).+/i;
const QUERIES = /^quer(y|ies)$/i;

/** Records of a hosted zone that its own price includes (aws.amazon.com/route53/pricing). */
const RECORDS_INCLUDED = 10_000;

type Row = { readonly usageType: string; readonly selection: Selection };

const query = (usageType: string, name: string, label: string, note?: string): Row => ({
  usageType,
  selection: {
    id: `route53.query.${name}`,
    label,
    unit: "query",
    per: 1_000_000,
    units: QUERIES,
    ...(note === undefined ? {} : { note }),
  },
});

const counted = (usageType: string, name: string, label: string, unit: string): Row => ({
  usageType,
  selection: { id: `route53.${name}`, label, unit, per: 1, units: COUNTED },
});

const ALIAS = query("Intra-AWS-DNS-Queries", "alias", "Alias queries to AWS resources");
const RECORDS = counted("Global-RRSets", "records", "Records of a hosted zone", "record");

/**
 * Usage types are matched whole: `USE2-DNS-Queries` is the Resolver's, and `Intra-AWS-Geo-Queries` is
 * another thing again.
 */
const ROWS: readonly Row[] = [
  counted("HostedZone", "hosted-zone", "Hosted zones", "zone"),
  {
    ...RECORDS,
    selection: {
      ...RECORDS.selection,
      included: RECORDS_INCLUDED,
      note: "The Price List names the price above 10,000; that these are included is of the price page.",
    },
  },
  query(
    "DNS-Queries",
    "standard",
    "Standard queries",
    "Failover, weighted and multivalue records have no line of their own and are taken as standard.",
  ),
  query("LBR-Queries", "latency", "Latency queries"),
  query("Geo-Queries", "geo", "Geolocation and geoproximity queries"),
  query("Cidr-Queries", "ip-based", "IP-based queries"),
  { ...ALIAS, selection: { ...ALIAS.selection, mayBeFree: true } },
  counted("Health-Check-AWS", "health-check.aws", "Health checks of AWS endpoints", "check"),
  counted(
    "Health-Check-Non-AWS",
    "health-check.other",
    "Health checks of other endpoints",
    "check",
  ),
  counted(
    "Health-Check-Option-AWS",
    "health-check-option.aws",
    "Options of health checks of AWS endpoints",
    "option",
  ),
  counted(
    "Health-Check-Option-Non-AWS",
    "health-check-option.other",
    "Options of health checks of other endpoints",
    "option",
  ),
  counted(
    "Traffic-Flow-Policy-Records",
    "traffic-policy-record",
    "Traffic Flow policy records",
    "record",
  ),
];

/** Products of `AmazonRoute53`. */
export const selectRoute53: Selector = (attributes) => {
  const usageType = attributes("usagetype");
  return ROWS.find((row) => same(row.usageType, usageType))?.selection ?? null;
};
