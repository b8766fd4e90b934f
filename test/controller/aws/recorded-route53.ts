import type { ApiService } from "../../../infra/lab/aws/api-service.ts";

const NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

/** Answers to GET requests that are fixed, by the last words of their paths. */
const RECORDED: readonly (readonly [name: string, path: RegExp, body: string])[] = [
  [
    "ListCidrCollections",
    /\/cidrcollection$/,
    `<ListCidrCollectionsResponse xmlns="${NAMESPACE}"><CidrCollections><member><Arn>arn:aws:route53:::cidrcollection/c8c02a84-aaaa-bbbb-e0d2-d833a2f80106</Arn><Id>c8c02a84-aaaa-bbbb-e0d2-d833a2f80106</Id><Name>offices</Name><Version>3</Version></member></CidrCollections></ListCidrCollectionsResponse>`,
  ],
  [
    "ListCidrBlocks",
    /\/cidrblocks$/,
    `<ListCidrBlocksResponse xmlns="${NAMESPACE}"><CidrBlocks><member><CidrBlock>203.0.113.0/24</CidrBlock><LocationName>lisbon</LocationName></member><member><CidrBlock>198.51.100.0/24</CidrBlock><LocationName>lisbon</LocationName></member></CidrBlocks></ListCidrBlocksResponse>`,
  ],
  [
    "GetHealthCheckStatus",
    /\/healthcheck\/[^/]+\/status$/,
    `<GetHealthCheckStatusResponse xmlns="${NAMESPACE}"><HealthCheckObservations>${observation("us-east-1", "Success: HTTP Status Code 200, OK")}${observation("eu-west-1", "Success: HTTP Status Code 200, OK")}${observation("sa-east-1", "Failure: Connection timed out.")}</HealthCheckObservations></GetHealthCheckStatusResponse>`,
  ],
];

function observation(region: string, status: string): string {
  return `<HealthCheckObservation><Region>${region}</Region><IPAddress>203.0.113.9</IPAddress><StatusReport><Status>${status}</Status><CheckedTime>2026-11-20T10:00:00.000Z</CheckedTime></StatusReport></HealthCheckObservation>`;
}

/** The lab's Route 53 with answers of AWS to calls whose results a test wants to know beforehand. */
export function withRecordedCalls(service: ApiService): ApiService {
  return {
    signingName: service.signingName,
    rates: service.rates,
    errorAnswer: (problem, requestId) => service.errorAnswer(problem, requestId),
    operationOf(call) {
      const found = RECORDED.find(([, path]) => call.method === "GET" && path.test(call.path));
      if (found === undefined) return service.operationOf(call);
      const [name, , body] = found;
      const headers = { "content-type": "text/xml" };
      return { name, answer: () => ({ status: 200, headers, body }) };
    },
  };
}
