import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import type { FoundRegion } from "../../contract/inventory-network.ts";
import type { ReadError } from "../../contract/inventory-part.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { optInOf } from "./opt-in.ts";

/**
 * Lists all Regions, also those that the account has not opted in to.
 *
 * @param wanted Regions that were named to be read; undefined for all that are opted in
 */
export async function readRegions(
  reader: PartReader,
  home: string,
  wanted: readonly string[] | undefined,
): Promise<PartEnd> {
  const { Regions = [] } = await reader.call(
    { service: "ec2", region: home, action: "DescribeRegions" },
    (client, options) => client.send(new DescribeRegionsCommand({ AllRegions: true }), options),
  );
  const found = Regions.map((region): FoundRegion => {
    const { RegionName: code = "", OptInStatus, Geography } = region;
    const optIn = optInOf(OptInStatus);
    return {
      account: reader.account,
      code,
      optIn,
      isRead: optIn !== "not-opted-in" && (wanted === undefined || wanted.includes(code)),
      geography: Geography?.[0]?.Name ?? null,
    };
  });
  reader.add("regions", found);
  const lacking = (wanted ?? []).filter((code) => !found.some((each) => each.code === code));
  const closed = found.filter(
    ({ code, optIn }) => optIn === "not-opted-in" && wanted?.includes(code) === true,
  );
  const error = unreadable(
    lacking,
    closed.map(({ code }) => code),
  );
  return error === undefined ? {} : { error };
}

function unreadable(lacking: readonly string[], closed: readonly string[]): ReadError | undefined {
  if (lacking.length === 0 && closed.length === 0) return undefined;
  const parts = [
    ...(lacking.length === 0 ? [] : [`AWS has no Region ${lacking.join(", ")}`]),
    ...(closed.length === 0 ? [] : [`the account has not opted in to ${closed.join(", ")}`]),
  ];
  return {
    kind: "unknown-region",
    code: lacking.length > 0 ? "UnknownRegion" : "RegionNotOptedIn",
    message: `Not all Regions that were named can be read: ${parts.join("; ")}.`,
    mend: "Correct the regions of this account in the settings, or opt in to them.",
  };
}
