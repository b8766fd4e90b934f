import type { LogColumns } from "../contract/traffic-log.ts";
import { TrafficLogProblem } from "./traffic-log-problem.ts";

type Meaning = keyof LogColumns;

/** Where what is found in a row; null where no column has it. */
export type ColumnPlan = Readonly<Record<Meaning, number | null>> & {
  /** Column with the day where `time` has the time of day alone, as in logs of CloudFront. */
  readonly day: number | null;
};

/** Names that columns go by in logs, without capitals and everything but letters and digits. */
const KNOWN: Readonly<Record<Meaning, readonly string[]>> = {
  client: [
    "clientip",
    "cip",
    "clientport",
    "client",
    "remoteaddr",
    "remoteip",
    "sourceip",
    "srcip",
    "clientaddress",
    "ipaddress",
    "ip",
    "remotehost",
  ],
  country: [
    "country",
    "countrycode",
    "clientcountry",
    "ccountry",
    "cloudfrontviewercountry",
    "viewercountry",
    "geocountry",
  ],
  group: ["group", "clientgroup", "groupid"],
  bytesIn: [
    "bytesin",
    "csbytes",
    "receivedbytes",
    "bytesreceived",
    "requestbytes",
    "requestsize",
    "requestlength",
  ],
  bytesOut: [
    "bytesout",
    "scbytes",
    "sentbytes",
    "bytessent",
    "responsebytes",
    "responsesize",
    "bodybytessent",
    "bytes",
    "size",
  ],
  requests: ["requests", "requestcount", "count", "hits"],
  time: ["time", "timestamp", "datetime", "ts", "date", "day"],
};

/**
 * Finds the columns of a log.
 *
 * @throws TrafficLogProblem where a column that was named is not there, or none tells whose a row is
 */
export function columnPlan(names: readonly string[], said: LogColumns = {}): ColumnPlan {
  const plain = names.map(plainName);
  const find = (meaning: Meaning): number | null => {
    const named = said[meaning];
    if (named !== undefined) return namedColumn(names, named, meaning);
    const at = KNOWN[meaning].map((name) => plain.indexOf(name)).find((found) => found >= 0);
    return at ?? null;
  };
  const plan = {
    client: find("client"),
    country: find("country"),
    group: find("group"),
    bytesIn: find("bytesIn"),
    bytesOut: find("bytesOut"),
    requests: find("requests"),
    time: find("time"),
  };
  if (plan.client === null && plan.country === null && plan.group === null) {
    throw new TrafficLogProblem(
      `no column tells whose a row is; there are ${names.join(", ")}`,
      "name the one with the client's address, country or group: --column client=NAME",
    );
  }
  const day = plain.indexOf("date");
  return { ...plan, day: said.time === undefined && day >= 0 && day !== plan.time ? day : null };
}

function namedColumn(names: readonly string[], name: string, meaning: Meaning): number {
  const at = names.indexOf(name);
  if (at >= 0) return at;
  throw new TrafficLogProblem(
    `there is no column ${name} for ${meaning}; there are ${names.join(", ")}`,
    "correct the name of the column, or leave it out to have it recognised",
  );
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
