import {
  DescribeTargetGroups$,
  type DescribeTargetGroupsInput,
  type DescribeTargetGroupsOutput,
  DescribeTargetHealth$,
  type DescribeTargetHealthInput,
  type DescribeTargetHealthOutput,
  type TargetDescription,
  type TargetGroup,
  type TargetHealth,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ApiOperation } from "../api-service.ts";
import { queryOperation } from "../query.ts";
import { validationError } from "../query-problems.ts";
import { ELB_DIALECT } from "./dialect.ts";
import { type BalancerHoldings, mustHave, regionOfArn } from "./holdings.ts";
import { named } from "./named.ts";
import { pageOf } from "./page.ts";
import { notFound } from "./problems.ts";

/** What a load balancer knows of a target that is registered with a group in use. */
export type TargetHealthOf = (targetGroupArn: string, targetId: string) => TargetHealth;

const NOT_REGISTERED: TargetHealth = {
  State: "unused",
  Reason: "Target.NotRegistered",
  Description: "Target is not registered to the target group",
};

const NOT_IN_USE: TargetHealth = {
  State: "unused",
  Reason: "Target.NotInUse",
  Description: "Target group is not configured to receive traffic from the load balancer",
};

/** Target groups of the Region that is asked, and how their targets are. */
export function targetOperations(
  holdings: BalancerHoldings,
  healthOf: TargetHealthOf,
): ApiOperation[] {
  const noGroup = () => notFound("TargetGroup");
  const groupsIn = (region: string) =>
    holdings.targetGroups.filter(({ TargetGroupArn }) => regionOfArn(TargetGroupArn) === region);
  return [
    queryOperation<DescribeTargetGroupsInput, DescribeTargetGroupsOutput>(
      DescribeTargetGroups$,
      ELB_DIALECT,
      (input, { region }) => {
        const { LoadBalancerArn: balancer, Names, TargetGroupArns } = input;
        const ways = [balancer, Names, TargetGroupArns].filter((way) => way !== undefined);
        if (ways.length > 1) {
          throw validationError(
            "Specify a load balancer ARN, target group ARNs or names, not several",
          );
        }
        if (balancer !== undefined) mustHave(holdings, balancer, region);
        const here = groupsIn(region);
        const behind = here.filter(
          ({ LoadBalancerArns = [] }) =>
            balancer === undefined || LoadBalancerArns.includes(balancer),
        );
        const byArn = named(behind, TargetGroupArns, (each) => each.TargetGroupArn, noGroup);
        const wanted = named(byArn, Names, (each) => each.TargetGroupName, noGroup);
        const { items, next } = pageOf(wanted, input);
        return { TargetGroups: items, ...next };
      },
    ),
    queryOperation<DescribeTargetHealthInput, DescribeTargetHealthOutput>(
      DescribeTargetHealth$,
      ELB_DIALECT,
      ({ TargetGroupArn = "", Targets }, { region }) => {
        const group = groupsIn(region).find((each) => each.TargetGroupArn === TargetGroupArn);
        if (group === undefined) throw noGroup();
        const registered = holdings.targets.get(TargetGroupArn) ?? [];
        const TargetHealthDescriptions = (Targets ?? registered).map((target) =>
          described(target, group, registered, healthOf),
        );
        return { TargetHealthDescriptions };
      },
    ),
  ];
}

function described(
  asked: TargetDescription,
  group: TargetGroup,
  registered: readonly TargetDescription[],
  healthOf: TargetHealthOf,
): TargetHealthDescription {
  const Target = registered.find(
    ({ Id, Port }) => Id === asked.Id && Port === (asked.Port ?? Port),
  );
  if (Target === undefined) return { Target: asked, TargetHealth: NOT_REGISTERED };
  const isUsed = (group.LoadBalancerArns ?? []).length > 0;
  return {
    Target,
    HealthCheckPort: String(Target.Port ?? group.Port ?? ""),
    TargetHealth: isUsed ? healthOf(group.TargetGroupArn ?? "", Target.Id ?? "") : NOT_IN_USE,
  };
}
