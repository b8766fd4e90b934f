import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type TargetGroup,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { FoundItem } from "../../contract/inventory-reading.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";

const service = "elasticloadbalancing";

/** Lists the target groups of a Region that stand behind load balancers, with the health of each target. */
export async function readTargetHealth(reader: PartReader, region: string): Promise<PartEnd> {
  const pages = pagesOf(
    (Marker: string | undefined) =>
      reader.call({ service, region, action: "DescribeTargetGroups" }, (client, options) =>
        client.send(new DescribeTargetGroupsCommand({ Marker }), options),
      ),
    ({ NextMarker }) => tokenOf(NextMarker),
  );
  for await (const { TargetGroups = [] } of pages) {
    for (const group of TargetGroups) {
      if ((group.LoadBalancerArns ?? []).length === 0) continue;
      const { TargetHealthDescriptions = [] } = await reader.call(
        { service, region, action: "DescribeTargetHealth" },
        (client, options) =>
          client.send(
            new DescribeTargetHealthCommand({ TargetGroupArn: group.TargetGroupArn }),
            options,
          ),
      );
      reader.add("targetGroups", [
        foundTargetGroup(group, TargetHealthDescriptions, reader.account, region),
      ]);
    }
  }
  return {};
}

function foundTargetGroup(
  group: TargetGroup,
  health: readonly TargetHealthDescription[],
  account: string,
  region: string,
): FoundItem<"targetGroups"> {
  return {
    account,
    region,
    arn: group.TargetGroupArn ?? "",
    name: group.TargetGroupName ?? "",
    protocol: group.Protocol ?? null,
    port: group.Port ?? null,
    loadBalancers: [...(group.LoadBalancerArns ?? [])].sort(),
    targets: health.map(({ Target, TargetHealth }) => ({
      id: Target?.Id ?? "",
      port: Target?.Port ?? null,
      zone: Target?.AvailabilityZone ?? null,
      state: TargetHealth?.State ?? "unknown",
      reason: TargetHealth?.Reason ?? null,
    })),
  };
}
