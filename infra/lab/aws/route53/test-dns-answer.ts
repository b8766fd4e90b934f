import { isIP } from "node:net";
import {
  RRType,
  TestDNSAnswer$,
  type TestDNSAnswerRequest,
  type TestDNSAnswerResponse,
} from "@aws-sdk/client-route-53";
import { type RestXmlOperation, restXmlOperation } from "../rest-xml.ts";
import type { DnsTester, SimulatedAsker } from "./dns-tester.ts";
import { canonicalName } from "./domain-name.ts";
import type { HostedZones } from "./hosted-zones.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { invalidInput } from "./problems.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html */
const DEFAULT_MASK = { 4: 24, 6: 64 } as const;
const WIDEST_MASK = { 4: 32, 6: 128 } as const;

/**
 * TestDNSAnswer: what the zone's name servers say now to a resolver or a client subnet. As `dig` shows
 * it in the answer section: of a CNAME within the zone first its target, then what that leads to.
 */
export function testDnsAnswerOperation(zones: HostedZones, tester: DnsTester): RestXmlOperation {
  return restXmlOperation<TestDNSAnswerRequest, TestDNSAnswerResponse>(
    TestDNSAnswer$,
    ROUTE53_NAMESPACE,
    (request) => {
      const zone = zones.get(request.HostedZoneId);
      const { RecordName = "", RecordType } = request;
      const name = canonicalName(RecordName);
      if (name === undefined) {
        throw invalidInput(`Invalid request: RecordName '${RecordName}' is not a domain name`);
      }
      const types: readonly string[] = Object.values(RRType);
      if (RecordType === undefined || !types.includes(RecordType)) {
        throw invalidInput(
          `Invalid request: RecordType must be one of [${types.join(", ")}], but is ${RecordType}`,
        );
      }
      const asker = askerOf(request);
      const answer = tester.answer(zone.id, { name, type: RecordType }, asker);
      return {
        Nameserver: zone.nameServers[0],
        RecordName,
        RecordType,
        RecordData: [...answer.values],
        ResponseCode: answer.responseCode,
        Protocol: "UDP",
      };
    },
  );
}

/** Throws InvalidInput for what is no address, and for a mask that does not fit one. */
function askerOf(request: TestDNSAnswerRequest): SimulatedAsker {
  const { ResolverIP, EDNS0ClientSubnetIP: address, EDNS0ClientSubnetMask: mask } = request;
  if (ResolverIP !== undefined) familyOf("ResolverIP", ResolverIP);
  if (address === undefined) {
    if (mask !== undefined) {
      throw invalidInput("Invalid request: EDNS0ClientSubnetMask needs EDNS0ClientSubnetIP");
    }
    return { resolverAddress: ResolverIP, subnet: undefined };
  }
  const family = familyOf("EDNS0ClientSubnetIP", address);
  const widest = WIDEST_MASK[family];
  if (mask !== undefined && !(/^\d{1,3}$/.test(mask) && Number(mask) <= widest)) {
    throw invalidInput(
      `Invalid request: EDNS0ClientSubnetMask must lie between 0 and ${widest} for IPv${family}, but is '${mask}'`,
    );
  }
  const prefixLength = mask === undefined ? DEFAULT_MASK[family] : Number(mask);
  return { resolverAddress: ResolverIP, subnet: { address, prefixLength } };
}

function familyOf(field: string, address: string): 4 | 6 {
  const family = isIP(address);
  if (family === 4 || family === 6) return family;
  throw invalidInput(
    `Invalid request: ${field} must be an IPv4 or IPv6 address, but is '${address}'`,
  );
}
