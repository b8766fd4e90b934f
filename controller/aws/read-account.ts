import { type AwsAccount, accountOfRole } from "../contract/aws-settings.ts";
import type { AwsService, PartSubject, ReadError } from "../contract/inventory-part.ts";
import type { AwsOptions } from "./aws-options.ts";
import type { PartList } from "./part-list.ts";
import { type PartContext, type ReadPart, readPart, skippedPart } from "./part-reader.ts";
import { readAccelerators } from "./read/accelerators.ts";
import { readCidrCollections } from "./read/cidr-collections.ts";
import { readHealthChecks } from "./read/health-checks.ts";
import { readHostedZones } from "./read/hosted-zones.ts";
import { readIdentity } from "./read/identity.ts";
import { readRegions } from "./read/regions.ts";
import { readHealth, readZoneRecords } from "./read-dns-parts.ts";
import { readRegionParts } from "./read-region-parts.ts";
import { openSession } from "./session.ts";

/** What the reading of an account needs of the whole. */
export type ReadingOptions = {
  readonly options: AwsOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  /** Whose the own credentials were at the last reading, for when they cannot be asked now. */
  readonly ownAccount: string | undefined;
};

/** Parts that begin an account; what follows from them becomes known later. */
const FIRST: readonly (readonly [AwsService, PartSubject])[] = [
  ["ec2", "regions"],
  ["globalaccelerator", "accelerators"],
  ["route53", "hosted-zones"],
  ["route53", "cidr-collections"],
  ["route53", "health-checks"],
];

/** Reads one account, every part by itself. Nothing is thrown. */
export async function readAccount(
  account: AwsAccount,
  { options, env, nowMs, signal, ownAccount }: ReadingOptions,
  list: PartList,
): Promise<void> {
  const session = openSession({ options, account, env, signal });
  const roleArn = account.roleArn ?? null;
  let isKnown = false;
  const context: PartContext = {
    session,
    roleArn,
    endpoint: options.endpoint ?? null,
    isKnown: () => isKnown,
    nowMs,
    signal,
    counted: (items) => list.counted(items),
  };
  const reading =
    (id: string): ReadPart =>
    ({ service, subject, scope }, read, expected) => {
      const name = { account: id, service, subject, scope };
      return list.read(name, () => readPart(name, context, read, expected));
    };
  try {
    const named = account.id ?? (roleArn === null ? undefined : accountOfRole(roleArn));
    const assumed = named ?? ownAccount ?? "own";
    const identity = await readPart(
      { account: assumed, service: "sts", subject: "identity", scope: null },
      context,
      (reader) => readIdentity(reader, session.home, { named, roleArn }),
    );
    const id = identity.found.accounts?.[0]?.id ?? assumed;
    list.add({ ...identity, part: { ...identity.part, account: id } });
    const { error } = identity.part;
    isKnown = error === null;
    if (error !== null && isHopeless(error)) {
      for (const [service, subject] of FIRST) {
        const name = { account: id, service, subject, scope: null };
        list.add(skippedPart(name, nowMs(), { error }));
      }
      return;
    }
    await readAll(reading(id), session.home, account, options.mostHealthStatuses);
  } finally {
    session.close();
  }
}

/** Without credentials every other call would fail of the same; a service that is away is another matter. */
function isHopeless({ kind, code }: ReadError): boolean {
  return (
    ["denied", "expired-token", "no-credentials"].includes(kind) ||
    code === "WrongAccount" ||
    code === "ReadingEnded"
  );
}

async function readAll(
  read: ReadPart,
  home: string,
  account: AwsAccount,
  mostHealthStatuses: number,
): Promise<void> {
  const regional = async () => {
    const { found, part } = await read(
      { service: "ec2", subject: "regions", scope: null },
      (reader) => readRegions(reader, home, account.regions),
    );
    // Where the list could not be read, the Regions that were named are tried all the same.
    const regions = (found.regions ?? []).filter(({ isRead }) => isRead).map(({ code }) => code);
    const tried = part.state === "failed" ? (account.regions ?? []) : regions;
    await Promise.all(tried.map((region) => readRegionParts(read, region)));
  };
  const dns = async () => {
    const [zones, checks] = await Promise.all([
      read({ service: "route53", subject: "hosted-zones", scope: null }, readHostedZones),
      read({ service: "route53", subject: "health-checks", scope: null }, readHealthChecks),
    ]);
    const records = await readZoneRecords(read, zones);
    await readHealth(read, { checks, records, most: mostHealthStatuses });
  };
  await Promise.all([
    regional(),
    dns(),
    read({ service: "globalaccelerator", subject: "accelerators", scope: null }, readAccelerators),
    read({ service: "route53", subject: "cidr-collections", scope: null }, readCidrCollections),
  ]);
}
