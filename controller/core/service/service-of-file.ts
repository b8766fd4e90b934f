import type { ClientGroup } from "../../contract/client-group.ts";
import { Service } from "../../contract/estate.ts";
import type { ServiceFile } from "../../contract/service-file.ts";
import { divideTraffic } from "./divide-traffic.ts";

/**
 * The service that a file declares, as the estate holds it: traffic of all users together is divided
 * among the groups.
 *
 * @throws TypeError where shares or volumes are still to be taken from a log.
 */
export function serviceOfFile(file: ServiceFile): Service {
  const { version, vantages, entries, traffic, incumbent, clientGroups, ...same } = file;
  if (traffic?.csv !== undefined)
    throw new TypeError("the log of traffic.csv has to be read first");
  const groups = clientGroups.map((group): ClientGroup => {
    if (group.share === undefined) throw new TypeError(`${group.id} has no share`);
    return { ...group, share: group.share };
  });
  return Service.parse({
    ...same,
    ...entries,
    clientGroups: divideTraffic(groups, traffic?.perMonth ?? {}),
    incumbent: incumbent?.entry,
    incumbentDesign: incumbent?.design,
  });
}
