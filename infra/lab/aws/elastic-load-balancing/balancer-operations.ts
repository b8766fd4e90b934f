import {
  DescribeListeners$,
  type DescribeListenersInput,
  type DescribeListenersOutput,
  DescribeLoadBalancers$,
  type DescribeLoadBalancersInput,
  type DescribeLoadBalancersOutput,
  DescribeTags$,
  type DescribeTagsInput,
  type DescribeTagsOutput,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ApiOperation } from "../api-service.ts";
import { queryOperation } from "../query.ts";
import { validationError } from "../query-problems.ts";
import { ELB_DIALECT } from "./dialect.ts";
import { type BalancerHoldings, mustHave, regionOfArn } from "./holdings.ts";
import { named } from "./named.ts";
import { pageOf } from "./page.ts";
import { notFound } from "./problems.ts";

const MOST_TAGGED = 20;

/** Load balancers of the Region that is asked, their listeners, and tags. */
export function balancerOperations(holdings: BalancerHoldings): ApiOperation[] {
  const noBalancer = () => notFound("LoadBalancer");
  return [
    queryOperation<DescribeLoadBalancersInput, DescribeLoadBalancersOutput>(
      DescribeLoadBalancers$,
      ELB_DIALECT,
      (input, { region }) => {
        const { LoadBalancerArns, Names } = input;
        if (LoadBalancerArns !== undefined && Names !== undefined) {
          throw validationError("Specify either load balancer names or ARNs, not both");
        }
        const here = holdings.loadBalancers.filter(
          ({ LoadBalancerArn }) => regionOfArn(LoadBalancerArn) === region,
        );
        const byArn = named(here, LoadBalancerArns, (each) => each.LoadBalancerArn, noBalancer);
        const wanted = named(byArn, Names, (each) => each.LoadBalancerName, noBalancer);
        const { items, next } = pageOf(wanted, input);
        return { LoadBalancers: items, ...next };
      },
    ),
    queryOperation<DescribeListenersInput, DescribeListenersOutput>(
      DescribeListeners$,
      ELB_DIALECT,
      (input, { region }) => {
        const { ListenerArns, LoadBalancerArn: balancer } = input;
        if ((ListenerArns === undefined) === (balancer === undefined)) {
          throw validationError("Specify either a load balancer ARN or listener ARNs");
        }
        const here = holdings.listeners.filter(
          ({ ListenerArn }) => regionOfArn(ListenerArn) === region,
        );
        if (balancer !== undefined) mustHave(holdings, balancer, region);
        const own = here.filter(
          ({ LoadBalancerArn }) => balancer === undefined || LoadBalancerArn === balancer,
        );
        const noListener = () => notFound("Listener");
        const wanted = named(own, ListenerArns, (each) => each.ListenerArn, noListener);
        const { items, next } = pageOf(wanted, input);
        return { Listeners: items, ...next };
      },
    ),
    queryOperation<DescribeTagsInput, DescribeTagsOutput>(
      DescribeTags$,
      ELB_DIALECT,
      ({ ResourceArns = [] }, { region }) => {
        if (ResourceArns.length < 1 || ResourceArns.length > MOST_TAGGED) {
          throw validationError(`Specify 1 to ${MOST_TAGGED} resource ARNs`);
        }
        return { TagDescriptions: ResourceArns.map((arn) => tagsOf(holdings, arn, region)) };
      },
    ),
  ];
}

function tagsOf(holdings: BalancerHoldings, ResourceArn: string, region: string) {
  const kind = ResourceArn.includes(":targetgroup/")
    ? "TargetGroup"
    : ResourceArn.includes(":listener/")
      ? "Listener"
      : "LoadBalancer";
  const arns = {
    LoadBalancer: holdings.loadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
    Listener: holdings.listeners.map(({ ListenerArn }) => ListenerArn),
    TargetGroup: holdings.targetGroups.map(({ TargetGroupArn }) => TargetGroupArn),
  }[kind];
  if (!arns.includes(ResourceArn) || regionOfArn(ResourceArn) !== region) throw notFound(kind);
  return { ResourceArn, Tags: [...(holdings.tags.get(ResourceArn) ?? [])] };
}
