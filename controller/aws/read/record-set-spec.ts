import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import { bareId } from "./route53.ts";

/** In the form of `RecordSet`, which is still to be checked. */
export function recordSetSpec(set: ResourceRecordSet): unknown {
  const { AliasTarget: alias } = set;
  return {
    name: set.Name,
    type: set.Type,
    setIdentifier: set.SetIdentifier,
    routing: routingSpec(set),
    ttlS: set.TTL,
    // An alias comes with an empty list of values.
    values: alias === undefined ? set.ResourceRecords?.map(({ Value }) => Value) : undefined,
    alias:
      alias === undefined
        ? undefined
        : {
            hostedZoneId: bareId(alias.HostedZoneId),
            dnsName: alias.DNSName,
            evaluateTargetHealth: alias.EvaluateTargetHealth,
          },
    healthCheckId: set.HealthCheckId,
    trafficPolicyInstanceId: set.TrafficPolicyInstanceId,
  };
}

/** The one policy whose fields are there. */
function routingSpec(set: ResourceRecordSet): unknown {
  if (set.Weight !== undefined) return { policy: "weighted", weight: set.Weight };
  if (set.Region !== undefined) return { policy: "latency", region: set.Region };
  if (set.Failover !== undefined) return { policy: "failover", role: set.Failover };
  if (set.MultiValueAnswer === true) return { policy: "multivalue" };
  const { GeoLocation: geo, GeoProximityLocation: near, CidrRoutingConfig: cidr } = set;
  if (geo !== undefined) {
    return {
      policy: "geolocation",
      continentCode: geo.ContinentCode,
      countryCode: geo.CountryCode,
      subdivisionCode: geo.SubdivisionCode,
    };
  }
  if (near !== undefined) {
    return {
      policy: "geoproximity",
      region: near.AWSRegion,
      localZoneGroup: near.LocalZoneGroup,
      coordinates:
        near.Coordinates === undefined
          ? undefined
          : { latitude: near.Coordinates.Latitude, longitude: near.Coordinates.Longitude },
      bias: near.Bias,
    };
  }
  if (cidr !== undefined) {
    return { policy: "ip-based", collectionId: cidr.CollectionId, location: cidr.LocationName };
  }
  return { policy: "simple" };
}
