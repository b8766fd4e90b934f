import type { ServiceFile } from "../../contract/service-file.ts";
import type { TrafficOfLog } from "../traffic/traffic-of-tally.ts";

/**
 * A file with the shares and volumes of a log in the place of what its groups state, and without the log.
 * DNS queries stay as they are stated: no access log knows them. What all users have together is stated no
 * more where the groups add up to it.
 *
 * @throws TypeError where a group is not in the log: a group without users has no share.
 */
export function takeTraffic(file: ServiceFile, taken: TrafficOfLog): ServiceFile {
  const { traffic: { csv, perMonth, ...traffic } = {}, ...same } = file;
  const byId = new Map(taken.groups.map((group) => [group.id, group]));
  const clientGroups = file.clientGroups.map(({ trafficPerMonth, ...group }) => {
    const found = byId.get(group.id);
    if (found === undefined) throw new TypeError(`${group.id} is not in the log`);
    const { dnsQueries } = trafficPerMonth ?? {};
    const own = { ...found.trafficPerMonth, ...(dnsQueries === undefined ? {} : { dnsQueries }) };
    const volumes = Object.keys(own).length === 0 ? {} : { trafficPerMonth: own };
    return { ...group, share: found.share, ...volumes };
  });
  const left = perMonth?.dnsQueries === undefined ? {} : { dnsQueries: perMonth.dnsQueries };
  const rest = { ...traffic, ...(Object.keys(left).length === 0 ? {} : { perMonth: left }) };
  return {
    ...same,
    clientGroups,
    ...(Object.keys(rest).length === 0 ? {} : { traffic: rest }),
  };
}
