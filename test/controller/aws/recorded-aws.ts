import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import type { AwsOptions } from "../../../controller/aws/aws-options.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import { type ApiServer, openApiServer } from "../../../infra/lab/aws/api-server.ts";
import { KeyRing } from "../../../infra/lab/aws/key-ring.ts";
import { createRoute53, type Route53 } from "../../../infra/lab/aws/route53/create-route53.ts";
import { servedRecords } from "../../../infra/lab/aws/route53/zone.ts";
import { ServiceProblem } from "../../../infra/lab/aws/service-problem.ts";
import { quietHealth } from "../../infra/lab/health/quiet-health.ts";
import { ACCELERATOR_ANSWERS, EC2_ANSWERS, ELB_ANSWERS, stsAnswers } from "./recorded-answers.ts";
import { withRecordedCalls } from "./recorded-route53.ts";
import { type Asked, recordedService } from "./recorded-service.ts";

export const ACCOUNT = "111122223333";
export const OTHER_ACCOUNT = "444455556666";
export const ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/isochrone-observe`;
export const EXTERNAL_ID = "b2f1-observe";
export const KEY = { accessKeyId: "AKIAMAIN", secretAccessKey: "secret-of-main" };

const HOUR_MS = 3_600_000;

/** Two accounts of AWS on a free port of this machine. */
export type RecordedAws = {
  readonly server: ApiServer;
  readonly route53: Route53Client;
  /** Roles that were assumed so far. */
  assumed(): number;
  /** By what name each of them was. */
  readonly sessionNames: readonly string[];
  /** The key of the last role that was assumed ends now. */
  expire(): void;
  optionsWith(settings: Record<string, unknown>): AwsOptions;
  close(): Promise<void>;
};

export async function openRecordedAws(): Promise<RecordedAws> {
  const keys = new KeyRing([
    { ...KEY, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab` },
  ]);
  let assumed = 0;
  const sessionNames: string[] = [];
  const newKey = (expiresAtMs: number) => ({
    accessKeyId: `ASIA${assumed}`,
    secretAccessKey: `secret-${assumed}`,
    accountId: OTHER_ACCOUNT,
    arn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/isochrone-observe/isochrone-observe`,
    temporary: { sessionToken: `token-${assumed}`, expiresAtMs },
  });
  const assume = ({ parameters }: Asked) => {
    const action = "sts:AssumeRole";
    if (parameters.get("ExternalId") !== EXTERNAL_ID) {
      const message = `User: arn:aws:iam::${ACCOUNT}:user/lab is not authorized to perform: ${action} on resource: ${ROLE}`;
      throw new ServiceProblem("AccessDenied", message, 403);
    }
    assumed += 1;
    sessionNames.push(parameters.get("RoleSessionName") ?? "");
    const expiresAtMs = Date.now() + HOUR_MS;
    const key = newKey(expiresAtMs);
    keys.add(key);
    return {
      id: key.accessKeyId,
      secret: key.secretAccessKey,
      token: key.temporary.sessionToken,
      expiresAt: new Date(expiresAtMs).toISOString().replace(/\.\d+/, ""),
    };
  };
  const services = () => [
    withRecordedCalls(openRoute53().service),
    recordedService("ec2", "ec2", EC2_ANSWERS),
    recordedService("elasticloadbalancing", "query", ELB_ANSWERS),
    recordedService("globalaccelerator", "json", ACCELERATOR_ANSWERS),
    recordedService("sts", "query", stsAnswers(assume)),
  ];
  const server = await openApiServer({
    address: "127.0.0.1",
    port: 0,
    keys,
    accounts: new Map([
      [ACCOUNT, services()],
      [OTHER_ACCOUNT, services()],
    ]),
    wallNowMs: Date.now,
  });
  const { endpoint } = server;
  const route53 = new Route53Client({ endpoint, region: "us-east-1", credentials: KEY });
  return {
    server,
    route53,
    assumed: () => assumed,
    sessionNames,
    expire: () => keys.add(newKey(Date.now() - 1)),
    optionsWith: (settings) => ({
      ...AwsSettings.parse({ endpoint, region: "us-east-1", ...settings }),
      credentials: KEY,
    }),
    async close() {
      route53.destroy();
      await server.close();
    },
  };
}

/** A Route 53 that answers everybody with the first record set of a name, through aliases. */
function openRoute53(): Route53 {
  const route53: Route53 = createRoute53({
    labNowMs: Date.now,
    insyncAfterMs: 0,
    health: quietHealth(),
    dnsTester: {
      answer(zoneId, { name, type }) {
        const records = [...servedRecords(route53.zones.get(zoneId), Date.now()).values()];
        let at: string | undefined = name;
        for (let steps = 0; at !== undefined && steps < 8; steps += 1) {
          const set = records.find((each) => each.Name === at && each.Type === type);
          const values = (set?.ResourceRecords ?? []).map(({ Value }) => Value ?? "");
          if (values.length > 0) return { responseCode: "NOERROR", values };
          at = set?.AliasTarget?.DNSName;
        }
        return { responseCode: "NXDOMAIN", values: [] };
      },
    },
  });
  return route53;
}

/** A hosted zone with a health check and a latency record that uses it. */
export async function addShop(route53: Route53Client): Promise<{ zone: string; check: string }> {
  const { HealthCheck } = await route53.send(
    new CreateHealthCheckCommand({
      CallerReference: "shop",
      HealthCheckConfig: {
        Type: "HTTP",
        IPAddress: "198.51.100.7",
        Port: 80,
        ResourcePath: "/healthz",
        RequestInterval: 10,
        FailureThreshold: 3,
      },
    }),
  );
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({ Name: "shop.lab.test", CallerReference: "shop" }),
  );
  const check = HealthCheck?.Id ?? "";
  const zone = (HostedZone?.Id ?? "").replace("/hostedzone/", "");
  await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone,
      ChangeBatch: {
        Changes: [
          {
            Action: "CREATE",
            ResourceRecordSet: {
              Name: "shop.lab.test",
              Type: "A",
              SetIdentifier: "us",
              Region: "us-east-1",
              TTL: 60,
              ResourceRecords: [{ Value: "198.51.100.7" }],
              HealthCheckId: check,
            },
          },
        ],
      },
    }),
  );
  return { zone, check };
}
